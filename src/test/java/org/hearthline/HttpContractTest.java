package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.hearthline.Pipeline.Answered;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The API as a caller sees it (design.md 5 and 6), on the real application with its embedded store. */
@TestInstance(Lifecycle.PER_CLASS)
final class HttpContractTest {
    private static final String TIME = "2026-11-20T08:15:30.123456Z";
    private static final String BAD = "{\"event_type\":\"state_changed\",\"entity_id\":\"Kitchen!\",\"state\":\"1\"}";

    @TempDir
    static Path dataDir;

    private final AtomicInteger entities = new AtomicInteger();
    private Pipeline pipeline;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", "http://127.0.0.1:1",
                        "http.max-body", "64KiB"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @ParameterizedTest
    @CsvSource({
        "/api/v1/events, event-validation",
        "/events, enrichment-pipeline",
        "/enrichment/events, enrichment-pipeline",
        "/validation/api/v1/events, event-validation",
        "/enrichment/api/v1/events, enrichment-pipeline",
        "/storage/api/v1/events, data-storage",
        "/api/v1/events/forward, websocket-ingestion",
        "/ingestion/api/v1/events/forward, websocket-ingestion"
    })
    void storesWhatComesThroughEachDoor(String path, String service) {
        String entity = entity();
        Answered answer = pipeline.post(path, Pipeline.event(entity, "21.5", TIME));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode json = answer.json();
        assertThat(json.path("success").asBoolean()).isTrue();
        assertThat(Instant.parse(json.path("processed_at").asText())).isBefore(Instant.now());
        assertThat(json.path("processing_time_ms").isNumber()).isTrue();
        assertThat(json.path("correlation_id").asText()).isEqualTo(answer.header("X-Correlation-ID"));
        assertThat(json.path("metadata").path("service").asText()).isEqualTo(service);
        assertThat(json.path("metadata").path("version").asText()).isNotEmpty();
        assertThat(json.path("metadata").path("processing_steps")).isNotEmpty();
        JsonNode stored = stored(json.path("event_id").asText());
        assertThat(stored.path("entity_id").asText()).isEqualTo(entity);
        assertThat(stored.path("state").asText()).isEqualTo("21.5");
        assertThat(stored.path("timestamp").asText()).startsWith("2026-11-20T08:15:30.123456");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/events", "/storage/api/v1/events", "/api/v1/events/forward"})
    void answersForABatchAboutEachOfItsEvents(String path) {
        String one = Pipeline.event(entity(), "1", TIME);
        String two = Pipeline.event(entity(), "2", TIME);
        Answered array = pipeline.post(path, "[" + one + "," + envelope(two) + "]");
        assertBatch(array, 2);
        assertBatch(pipeline.post(path, "application/x-ndjson", one + "\n" + envelope(two) + "\n"), 2);
        assertBatch(pipeline.post(path, "application/x-ndjson", one), 1);
        assertBatch(pipeline.post(path, "[" + one + "]"), 1);
        assertBatch(pipeline.post(path, "[]"), 0);
    }

    private static void assertBatch(Answered answer, int accepted) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("success").asBoolean()).isTrue();
        assertThat(answer.json().path("accepted").asInt()).as(answer.body()).isEqualTo(accepted);
        assertThat(answer.json().path("filtered").asInt(-1)).isZero();
        assertThat(answer.json().path("rejected").isArray()).isTrue();
        assertThat(answer.json().path("rejected")).isEmpty();
    }

    @Test
    void keepsTheCallersEventIdAndTheLabelsOfAnEnvelope() {
        String id = UUID.randomUUID().toString();
        String event = "{\"event_id\":\"" + id + "\",\"house\":\"cabin\",\"source\":\"me\",\"timestamp\":\"" + TIME
                + "\",\"labels\":{\"area\":\"Küche\",\"device\":\"Oven\",\"floor\":\"Ground\"},\"data\":"
                + Pipeline.event(entity(), "on", TIME) + "}";
        assertThat(pipeline.post("/api/v1/events", event)
                        .json()
                        .path("event_id")
                        .asText())
                .isEqualTo(id);
        JsonNode stored = stored(id);
        assertThat(stored.path("house").asText()).isEqualTo("cabin");
        assertThat(stored.path("area").asText()).isEqualTo("Küche");
        assertThat(stored.path("device").asText()).isEqualTo("Oven");
        assertThat(stored.path("floor").asText()).isEqualTo("Ground");
        assertThat(stored.path("value").asInt()).isEqualTo(1);
    }

    @Test
    void givesTheIdsOfTheVectors() {
        String entity = "sensor.kitchen_temperature";
        Answered answer =
                pipeline.post("/api/v1/events", Pipeline.event(entity, "21.4", "2026-08-19T20:01:19.123456Z"));
        String id = answer.json().path("event_id").asText();
        assertThat(id).isEqualTo("4d605e9d-9864-5ce9-85df-741601794366");
        assertThat(stored(id).path("timestamp").asText()).isEqualTo("2026-08-19T20:01:19.123456014Z");
    }

    @Test
    void storesAnEventOnceHoweverOftenItComes() {
        String entity = entity();
        String event = Pipeline.event(entity, "1", TIME);
        pipeline.post("/api/v1/events", event);
        pipeline.post("/api/v1/events/forward", event);
        String id = pipeline.post("/api/v1/events", "[" + event + "," + event + "]")
                                .status()
                        == 200
                ? pipeline.post("/events", event).json().path("event_id").asText()
                : "";
        stored(id);
        letTheStoreCatchUp();
        assertThat(find("entity_id=" + entity)).hasSize(1);
    }

    @Test
    void showsVerdictsAndPreviewsAndStoresNeither() {
        String entity = entity();
        String good = Pipeline.event(entity, "21.5", TIME);
        for (String path : List.of("/api/v1/validate", "/validation/api/v1/validate")) {
            assertThat(pipeline.post(path, good).status()).isEqualTo(200);
            assertProblem(pipeline.post(path, BAD), 422, "VALIDATION_ERROR");
            JsonNode batch = pipeline.post(path, "[" + good + "," + BAD + "]").json();
            assertThat(batch.path("accepted").asInt()).isEqualTo(1);
            assertThat(batch.path("rejected").path(0).path("index").asInt()).isEqualTo(1);
        }
        for (String path : List.of("/api/v1/process", "/enrichment/api/v1/process")) {
            JsonNode preview = pipeline.post(path, good).json();
            assertThat(preview.path("success").asBoolean()).isTrue();
            assertThat(preview.path("event").path("entity_id").asText()).isEqualTo(entity);
            assertThat(preview.path("event").path("value").asDouble()).isEqualTo(21.5);
            assertThat(pipeline.post(path, "[" + good + "," + good + "]").json().path("events"))
                    .hasSize(2);
        }
        letTheStoreCatchUp();
        assertThat(find("entity_id=" + entity)).isEmpty();
    }

    @Test
    void doesNotCountTrialsAsProcessed() {
        await().atMost(Duration.ofSeconds(20)).until(() -> pipeline.stat("in_outbox") == 0);
        JsonNode before = pipeline.get("/api/v1/metrics").json();
        pipeline.post("/api/v1/validate", Pipeline.event(entity(), "1", TIME));
        pipeline.post("/api/v1/validate", BAD);
        pipeline.post("/api/v1/process", Pipeline.event(entity(), "1", TIME));
        assertThat(pipeline.get("/api/v1/metrics").json().path("events_processed"))
                .isEqualTo(before.path("events_processed"));
        assertThat(pipeline.get("/api/v1/metrics").json().path("events_rejected"))
                .isEqualTo(before.path("events_rejected"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/api/v1/events/forward"})
    void countsEachEventOnceWhereverItEnters(String path) {
        await().atMost(Duration.ofSeconds(20)).until(() -> pipeline.stat("in_outbox") == 0);
        long before = processed();
        pipeline.post(path, "[" + Pipeline.event(entity(), "1", TIME) + "," + BAD + "]");
        await().atMost(Duration.ofSeconds(20)).until(() -> processed() >= before + 1);
        await().atMost(Duration.ofSeconds(20)).until(() -> pipeline.stat("in_outbox") == 0);
        assertThat(processed()).isEqualTo(before + 1);
        assertThat(pipeline.stat("received"))
                .isEqualTo(pipeline.stat("stored")
                        + pipeline.stat("rejected")
                        + pipeline.stat("filtered")
                        + pipeline.stat("in_outbox"));
    }

    private long processed() {
        return pipeline.get("/api/v1/metrics").json().path("events_processed").asLong();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/events", "/validation/api/v1/events"})
    void refusesOneBadEventAmongGoodOnesAndStoresTheOthers(String path) {
        String first = entity();
        String third = entity();
        String batch =
                "[" + Pipeline.event(first, "1", TIME) + "," + BAD + "," + Pipeline.event(third, "3", TIME) + ",7]";
        Answered answer = pipeline.post(path, batch);
        assertThat(answer.status()).isEqualTo(200);
        JsonNode json = answer.json();
        assertThat(json.path("accepted").asInt()).isEqualTo(2);
        assertThat(json.path("rejected")).hasSize(2);
        JsonNode bad = json.path("rejected").path(0);
        assertThat(bad.path("index").asInt()).isEqualTo(1);
        assertThat(bad.path("event_id").asText()).isNotEmpty();
        assertThat(bad.path("stage").asText()).isEqualTo("validation");
        assertThat(bad.path("step").asText()).isEqualTo("validation-entity-id");
        assertThat(bad.path("error").path("code").asText()).isEqualTo("VALIDATION_ERROR");
        assertThat(bad.path("error").path("details").fieldNames()).toIterable().contains("field", "issue", "expected");
        assertThat(json.path("rejected").path(1).path("index").asInt()).isEqualTo(3);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> find("entity_id=" + first + "," + third).size() == 2);
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/events, VALIDATION_ERROR", "/api/v1/validate, VALIDATION_ERROR"})
    void refusesASingleBadEvent(String path, String code) {
        Answered answer = pipeline.post(path, BAD);
        assertProblem(answer, 422, code);
        assertThat(answer.json().path("error").path("details").path("field").asText())
                .isEqualTo("entity_id");
    }

    @Test
    void acceptsForwardedEventsThatCanBeReadAndJudgesThemLater() {
        long rejected = pipeline.stat("rejected");
        String good = entity();
        String batch = "[" + Pipeline.event(good, "1", TIME) + "," + BAD + ",7]";
        Answered answer = pipeline.post("/api/v1/events/forward", batch);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        assertThat(answer.json().path("accepted").asInt()).isEqualTo(2);
        assertThat(answer.json().path("metadata").path("processing_steps")).hasToString("[\"ingestion\"]");
        JsonNode unreadable = answer.json().path("rejected");
        assertThat(unreadable).hasSize(1);
        assertThat(unreadable.path(0).path("index").asInt()).isEqualTo(2);
        await().atMost(Duration.ofSeconds(20)).until(() -> pipeline.stat("rejected") == rejected + 1);
        await().atMost(Duration.ofSeconds(20))
                .until(() -> find("entity_id=" + good).size() == 1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"event_type":"state_changed",\\n "entity_id":}     | line 2, column
            {"event_type":                                      | line 1, column
            [{"event_type":"x"}                                 | line 1, column
            7                                                   | line 1, column 1
            "text"                                              | line 1, column 1
            null                                                | line 1, column 1
            ''                                                  | line 1, column 1
            <xml/>                                              | line 1, column 1
            """)
    void saysWhereABodyCannotBeRead(String body, String where) {
        for (String path :
                List.of("/api/v1/events", "/events", "/api/v1/events/forward", "/api/v1/process", "/api/v1/validate")) {
            Answered answer = pipeline.post(path, body.replace("\\n", "\n"));
            assertProblem(answer, 400, "MALFORMED_JSON");
            assertThat(answer.json().path("error").path("message").asText()).contains(where);
        }
    }

    @Test
    void refusesBodiesThatAreTooLarge() {
        String event = Pipeline.event(entity(), "x".repeat(70 << 10), TIME);
        assertProblem(pipeline.post("/api/v1/events", event), 413, "PAYLOAD_TOO_LARGE");
        assertProblem(pipeline.post("/api/v1/events/forward", event), 413, "PAYLOAD_TOO_LARGE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/xml",
                "multipart/form-data; boundary=x",
                "application/x-www-form-urlencoded"
            })
    void refusesOtherContentTypes(String type) {
        assertProblem(
                pipeline.post("/api/v1/events", type, Pipeline.event(entity(), "1", TIME)),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void refusesABodyWithoutContentType() {
        assertProblem(
                pipeline.send(HttpRequest.newBuilder(pipeline.uri("/api/v1/events"))
                        .POST(BodyPublishers.ofString(Pipeline.event(entity(), "1", TIME)))),
                415,
                "UNSUPPORTED_MEDIA_TYPE");
    }

    @Test
    void takesContentTypesWithCharsetAndInCapitals() {
        String event = Pipeline.event(entity(), "1", TIME);
        assertThat(pipeline.post("/api/v1/events", "Application/JSON; charset=utf-8", event)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void saysThatCompressedBodiesAreNotUnderstood() throws IOException {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(zipped)) {
            zip.write(Pipeline.event(entity(), "1", TIME).getBytes(StandardCharsets.UTF_8));
        }
        Answered answer = pipeline.send(HttpRequest.newBuilder(pipeline.uri("/api/v1/events"))
                .header("Content-Type", "application/json")
                .header("Content-Encoding", "gzip")
                .POST(BodyPublishers.ofByteArray(zipped.toByteArray())));
        assertProblem(answer, 415, "UNSUPPORTED_MEDIA_TYPE");
        assertThat(answer.json().path("error").path("message").asText()).contains("gzip");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /nowhere, 404, NOT_FOUND",
        "POST, /nowhere, 404, NOT_FOUND",
        "GET, /api/v2/events, 404, NOT_FOUND",
        "GET, /..%2fapplication.properties, 404, NOT_FOUND",
        "GET, /..%2f..%2fapplication.properties, 404, NOT_FOUND",
        "GET, /ui/index.html, 404, NOT_FOUND",
        "GET, /application.properties, 404, NOT_FOUND",
        "GET, /%2e%2e/%2e%2e/etc/passwd, 404, NOT_FOUND",
        "DELETE, /api/v1/events, 405, METHOD_NOT_ALLOWED",
        "PUT, /events, 405, METHOD_NOT_ALLOWED",
        "PATCH, /validation/api/v1/events, 405, METHOD_NOT_ALLOWED",
        "GET, /api/v1/validate, 405, METHOD_NOT_ALLOWED",
        "POST, /health, 405, METHOD_NOT_ALLOWED",
        "POST, /, 405, METHOD_NOT_ALLOWED",
        "DELETE, /metrics, 405, METHOD_NOT_ALLOWED",
        "OPTIONS, /api/v1/events, 405, METHOD_NOT_ALLOWED"
    })
    void refusesWhatNobodyAnswers(String method, String path, int status, String code) {
        Answered answer =
                pipeline.send(HttpRequest.newBuilder(pipeline.uri(path)).method(method, BodyPublishers.noBody()));
        assertProblem(answer, status, code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/health",
                "/health/live",
                "/health/ready",
                "/metrics",
                "/api/v1/metrics",
                "/api/v1/events/stats"
            })
    void answersHeadAsGetWithoutItsBody(String path) {
        Answered head =
                pipeline.send(HttpRequest.newBuilder(pipeline.uri(path)).method("HEAD", BodyPublishers.noBody()));
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.body()).isEmpty();
        assertThat(head.header("Content-Type")).isEqualTo(pipeline.get(path).header("Content-Type"));
        assertThat(head.header("X-Correlation-ID")).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/api/v1/events", "/api/v1/events/stats", "/nowhere", "/", "/metrics"})
    void givesEachAnswerTheCallersCorrelationIdOrANewOne(String path) {
        assertThat(pipeline.send(HttpRequest.newBuilder(pipeline.uri(path)).header("X-Correlation-ID", "req_12345"))
                        .header("X-Correlation-ID"))
                .isEqualTo("req_12345");
        String new1 = pipeline.get(path).header("X-Correlation-ID");
        assertThat(new1).isNotEmpty();
        assertThat(pipeline.get(path).header("X-Correlation-ID")).isNotEmpty().isNotEqualTo(new1);
        assertThat(pipeline.send(HttpRequest.newBuilder(pipeline.uri(path))
                                .header("X-Correlation-ID", "a{b}\" <script>"))
                        .header("X-Correlation-ID"))
                .isNotEmpty()
                .doesNotContain("script");
    }

    @Test
    void sendsNothingOfARequestsHeadersBack() {
        for (String path : List.of("/api/v1/events", "/events", "/api/v1/events/forward", "/api/v1/process")) {
            for (String body : List.of(Pipeline.event(entity(), "1", TIME), BAD, "{")) {
                Answered answer = pipeline.send(pipeline.posting(path, "application/json", body)
                        .header("Authorization", "Bearer my-secret")
                        .header("Cookie", "session=my-secret")
                        .header("X-Mine", "my-secret")
                        .header("User-Agent", "my-secret"));
                assertThat(answer.response().headers().map().toString() + answer.body())
                        .doesNotContain("my-secret");
            }
        }
        Answered query = pipeline.send(HttpRequest.newBuilder(pipeline.uri("/api/v1/events?limit=1"))
                .header("Cookie", "session=my-secret")
                .header("X-Mine", "my-secret"));
        assertThat(query.response().headers().map().toString())
                .doesNotContain("my-secret")
                .doesNotContain("limit");
    }

    @ParameterizedTest
    @CsvSource({"X-Place, north", "X-Place, '91,0'", "X-Place, 1", "X-Frame-Id, seven"})
    void refusesHeadersThatCannotBeRead(String name, String value) {
        Answered answer =
                pipeline.send(pipeline.posting("/events", "application/json", Pipeline.event(entity(), "1", TIME))
                        .header(name, value));
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertThat(answer.json().path("error").path("details").path("field").asText())
                .isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=1001",
                "limit=many",
                "limit=1&limit=2",
                "start_time=yesterday",
                "end_time=2026-13-01T00:00:00Z",
                "start_time=now&end_time=1h%20ago",
                "cursor=xyz",
                "entity_id=",
                "domain=,"
            })
    void refusesBadQueryParameters(String query) {
        Answered answer = pipeline.get("/api/v1/events?" + query);
        assertProblem(answer, 400, "INVALID_REQUEST");
        assertThat(query)
                .contains(answer.json()
                        .path("error")
                        .path("details")
                        .path("field")
                        .asText());
    }

    @ParameterizedTest
    @ValueSource(strings = {"entity_id=%00", "domain=a%00b", "event_type=%27%3B--", "entity_id=%25", "entity_id=a%0Ab"})
    void findsNothingForNamesThatNobodyHas(String query) {
        Answered answer = pipeline.get("/api/v1/events?" + query);
        assertThat(answer.status()).as(answer.body()).isIn(200, 400);
        assertThat(answer.json().path("events")).isEmpty();
        assertThat(answer.errorCode()).isIn("", "INVALID_REQUEST");
    }

    @Test
    void answersOneEventByItsId() {
        assertProblem(pipeline.get("/api/v1/events/" + UUID.randomUUID()), 404, "NOT_FOUND");
        assertProblem(pipeline.get("/api/v1/events/health"), 400, "INVALID_REQUEST");
        String id = pipeline.post("/api/v1/events", Pipeline.event(entity(), "7", TIME))
                .json()
                .path("event_id")
                .asText();
        assertThat(stored(id).path("state").asText()).isEqualTo("7");
        assertThat(pipeline.get("/storage/api/v1/events/" + id).status()).isEqualTo(200);
    }

    @Test
    void findsByEachParameter() {
        String sensor = entity();
        String lamp = "light.l" + entities.incrementAndGet();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        String at1 = now.minus(Duration.ofHours(3)).toString();
        String at2 = now.minus(Duration.ofMinutes(90)).toString();
        String at3 = now.minus(Duration.ofMinutes(2)).toString();
        pipeline.post(
                "/api/v1/events",
                "[" + Pipeline.event(sensor, "a", at1) + "," + Pipeline.event(sensor, "b", at2) + ","
                        + Pipeline.event(lamp, "c", at3) + "]");
        String both = "entity_id=" + sensor + "," + lamp;
        await().atMost(Duration.ofSeconds(20)).until(() -> find(both).size() == 3);
        assertThat(find(both)).as("newest first").containsExactly("c", "b", "a");
        assertThat(find("entity_id=" + sensor)).containsExactly("b", "a");
        assertThat(find("entity_id=" + sensor + "&entity_id=" + lamp)).containsExactly("c", "b", "a");
        assertThat(find(both + "&domain=light")).containsExactly("c");
        assertThat(find(both + "&event_type=state_changed&limit=2")).containsExactly("c", "b");
        assertThat(find(both + "&event_type=other")).isEmpty();
        assertThat(find(both + "&start_time=2h%20ago")).containsExactly("c", "b");
        assertThat(find(both + "&start_time=2h+ago&end_time=5m+ago")).containsExactly("b");
        assertThat(find(both + "&end_time=now")).containsExactly("c", "b", "a");
        assertThat(find(both + "&start_time=" + at2 + "&end_time=" + at3.replace("Z", "%2B00:00")))
                .contains("b");
    }

    @Test
    void pagesByCursorWithoutLosingOrRepeatingAny() {
        String entity = entity();
        List<String> events = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            events.add(Pipeline.event(entity, "s" + i, "2026-11-19T10:00:0" + i + "Z"));
            expected.add(0, "s" + i);
        }
        pipeline.post("/api/v1/events", events.toString());
        await().atMost(Duration.ofSeconds(20))
                .until(() -> find("entity_id=" + entity).size() == 10);
        List<String> found = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = pipeline.get("/api/v1/events?limit=3&entity_id=" + entity + cursor)
                    .json();
            page.path("events").forEach(event -> found.add(event.path("state").asText()));
            cursor = page.hasNonNull("next_cursor")
                    ? "&cursor=" + URLEncoder.encode(page.path("next_cursor").asText(), StandardCharsets.UTF_8)
                    : "";
        } while (!cursor.isEmpty());
        assertThat(found).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/ingestion", "/validation", "/enrichment", "/weather", "/storage"})
    void standsBelowEachStageToo(String stage) {
        for (String path : List.of("/health", "/api/v1/health", "/health/live", "/health/ready", "/api/v1/metrics")) {
            assertThat(pipeline.get(stage + path).status()).as(stage + path).isEqualTo(200);
        }
        assertThat(pipeline.get(stage + "/health").json().fieldNames())
                .toIterable()
                .contains("status", "service", "version", "uptime", "uptime_seconds", "dependencies");
        assertThat(pipeline.get(stage + "/metrics").body()).contains("hearthline_events_total");
    }

    /** What no HTTP client would send. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS * HTTP/1.1",
                "GET /../application.properties HTTP/1.1",
                "GET //etc/passwd HTTP/1.1",
                "GET /api/v1/events?limit=%zz HTTP/1.1",
                "GET /api/v1/events/%zz HTTP/1.1",
                "GET /%c0%ae HTTP/1.1",
                "GET http://elsewhere.example/x HTTP/1.1"
            })
    void answersOddRequestLinesWithAFourHundred(String line) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", pipeline.uri("/").getPort())) {
            socket.getOutputStream()
                    .write((line + "\r\nHost: localhost\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            socket.setSoTimeout(10_000);
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*");
        }
        assertThat(pipeline.get("/health/live").status()).isEqualTo(200);
    }

    private String entity() {
        return "sensor.contract_" + entities.incrementAndGet();
    }

    private static String envelope(String event) {
        return "{\"source\":\"test\",\"data\":" + event + "}";
    }

    private List<String> find(String query) {
        List<String> states = new ArrayList<>();
        Answered answer = pipeline.get("/api/v1/events?" + query);
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        answer.json()
                .path("events")
                .forEach(event -> states.add(event.path("state").asText()));
        return states;
    }

    /** The store shows a little later what it has acknowledged. */
    private JsonNode stored(String eventId) {
        await().atMost(Duration.ofSeconds(20))
                .until(() -> pipeline.get("/api/v1/events/" + eventId).status() == 200);
        return pipeline.get("/api/v1/events/" + eventId).json();
    }

    /** What was written before a row that is visible is visible too. */
    private void letTheStoreCatchUp() {
        stored(pipeline.post("/api/v1/events", Pipeline.event(entity(), "1", TIME))
                .json()
                .path("event_id")
                .asText());
    }

    private static void assertProblem(Answered answer, int status, String code) {
        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.header("Content-Type")).startsWith("application/json");
        JsonNode json = answer.json();
        assertThat(json.path("success").isBoolean()).isTrue();
        assertThat(json.path("success").asBoolean()).isFalse();
        assertThat(answer.errorCode()).isEqualTo(code);
        assertThat(json.path("error").path("message").asText()).isNotBlank();
        assertThat(Instant.parse(json.path("timestamp").asText())).isBefore(Instant.now());
        assertThat(json.path("correlation_id").asText()).isNotEmpty().isEqualTo(answer.header("X-Correlation-ID"));
    }
}
