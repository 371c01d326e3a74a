package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** What the pipeline does while the store, the weather or a route misbehaves: keeps everything, says so, goes on. */
@TestInstance(Lifecycle.PER_CLASS)
final class FaultsTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    static Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    private Pipeline pipeline;
    private int seconds;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", weather.url(),
                        "influxdb.url", store.url(),
                        "influxdb.token", "any",
                        "influxdb.timeout", "20s"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
        store.close();
        weather.close();
    }

    /** Ten good writes, so that the circuit breaker has forgotten the test before. */
    @BeforeEach
    void calm() {
        store.http().goOn();
        store.onWrite(lines -> InfluxStub.STORED);
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        IntStream.range(0, 10)
                .forEach(i -> assertThat(pipeline.post("/api/v1/events", event("sensor.calm", "c" + i))
                                .status())
                        .isEqualTo(200));
        assertThat(pipeline.health("store").path("status").asText()).isEqualTo("healthy");
    }

    @Test
    void waitsAsLongAsAStoreAsksItTo() {
        List<Says> answers = new ArrayList<>(List.of(new Says(
                429, Map.of("Retry-After", "2"), "{\"code\":\"too many requests\",\"message\":\"slow down\"}")));
        store.onWrite(lines -> answers.isEmpty() ? InfluxStub.STORED : answers.remove(0));
        int before = store.writes().size();
        forwardLater("sensor.paused", "1");
        within30s().until(() -> store.states().contains("1") && pipeline.stat("in_outbox") == 0);
        List<Long> writes = store.writes().subList(before, store.writes().size());
        assertThat(writes).hasSize(2);
        assertThat(Duration.ofNanos(writes.get(1) - writes.get(0))).isGreaterThanOrEqualTo(Duration.ofSeconds(2));
        assertSums();
    }

    @Test
    void keepsAPoisonEventAsDeadLetterAndStoresTheOthers() throws IOException {
        store.onWrite(lines ->
                lines.contains("poison") ? InfluxStub.says(400, "a line is not what I like") : InfluxStub.STORED);
        long rejected = pipeline.stat("rejected");
        for (int i = 0; i < 8; i++) {
            Answered answer = pipeline.post(
                    "/api/v1/events/forward",
                    "[" + event("sensor.good", "before" + i) + "," + event("sensor.bad", "poison" + i) + ","
                            + event("sensor.good", "after" + i) + "]");
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("accepted").asInt()).isEqualTo(3);
        }
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        assertThat(store.states()).contains("before7", "after7").noneMatch(state -> state.contains("poison"));
        assertThat(pipeline.stat("rejected")).isEqualTo(rejected + 8);
        assertThat(pipeline.health("store").path("status").asText()).isEqualTo("healthy");
        assertThat(pipeline.health("outbox").path("status").asText())
                .as("the breaker is closed")
                .isEqualTo("healthy");
        List<JsonNode> letters = pipeline.deadLetters().stream()
                .filter(letter -> letter.path("event").toString().contains("poison"))
                .toList();
        assertThat(letters).hasSize(8);
        JsonNode letter = letters.get(7);
        assertThat(letter.path("stage").asText()).isEqualTo("storage");
        assertThat(letter.path("error").path("code").asText()).isEqualTo("REFUSED_BY_STORE");
        assertThat(letter.path("error").path("message").asText()).contains("a line is not what I like");
        assertThat(letter.path("entity_id").asText()).isEqualTo("sensor.bad");
        assertSums();
    }

    @Test
    void answersWhenEventsAreOnDiskWhateverTheStoreDoes() {
        store.http().hang();
        for (int i = 0; i < 6; i++) {
            Answered answer = pipeline.post("/api/v1/events/forward", event("sensor.queued", "queued" + i));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        }
        assertThat(pipeline.stat("in_outbox")).isEqualTo(6);
        assertSums();
        store.http().goOn();
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        assertThat(store.states().stream().filter(state -> state.startsWith("queued")))
                .containsExactly("queued0", "queued1", "queued2", "queued3", "queued4", "queued5");
        assertSums();
    }

    @Test
    void keepsTheSameFrameFromTwoCallersOnce() {
        store.http().hang();
        String id = "00000000-0000-4000-8000-000000000007";
        String same = event("sensor.twice", "twice");
        List<CompletableFuture<Answered>> callers =
                List.of(pipeline.sendLater(framed(id, same)), pipeline.sendLater(framed(id, same)));
        assertThat(callers.stream().map(caller -> caller.join().status()))
                .as("503 for who comes while the other is being written")
                .contains(200)
                .isSubsetOf(200, 503);
        assertThat(pipeline.stat("in_outbox")).isEqualTo(1);
        store.http().goOn();
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        assertThat(pipeline.send(framed(id, same)).status()).isEqualTo(200);
        assertThat(pipeline.stat("in_outbox")).isZero();
        assertThat(store.states().stream().filter("twice"::equals)).hasSize(1);
        assertSums();
    }

    private java.net.http.HttpRequest.Builder framed(String frameId, String json) {
        return pipeline.posting("/api/v1/events/forward", "application/json", json)
                .header("X-Frame-Id", frameId);
    }

    @Test
    void saysThatItLivesWhileFiftyRequestsHang() {
        store.http().hang();
        List<CompletableFuture<Answered>> hanging = IntStream.range(0, 50)
                .mapToObj(i -> pipeline.postLater("/api/v1/events", event("sensor.hang" + i, "h" + i)))
                .toList();
        within30s().until(() -> store.http().held() == 50);
        assertThat(pipeline.get("/health/live").status()).isEqualTo(200);
        assertThat(pipeline.get("/health").status()).isEqualTo(200);
        assertThat(pipeline.get("/metrics").status()).isEqualTo(200);
        assertThat(store.http().held()).as("they hung all the time").isEqualTo(50);
        assertThat(hanging).noneMatch(CompletableFuture::isDone);
        store.http().goOn();
        hanging.forEach(one -> assertThat(one.join().status()).isEqualTo(200));
    }

    @Test
    void answers503WhenTheStoreIsAwayAndTheCallerStillHasHisEvents() {
        store.onWrite(lines -> InfluxStub.says(503, "shutting down"));
        for (String path : List.of("/api/v1/events", "/events", "/storage/api/v1/events")) {
            Answered answer = pipeline.post(path, event("sensor.away", "away"));
            assertThat(answer.status()).isEqualTo(503);
            assertThat(Integer.parseInt(answer.header("Retry-After"))).isPositive();
            assertThat(answer.errorCode()).isEqualTo("UNAVAILABLE");
            assertThat(answer.json().path("error").path("message").asText()).contains("shutting down");
        }
        assertThat(pipeline.get("/health").status()).isEqualTo(200);
        assertThat(pipeline.get("/health").json().path("status").asText()).isEqualTo("degraded");
        store.onWrite(lines -> InfluxStub.STORED);
        assertThat(pipeline.post("/api/v1/events", event("sensor.away", "back")).status())
                .isEqualTo(200);
        assertThat(store.states()).contains("back").doesNotContain("away");
    }

    @Test
    void storesEventsWithoutWeatherWhileTheWeatherHangs() {
        weather.hang();
        Answered answer =
                pipeline.send(pipeline.posting("/events", "application/json", event("sensor.no_weather", "dry"))
                        .header("X-Place", "-33.86,151.21"));
        assertThat(answer.status()).isEqualTo(200);
        within30s().until(() -> weather.held() == 1);
        assertThat(lineWith("state=\"dry\"")).doesNotContain("weather_temperature");
        weather.goOn();
        within30s().until(() -> {
            String state = "wet" + seconds;
            pipeline.send(pipeline.posting("/events", "application/json", event("sensor.no_weather", state))
                    .header("X-Place", "-33.86,151.21"));
            return lineWith("state=\"" + state + "\"").contains("weather_temperature=11.5");
        });
    }

    private String lineWith(String text) {
        return store.lines().stream()
                .filter(line -> line.contains(text))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void keepsTheFramesOfABrokenRouteUntilItIsMended() throws Exception {
        CamelContext camel = pipeline.application().camel();
        camel.getRegistry().bind("broken", new Broken());
        String whole = enrichmentRoute();
        String broken = whole.replace("ref: normaliser, method: normalise", "ref: broken, method: fail");
        assertThat(broken).isNotEqualTo(whole);
        load(broken);
        String six = IntStream.range(0, 6)
                .mapToObj(i -> event("sensor.kept", "kept" + i))
                .toList()
                .toString();
        assertThat(pipeline.post("/api/v1/events/forward", six).status()).isEqualTo(200);
        within30s()
                .until(() -> pipeline.health("outbox").path("status").asText().equals("degraded"));
        assertThat(pipeline.stat("in_outbox")).isEqualTo(6);
        JsonNode outbox = pipeline.health("outbox");
        assertThat(outbox.path("status").asText()).isEqualTo("degraded");
        assertThat(outbox.path("detail").asText())
                .contains("enrichment-normalise")
                .contains("route enrichment");
        Answered direct = pipeline.post("/api/v1/events", six);
        assertThat(direct.status()).isEqualTo(503);
        assertThat(direct.errorCode()).isEqualTo("ROUTE_BROKEN");
        load(whole);
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        assertThat(store.states()).contains("kept0", "kept1", "kept2", "kept3", "kept4", "kept5");
        assertThat(pipeline.health("outbox").path("status").asText()).isEqualTo("healthy");
        assertSums();
    }

    /** A user's bean that does not work. */
    public static final class Broken {
        public Object fail(Object event) {
            throw new UnsupportedOperationException("Not written yet");
        }
    }

    private static String enrichmentRoute() throws IOException {
        try (InputStream in = FaultsTest.class.getResourceAsStream("/routes/enrichment.camel.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(pipeline.application().camel())
                .updateRoutes(ResourceHelper.fromString("enrichment.camel.yaml", yaml));
    }

    private void assertSums() {
        JsonNode stats = pipeline.get("/api/v1/events/stats").json();
        assertThat(stats.path("received").asLong())
                .as(stats.toString())
                .isEqualTo(stats.path("stored").asLong()
                        + stats.path("rejected").asLong()
                        + stats.path("filtered").asLong()
                        + stats.path("in_outbox").asLong());
    }

    private CompletableFuture<Answered> forwardLater(String entity, String state) {
        return pipeline.postLater("/api/v1/events/forward", event(entity, state));
    }

    /** Each a second after the one before. */
    private String event(String entity, String state) {
        return Pipeline.event(entity, state, START.plusSeconds(seconds++).toString());
    }
}
