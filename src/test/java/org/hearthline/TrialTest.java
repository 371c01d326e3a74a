package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hearthline.Pipeline.Answered;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Changed files of routes, tried in a whole pipeline beside a simulated house. */
@TestInstance(Lifecycle.PER_CLASS)
final class TrialTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String TRY = "/api/v1/routes/try";
    private static final String FILE = "enrichment.camel.yaml";
    private static final String NORMALISE = "              - bean: {id: enrichment-normalise";
    private static final String NO_SENSORS = """
                          - filter:
                              id: enrichment-no-sensors
                              expression: {simple: {expression: "${body.domain} == 'sensor'"}}
                              steps: [{stop: {id: enrichment-no-sensors-stop}}]
            """;

    @TempDir
    static Path dataDir;

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house =
            new SimulatedHouse(vertx, HouseSettings.demo().withPort(0).withEventsPerSecond(50), Clock.systemUTC());
    private Pipeline pipeline;

    @BeforeAll
    void live() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url",
                        house.start().toString(),
                        "ha.token",
                        house.token(),
                        "weather.api-url",
                        "http://127.0.0.1:1"));
        await().atMost(Duration.ofSeconds(60)).until(() -> stored().size() > 300);
    }

    @AfterAll
    void close() {
        pipeline.close();
        house.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    /** The house lives on meanwhile: what was stored before is named, and nothing that is not stored afterwards. */
    @Test
    void aFilterOnOneDomainNamesExactlyTheStoredEventsOfThatDomain() {
        Set<String> before = ids(stored(), TrialTest::isSensor);

        JsonNode answer = ok(request(FILE, before(NORMALISE, NO_SENSORS)).put("from", "1h ago"));

        isAboutSensorsAlone(answer);
        assertThat(answer.path("truncated").asBoolean()).isFalse();
        Set<String> named = ids(answer.path("changed"), one -> true);
        assertThat(named).containsAll(before);
        assertThat(ids(stored(), TrialTest::isSensor)).containsAll(named);
    }

    /** Events of one entity come in their order: whatever of it lies between two that are named was heard, too. */
    @Test
    void aFilterOnOneDomainNamesExactlyTheLiveEventsOfThatDomain() {
        JsonNode answer = ok(request(FILE, before(NORMALISE, NO_SENSORS)).put("live_seconds", 8));

        isAboutSensorsAlone(answer);
        assertThat(answer.path("missed").asInt()).isZero();
        Set<String> named = ids(answer.path("changed"), one -> true);
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(
                        () -> assertThat(ids(stored(), TrialTest::isSensor)).containsAll(named));
        Map<String, List<JsonNode>> byEntity = StreamSupport.stream(stored().spliterator(), false)
                .filter(TrialTest::isSensor)
                .collect(Collectors.groupingBy(event -> event.path("entity_id").asText()));
        assertThat(byEntity.values()).allSatisfy(events -> {
            List<Boolean> isNamed =
                    events.stream().map(event -> named.contains(id(event))).toList();
            int first = isNamed.indexOf(true);
            assertThat(first < 0 ? isNamed : isNamed.subList(first, isNamed.lastIndexOf(true) + 1))
                    .containsOnly(first >= 0);
        });
    }

    private static void isAboutSensorsAlone(JsonNode answer) {
        assertThat(answer.path("changed")).hasSizeGreaterThan(20).allSatisfy(one -> {
            assertThat(one.path("entity_id").asText()).startsWith("sensor.");
            assertThat(one.path("before").asText()).isEqualTo("kept");
            assertThat(one.path("after").asText()).isEqualTo("filtered");
        });
        int changed = answer.path("changed").size();
        assertThat(answer.path("same").asInt()).isPositive();
        assertThat(answer.path("events").asInt()).isEqualTo(answer.path("same").asInt() + changed);
        assertThat(answer.at("/filtered/before").asInt()).isZero();
        assertThat(answer.at("/filtered/after").asInt()).isEqualTo(changed);
    }

    @Test
    void theSameFileMakesNoDifference() {
        JsonNode answer = ok(request(FILE, StageAlone.packaged("enrichment")).put("from", "1h ago"));

        assertThat(answer.path("events").asInt()).isGreaterThan(300);
        assertThat(answer.path("same")).isEqualTo(answer.path("events"));
        assertThat(answer.path("changed")).isEmpty();
        assertThat(answer.at("/kept/before")).isEqualTo(answer.path("events"));
    }

    /** The store's rows are those that enrichment makes of the events that the trial makes of the rows. */
    @Test
    void whatTheTrialMakesOfAStoredEventIsWhatIsStored() {
        String text = before(NORMALISE, """
                          - setVariable: {id: enrichment-mark, name: field.mark, expression: {constant: {expression: "yes"}}}
            """);

        JsonNode answer = ok(request(FILE, text).put("from", "1h ago").put("limit", 200));

        assertThat(answer.path("truncated").asBoolean()).isTrue();
        assertThat(answer.path("changed"))
                .hasSize(200)
                .allSatisfy(one -> assertThat(one.path("fields"))
                        .isEqualTo(Pipeline.tree("{\"x_mark_str\":{\"after\":\"yes\"}}")));
    }

    @Test
    void aTriedFileDoesNotGetTheProcessesSecrets() {
        String text = before(NORMALISE, """
                          - setVariable: {id: enrichment-token, name: field.token, expression: {simple: {expression: "{{ha.token}} {{ha.url}}"}}}
            """);

        JsonNode answer = ok(request(FILE, text).put("from", "1h ago").put("limit", 1));

        assertThat(answer.at("/changed/0/fields/x_token_str/after").asText()).startsWith("*** http://");
    }

    @Test
    void showsWhichFieldsWouldChange() {
        String file = StageAlone.packaged("enrichment");
        String without = file.lines()
                .filter(line -> !line.contains("enrichment-normalise"))
                .collect(Collectors.joining("\n"));
        String text = without.replace(
                "            steps:\n        - filter:", "            steps: [{log: x}]\n        - filter:");

        JsonNode answer = ok(request(FILE, text).put("from", "1h ago").put("limit", 100));

        assertThat(answer.path("changed"))
                .anySatisfy(one ->
                        assertThat(one.at("/fields/value/before").isNumber()).isTrue())
                .allSatisfy(
                        one -> assertThat(one.at("/fields/value").has("after")).isFalse());
    }

    @Test
    void aRouteThatAlwaysFailsWouldMakeItsFramesWait() {
        String text = before(NORMALISE, """
                          - bean: {id: enrichment-wrong, ref: rules, method: "checkState('x')"}
            """);

        JsonNode answer = ok(request(FILE, text).put("from", "1h ago"));

        assertThat(answer.at("/waits/after").asInt())
                .isEqualTo(answer.path("events").asInt());
        assertThat(answer.at("/changed/0/reason").asText()).contains("enrichment-wrong");
        assertThat(pipeline.health("routes").path("status").asText()).isEqualTo("healthy");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | Not a name of a file of routes",
                "{\"name\":\"../secret.yaml\",\"text\":\"x\"} | 400 | Not a name of a file of routes",
                "{\"name\":\"enrichment.camel.yaml\"} | 400 | Missing",
                "{\"name\":\"mine.yaml\",\"text\":\"- route: {}\"} | 400 | No file of this name runs here",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"x\",\"from\":\"soon\"} | 400 | Not a time",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"x\",\"live_seconds\":301} | 400 | Out of range",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"x\",\"limit\":100001} | 400 | Out of range",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"x\",\"form\":\"1h ago\"} | 400 | Unknown",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"- route: [\"} | 422 | enrichment.camel.yaml:",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"- route: {id: enrichment, from: {uri: 'direct:enrichment', steps: [{bean: {ref: nosuch, method: x}}]}}\"} | 422 | enrichment.camel.yaml:1:",
                "{\"name\":\"enrichment.camel.yaml\",\"text\":\"- route: {id: enrichment, from: {uri: 'direct:enrichment', steps: [{log: x}]}}\"} | 422 | No route of it splits a frame",
                "{\"name\" | 400 | Malformed JSON in line 1",
            })
    void saysWhatIsWrong(String body, int status, String message) {
        Answered answer = pipeline.post(TRY, body);

        assertThat(answer.status()).as(answer.body()).isEqualTo(status);
        assertThat(answer.body()).contains(message);
    }

    @ParameterizedTest
    @ValueSource(strings = {"storage", "ingestion", "errors", "weather"})
    void saysWhichFilesCannotBeTried(String name) {
        Answered answer = pipeline.post(
                TRY, request(name + ".camel.yaml", StageAlone.packaged(name)).toString());

        assertThat(answer.status()).as(answer.body()).isEqualTo(422);
        assertThat(answer.body()).contains(name + ".camel.yaml cannot be tried", "for others write cases");
    }

    @Test
    void oneChangeIsTriedAtATime() {
        ObjectNode live = request(FILE, StageAlone.packaged("enrichment")).put("live_seconds", 4);
        CompletableFuture<Answered> first = pipeline.postLater(TRY, live.toString());
        CompletableFuture<Answered> second = pipeline.postLater(TRY, live.toString());

        List<Integer> statuses = List.of(first.join().status(), second.join().status());

        assertThat(statuses).containsExactlyInAnyOrder(200, 503);
    }

    private static String before(String step, String added) {
        String file = StageAlone.packaged("enrichment");
        assertThat(file).contains(step);
        return file.replace(step, added + step);
    }

    private static ObjectNode request(String name, String text) {
        return MAPPER.createObjectNode().put("name", name).put("text", text);
    }

    private JsonNode ok(ObjectNode request) {
        Answered answer = pipeline.post(TRY, request.toString());
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
        return answer.json();
    }

    /** Oldest first. */
    private JsonNode stored() {
        ArrayNode events = MAPPER.createArrayNode();
        pipeline.get("/api/v1/events/export?format=ndjson")
                .body()
                .lines()
                .map(Pipeline::tree)
                .forEach(events::add);
        return events;
    }

    private static boolean isSensor(JsonNode event) {
        return event.path("domain").asText().equals("sensor");
    }

    private static String id(JsonNode event) {
        return event.path("event_id").asText();
    }

    private static Set<String> ids(JsonNode events, Predicate<JsonNode> wanted) {
        return StreamSupport.stream(events.spliterator(), false)
                .filter(wanted)
                .map(TrialTest::id)
                .collect(Collectors.toSet());
    }
}
