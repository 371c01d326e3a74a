package org.hearthline;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Asked;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The real gateway alone in its process, and stages in others that do as the test says. */
class GatewayTest {
    private static final String LINK_KEY = "link-key-0123456789";
    private static final String API_KEY = "api-key-0123456789";
    private static final String HEALTHY = "{\"status\":\"healthy\",\"version\":\"9.9\",\"dependencies\":{}}";

    private static final String API = """
            GET    /api/v1/events?limit=5&start_time=1h%20ago           storage
            GET    /api/v1/events/count                                 storage
            GET    /api/v1/events/4d605e9d-9864-5ce9-85df-741601794366  storage
            GET    /api/v1/entities?domain=light                        storage
            GET    /api/v1/storage                                      storage
            POST   /api/v1/events                                       validation
            POST   /api/v1/validate                                     validation
            POST   /api/v1/process                                      enrichment
            POST   /api/v1/events/forward                               ingestion
            GET    /api/v1/events/stats                                 ingestion
            GET    /api/v1/outbox                                       ingestion
            GET    /api/v1/dead-letters?limit=2                         ingestion
            POST   /api/v1/dead-letters/replay                          ingestion
            DELETE /api/v1/dead-letters?confirm=true                    ingestion
            GET    /api/v1/gaps                                         ingestion
            POST   /api/v1/backfill                                     ingestion
            GET    /api/v1/weather/current?lat=52.5&lon=13.4            weather
            """;

    @TempDir
    Path folder;

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final StubServer stages = new StubServer(this::take);
    private final StubServer second = new StubServer(this::take);
    private Pipeline gateway;

    @AfterEach
    void stop() {
        gateway.close();
        stages.close();
        second.close();
    }

    @Test
    void everyPathOfTheApiIsAskedAtTheStageThatAnswersIt() {
        start(Map.of());

        API.lines().map(line -> line.split(" +")).forEach(one -> assertIsAskedAt(one[2], one[0], one[1]));
        assertThat(asked).hasSize(17);
    }

    private void assertIsAskedAt(String stage, String method, String path) {
        String body = method.equals("POST") ? "{\"a\":1}" : "";

        Answered answered = send(method, path, body);

        assertThat(answered.status()).as(path).isEqualTo(200);
        assertThat(answered.json().path("stage").asText()).isEqualTo("/" + stage + path.replaceFirst("\\?.*", ""));
        Asked one = last();
        assertThat(one.method()).isEqualTo(method);
        if (!body.isEmpty()) {
            assertThat(one.headers()).containsEntry("Content-Type", "application/json");
        }
        assertThat(one.query()).isEqualTo(String.valueOf(URI.create(path).getQuery()));
        assertThat(one.body()).isEqualTo(body);
    }

    @Test
    void whatStandsBelowAStageIsAskedThere() {
        start(Map.of());

        for (String path : List.of(
                "/storage/health",
                "/storage/metrics",
                "/storage/api/v1/events",
                "/weather/api/v1/weather/cache",
                "/storage/api/v1/routes")) {
            assertThat(send("GET", path, "").status()).isEqualTo(200);
            assertThat(last().path()).isEqualTo(path);
        }
    }

    @Test
    void aStageIsShownThePipelinesKeyAndTheCallersHeadersButNotHisKey() throws Exception {
        start(Map.of("link.key", LINK_KEY, "api.key", API_KEY));

        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(gateway.uri("/api/v1/events?limit=1"))
                                .header("Authorization", "Bearer " + API_KEY)
                                .header("X-Correlation-ID", "mine-1")
                                .header("X-Place", "52.52,13.41")
                                .header("Cookie", "a=b")
                                .header("TE", "trailers")
                                .header("Origin", gateway.uri("").toString())
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString());

