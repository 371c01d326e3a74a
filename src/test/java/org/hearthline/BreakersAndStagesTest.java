package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of circuit breakers and stages is what they do. */
final class BreakersAndStagesTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final String STEP = "              - bean: {id: enrichment-normalise";
    private static final String FILTER = """
                          - filter:
                              id: enrichment-quiet
                              expression: {simple: {expression: "${body.state} == 'quiet'"}}
                              steps:
                                - stop: {id: enrichment-quiet-stop}
            """;

    @TempDir
    Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    private Pipeline pipeline;
    private int seconds;

    @BeforeEach
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

    @AfterEach
    void stop() {
        store.http().goOn();
        pipeline.close();
        store.close();
        weather.close();
    }

    @Test
    void opensAfterFailuresLetsOneCallThroughToTryAndClosesAgain() {
        assertThat(state()).isEqualTo("closed");
        assertThat(metric("state")).isEqualTo("0.0");

        store.onWrite(lines -> InfluxStub.says(503, "shutting down"));
        for (int i = 0; i < 5; i++) {
            assertThat(write("away").status()).isEqualTo(503);
        }

        assertThat(state()).isEqualTo("open");
        assertThat(metric("state")).isEqualTo("2.0");
        assertThat(metric("failures_total")).isEqualTo("5.0");
        int asked = store.writes().size();
        assertThat(write("refused").status()).isEqualTo(503);
        assertThat(store.writes()).as("the store is spared").hasSize(asked);
        assertThat(breaker().path("refused").asInt()).isEqualTo(1);

        store.onWrite(lines -> InfluxStub.STORED);
        store.http().hang();
        CompletableFuture<Answered> probe = probe();
        assertThat(metric("state")).isEqualTo("1.0");
        long refused = breaker().path("refused").asLong();
        assertThat(write("beside").status()).as("one probe at a time").isEqualTo(503);
        assertThat(breaker().path("refused").asLong()).isEqualTo(refused + 1);

        store.http().goOn();
        assertThat(probe.join().status()).isEqualTo(200);
        assertThat(state()).isEqualTo("closed");
        assertThat(metric("state")).isEqualTo("0.0");
        assertThat(breaker().path("calls").asInt()).isEqualTo(6);
    }

    /** The first call that is let through after the pause. */
    private CompletableFuture<Answered> probe() {
        AtomicInteger tried = new AtomicInteger();
        return within30s()
                .until(
                        () -> {
                            CompletableFuture<Answered> call = pipeline.postLater(
                                    "/storage/api/v1/events", event("sensor.probe", "p" + tried.incrementAndGet()));
                            within30s()
                                    .until(() -> call.isDone() || store.http().held() == 1);
                            return call;
                        },
                        call -> state().equals("half_open"));
    }

    @Test
    void neverOpensForWhatTheStoreRefuses() {
        store.onWrite(lines -> InfluxStub.says(400, "a line is not what I like"));

        for (int i = 0; i < 20; i++) {
            assertThat(write("poison").status()).isEqualTo(422);
        }

        assertThat(state()).isEqualTo("closed");
        assertThat(breaker().path("failures").asInt()).isZero();
        assertThat(breaker().path("calls").asInt()).isEqualTo(20);
        assertThat(stage("storage").path("rejected").asInt()).isEqualTo(20);
    }

    @Test
    void countsEachEventOnceInEachStageHoweverOftenItsFrameIsTried() throws Exception {
        load(enrichmentRoute().replace(STEP, FILTER + STEP));
        AtomicInteger away = new AtomicInteger(3);
        store.onWrite(lines -> {
            if (away.getAndDecrement() > 0) {
                return InfluxStub.says(503, "shutting down");
            }
            return lines.contains("poison") ? InfluxStub.says(400, "not what I like") : InfluxStub.STORED;
        });
        String future = Pipeline.event("sensor.future", "1", "2199-01-01T00:00:00Z");
        String frame = "[" + event("sensor.a", "1") + "," + event("sensor.b", "2") + "," + event("sensor.c", "quiet")
                + "," + event("sensor.d", "poison") + "," + future + "]";

        assertThat(pipeline.post("/api/v1/events/forward", frame).status()).isLessThan(300);
        within30s().until(() -> pipeline.stat("received") == 5 && pipeline.stat("in_outbox") == 0);

        assertStage("validation", 5, 4, 0, 1);
        assertStage("enrichment", 4, 3, 1, 0);
        assertStage("storage", 3, 2, 0, 1);
        assertThat(stage("validation").path("retried_frames").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(stage("storage").path("retried_frames").asInt()).isGreaterThanOrEqualTo(3);
        assertThat(pipeline.stat("stored")).isEqualTo(2);
        assertThat(pipeline.stat("rejected")).isEqualTo(2);
        assertThat(pipeline.stat("filtered")).isEqualTo(1);
        assertThat(pipeline.get("/metrics").body())
                .contains("hearthline_stage_events_total{outcome=\"passed\",stage=\"validation\"} 4.0");
        pipeline.post("/api/v1/validate", event("sensor.trial", "1"));
        assertStage("validation", 5, 4, 0, 1);
    }

    private void assertStage(String stage, int in, int passed, int filtered, int rejected) {
        JsonNode counts = stage(stage);
        assertThat(counts.path("in").asInt()).as(stage + " " + counts).isEqualTo(in);
        assertThat(counts.path("passed").asInt()).as(stage + " " + counts).isEqualTo(passed);
        assertThat(counts.path("filtered").asInt()).as(stage + " " + counts).isEqualTo(filtered);
        assertThat(counts.path("rejected").asInt()).as(stage + " " + counts).isEqualTo(rejected);
    }

    private JsonNode stage(String stage) {
        return pipeline.get("/api/v1/events/stats").json().path("stages").path(stage);
    }

    private JsonNode breaker() {
        return pipeline.get("/api/v1/metrics").json().path("circuit_breakers").path("storage-breaker");
    }

    private String state() {
        return breaker().path("state").asText();
    }

    private String metric(String name) {
        String series = "hearthline_circuit_breaker_" + name + "{breaker=\"storage-breaker\"} ";
        return pipeline.get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(series))
                .findFirst()
                .orElseThrow()
                .substring(series.length());
    }

    private Answered write(String state) {
        return pipeline.post("/storage/api/v1/events", event("sensor.write", state));
    }

    /** Each a second after the one before. */
    private String event(String entity, String state) {
        return Pipeline.event(entity, state, START.plusSeconds(seconds++).toString());
    }

    private static String enrichmentRoute() throws IOException {
        try (InputStream in = BreakersAndStagesTest.class.getResourceAsStream("/routes/enrichment.camel.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void load(String yaml) throws Exception {
        PluginHelper.getRoutesLoader(pipeline.application().camel())
                .updateRoutes(ResourceHelper.fromString("enrichment.camel.yaml", yaml));
    }
}