        assertThat(last().headers())
                .containsEntry("Authorization", "Bearer " + LINK_KEY)
                .containsEntry("X-Correlation-ID", "mine-1")
                .containsEntry("X-Place", "52.52,13.41")
                .containsEntry("Accept", "application/json")
                .doesNotContainKeys("Cookie", "TE", "Origin", "limit");
        assertThat(answer.headers().firstValue("X-Correlation-ID")).contains("mine-1");
        assertThat(answer.headers().firstValue("X-From-Stage")).contains("yes");
        assertThat(answer.headers().firstValue("Keep-Alive")).isEmpty();
        assertThat(send("GET", "/api/v1/events", "").status()).isEqualTo(401);
    }

    @Test
    void aStagesStatusAndPauseAreHandedOn() {
        start(Map.of());
        for (int status : new int[] {200, 204, 400, 404, 405, 413, 415, 422, 429, 500, 503}) {
            stages.answer(one -> isHealth(one) ? take(one) : new Says(status, Map.of("Retry-After", "7"), ""));

            Answered answer = send("GET", "/api/v1/events", "");

            assertThat(answer.status()).isEqualTo(status);
            assertThat(answer.header("Retry-After")).isEqualTo("7");
        }
    }

    @Test
    void whatIsBetweenGatewayAndStageIsNoBusinessOfTheCaller() {
        start(Map.of());
        for (int status : new int[] {401, 502, 504}) {
            stages.answer(one -> isHealth(one) ? take(one) : new Says(status));

            assertIsAway(send("GET", "/api/v1/events", ""), "data-storage");
        }
    }

    @Test
    void aLargeAnswerIsPassedOnAndOneThatEndsTooEarlyIsNoCompleteOne() {
        start(Map.of());
        String large = "x".repeat(3 << 20);
        stages.answer(
                one -> isHealth(one) ? take(one) : new Says(200, Map.of("Content-Disposition", "attachment"), large));

        Answered whole = send("GET", "/api/v1/events/export", "");

        assertThat(whole.body()).isEqualTo(large);
        assertThat(whole.header("Content-Disposition")).isEqualTo("attachment");
        stages.answer(one -> isHealth(one) ? take(one) : new Says(200, Map.of(StubServer.CUT_SHORT, "yes"), large));
        assertThatThrownBy(() -> send("GET", "/api/v1/events/export", "")).isInstanceOf(UncheckedIOException.class);
    }

    @Test
    void callersWhoLeaveInTheMiddleOfAnAnswerTakeNoConnectionWithThem() throws Exception {
        start(Map.of());
        String large = "x".repeat(3 << 20);
        stages.answer(one -> isHealth(one) ? take(one) : new Says(200, Map.of(), large));
        URI uri = gateway.uri("/");

        for (int i = 0; i <= OutboundHttp.CONNECTIONS; i++) {
            try (Socket caller = new Socket(uri.getHost(), uri.getPort())) {
                caller.getOutputStream()
                        .write("GET /api/v1/events/export HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(US_ASCII));
                assertThat(caller.getInputStream().read()).isEqualTo('H');
            }
        }

        assertThat(send("GET", "/api/v1/events/export", "").body()).isEqualTo(large);
    }

    @Test
    void theHealthOfAStageElsewhereNeedsNoKeyEither() {
        start(Map.of("link.key", LINK_KEY, "api.key", API_KEY));

        assertThat(send("GET", "/storage/health", "").status()).isEqualTo(200);
    }

    @Test
    void aDeletionKeepsItsBody() {
        start(Map.of());

        send("DELETE", "/api/v1/dead-letters?confirm=true", "{\"ids\":[\"5\"]}");

        assertThat(last().method()).isEqualTo("DELETE");
        assertThat(last().body()).isEqualTo("{\"ids\":[\"5\"]}");
    }

    @Test
    void aTypeWithAStrangeCharsetIsTheStagesToJudge() {
        start(Map.of());

        Answered answer = Pipeline.unchecked(HttpRequest.newBuilder(gateway.uri("/api/v1/events"))
                .header("Content-Type", "application/json; charset=zzz")
                .POST(BodyPublishers.ofString("{}")));

        assertThat(answer.status()).isEqualTo(200);
        assertThat(last().headers().get("Content-Type")).startsWith("application/json");
        assertThat(last().body()).isEqualTo("{}");
    }

    @Test
    void aPathIsCutWhereTheRouterFoundItsStage() {
        start(Map.of());

        send("GET", "/%73torage/api/v1/events", "");

        assertThat(last().path()).isEqualTo("/storage/api/v1/events");
    }

    @Test
    void aServiceThatIsAwayIsAwayAndTheRestWorks() {
        start(Map.of("link.storage", second.url() + "/storage"));
        assertThat(send("GET", "/api/v1/events", "").status()).isEqualTo(200);
        assertThat(service("storage").path("health").asText()).isEqualTo("healthy");

        second.close();

        await().untilAsserted(() ->
                assertThat(service("storage").path("health").asText()).isEqualTo("away"));
        assertThat(service("storage").path("detail").asText()).isNotEmpty();
        assertThat(service("weather").path("health").asText()).isEqualTo("healthy");
        assertIsAway(send("GET", "/api/v1/events", ""), "data-storage");
        assertThat(send("GET", "/api/v1/gaps", "").status()).isEqualTo(200);
        JsonNode health = gateway.get("/health").json();
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.at("/dependencies/link_storage/detail").asText()).contains("data-storage", "LINK_STORAGE");
        assertThat(health.at("/dependencies/link_weather/status").asText()).isEqualTo("healthy");
    }

    @Test
    void listsTheServicesAndHowTheyAre() {
        start(Map.of());
        stages.answer(one -> one.path().equals("/weather/health")
                ? new Says(
                        200,
                        Map.of(),
                        "{\"status\":\"degraded\",\"dependencies\":{\"weather\":{\"status\":\"degraded\",\"detail\":\"no key\"}}}")
                : take(one));

        await().untilAsserted(() ->
                assertThat(service("weather").path("health").asText()).isEqualTo("degraded"));

        assertThat(service("weather").path("detail").asText()).isEqualTo("weather: no key");
        JsonNode storage = service("storage");
        assertThat(storage.path("name").asText()).isEqualTo("data-storage");
        assertThat(storage.path("url").asText()).isEqualTo(stages.url() + "/storage");
        assertThat(storage.path("latency_ms").asDouble()).isPositive();
        assertThat(storage.path("version").asText()).isEqualTo("9.9");
        assertThat(storage.path("since").asText()).endsWith("Z");
        assertThat(gateway.get("/api/v1/services").json().path("services"))
                .extracting(one -> one.path("stage").asText())
                .containsExactly("ingestion", "validation", "enrichment", "weather", "storage", "gateway");
        assertThat(gateway.get("/health")
                        .json()
                        .at("/dependencies/link_weather/status")
                        .asText())
                .isEqualTo("degraded");
    }

    @Test
    void severalAddressesShareTheRequestsAndOneThatGoesIsNotMissed() {
        start(Map.of("link.storage", stages.url() + "/storage," + second.url() + "/storage"));

        for (int i = 0; i < 4; i++) {
            assertThat(send("GET", "/api/v1/events", "").status()).isEqualTo(200);
        }
        assertThat(asked)
                .filteredOn(one -> one.headers().getOrDefault("Host", "").equals(host(second)))
                .hasSize(2);
        second.close();

        for (int i = 0; i < 4; i++) {
            assertThat(send("GET", "/api/v1/events", "").status()).isEqualTo(200);
        }
        await().untilAsserted(
                        () -> assertThat(gateway.get("/api/v1/services").json().path("services"))
                                .filteredOn(one -> one.path("stage").asText().equals("storage"))
                                .extracting(one -> one.path("health").asText())
                                .containsExactly("healthy", "away"));
        assertThat(send("POST", "/storage/api/v1/events", "{\"a\":1}").status()).isEqualTo(200);
    }

    @Test
    void aStageThatHangsIsGivenUpAndItsAnswerIsA503() {
        start(Map.of(
                "influxdb.timeout", "100ms",
                "link.connect-timeout", "1s",
                "link.storage-timeout", "4s",
                "link.storage", second.url() + "/storage"));
        second.answer(one -> isHealth(one) ? take(one) : new Says(StubServer.CUT));
        assertIsAway(send("GET", "/api/v1/events", ""), "data-storage");

        second.answer(this::take);
        second.hang();
        Answered answered = send("GET", "/api/v1/events", "");

        assertIsAway(answered, "data-storage");
    }

    @Test
    void noPathLeadsOutOfAStage() {
        start(Map.of());

        for (String path : List.of("/storage/%2e%2e/admin", "/storage/a/..%2Fadmin", "/storage/%2E%2E%5Cadmin")) {
            assertThat(send("GET", path, "").status()).as(path).isIn(400, 404);
        }
        assertThat(asked).isEmpty();
    }

    @Test
    void aStageInTheSameProcessIsNotAskedOverHttp() {
        start(Map.of("stages", "gateway,weather"));

        assertThat(send("GET", "/api/v1/weather/current?lat=91&lon=0", "").status())
                .isEqualTo(400);
        assertThat(asked).isEmpty();
        assertThat(service("weather").path("url").asText())
                .isEqualTo(gateway.uri("/weather").toString());
        assertThat(service("weather").path("health").asText()).isIn("healthy", "degraded");
    }

    private void start(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(Map.of("stages", "gateway", "link.probe", "200ms"));
        for (String stage : List.of("ingestion", "validation", "enrichment", "weather", "storage")) {
            all.put("link." + stage, stages.url() + "/" + stage);
        }
        all.putAll(settings);
        gateway = Pipeline.start(folder, all);
        await().untilAsserted(() -> assertThat(gateway.get("/health").json().at("/dependencies"))
                .allSatisfy(one -> assertThat(one.path("detail").asText()).doesNotContain("not been asked")));
        asked.clear();
    }

    private Says take(Asked one) {
        if (isHealth(one) && !one.headers().containsKey("X-Correlation-ID")) {
            return new Says(200, Map.of(), HEALTHY);
        }
        asked.add(one);
        return new Says(
                200,
                Map.of("Content-Type", "application/json", "X-From-Stage", "yes", "Keep-Alive", "timeout=5"),
                "{\"stage\":\"" + one.path() + "\"}");
    }

    /** Asked by the gateway itself, in the background. */
    private static boolean isHealth(Asked one) {
        return one.path().endsWith("/health");
    }

    private Asked last() {
        return asked.get(asked.size() - 1);
    }

    private JsonNode service(String stage) {
        for (JsonNode one : gateway.get("/api/v1/services").json().path("services")) {
            if (one.path("stage").asText().equals(stage)) {
                return one;
            }
        }
        throw new AssertionError(stage);
    }

    private Answered send(String method, String path, String body) {
        return Pipeline.unchecked(HttpRequest.newBuilder(gateway.uri(path))
                .timeout(Duration.ofSeconds(20))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)));
    }

    private static void assertIsAway(Answered answered, String service) {
        assertThat(answered.status()).isEqualTo(503);
        assertThat(answered.json().path("success").asBoolean(true)).isFalse();
        assertThat(answered.json().at("/error/code").asText()).isIn("UNAVAILABLE", "TIMEOUT");
        assertThat(answered.json().at("/error/message").asText()).contains(service);
        assertThat(answered.header("Retry-After")).matches("[1-9]\\d*");
    }

    private static String host(StubServer server) {
        return URI.create(server.url()).getAuthority();
    }
}
