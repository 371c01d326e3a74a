package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.hearthline.Contract.Operation;
import org.hearthline.Pipeline.Answered;
import org.hearthline.event.ErrorCode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * The contract says what the program does, all of it and nothing else: its paths and methods are those of the running server,
 * and each status that it names can be had.
 */
@TestInstance(Lifecycle.PER_CLASS)
final class ContractTest {
    private static final String KEY = "0123456789abcdef-contract";
    private static final Map<String, String> UNREACHABLE =
            Map.of("ha.url", "http://127.0.0.1:1", "ha.token", "nobody", "weather.api-url", "http://127.0.0.1:1");
    private static final Map<String, String> JSON = Map.of("Content-Type", "application/json");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Contract CONTRACT = Contract.packaged();

    @TempDir
    static Path folder;

    private Pipeline pipeline;

    @BeforeAll
    void start() {
        pipeline = Pipeline.start(
                folder.resolve("open"),
                Map.of(
                        "ha.url",
                        "http://127.0.0.1:1",
                        "ha.token",
                        "nobody",
                        "weather.api-url",
                        "http://127.0.0.1:1",
                        "http.max-body",
                        "16KiB"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
    }

    @Test
    void isServedByEveryProcessAndBelowEachStage() {
        for (String below : List.of("", "/ingestion", "/storage", "/gateway")) {
            Answered answer = pipeline.get(below + "/openapi.yaml");
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Content-Type")).isEqualTo("application/yaml");
            assertThat(answer.body()).contains("openapi: 3.1.0");
        }
    }

    /** Each document that OpenAPI 3.1 allows is JSON Schema 2020-12 where it describes data. */
    @Test
    void itsSchemasAreSchemasAndItsExamplesFollowThem() {
        JsonNode dialect = MAPPER.createObjectNode().put("$ref", "https://json-schema.org/draft/2020-12/schema");
        var schema = JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(dialect);
        CONTRACT.root()
                .at("/components/schemas")
                .properties()
                .forEach(one -> assertThat(schema.validate(one.getValue()))
                        .as(one.getKey())
                        .isEmpty());

        List<String> faults = new ArrayList<>();
        int checked = examples(CONTRACT.root(), faults);
        assertThat(faults).isEmpty();
        assertThat(checked).isGreaterThan(25);
    }

    private static int examples(JsonNode node, List<String> faults) {
        int checked = 0;
        for (JsonNode media : node.path("content")) {
            for (JsonNode example : media.path("examples")) {
                faults.addAll(CONTRACT.validate(
                        media.path("schema"), example.path("value").toString()));
                checked++;
            }
            if (media.has("example")) {
                faults.addAll(CONTRACT.validate(
                        media.path("schema"), media.path("example").toString()));
                checked++;
            }
        }
        for (JsonNode child : node) {
            checked += examples(child, faults);
        }
        return checked;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        assertThat(CONTRACT.root().findValuesAsText("$ref"))
                .hasSizeGreaterThan(100)
                .allSatisfy(reference -> assertThat(
                                CONTRACT.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    /** What stands behind a comma in a text without quotes is a member of its own for YAML. */
    @Test
    void noTextIsCutOffByAComma() {
        assertThat(empty(CONTRACT.root())).isEmpty();
    }

    private static List<String> empty(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.properties().stream()
                .filter(member -> !member.getKey().startsWith("example"))
                .forEach(member -> {
                    if (member.getValue().isNull()) {
                        names.add(member.getKey());
                    }
                    names.addAll(empty(member.getValue()));
                });
        return names;
    }

    @Test
    void namesEveryErrorCodeWithItsStatus() {
        Map<String, Integer> named = new TreeMap<>();
        CONTRACT.root()
                .at("/components/schemas/ErrorCode/oneOf")
                .forEach(one -> named.put(
                        one.path("const").asText(), one.path("x-status").asInt()));

        assertThat(named)
                .isEqualTo(
                        Arrays.stream(ErrorCode.values()).collect(Collectors.toMap(Enum::name, ErrorCode::httpStatus)));
    }

    @Test
    void namesEveryPathOfTheServerAndNoOther() {
        Set<String> offered = new TreeSet<>();
        VertxPlatformHttpRouter router = pipeline.application()
                .camel()
                .getRegistry()
                .findByType(VertxPlatformHttpRouter.class)
                .iterator()
                .next();
        router.getRoutes().stream()
                .filter(route -> route.getPath() != null && route.methods() != null)
                .forEach(route -> route.methods().forEach(method -> offered.add(method + " " + route.getPath())));
        Set<String> described = new TreeSet<>();
        CONTRACT.operations().stream()
                .filter(one -> !one.isComing() && !one.isOfEveryProcess())
                .filter(one -> !Set.of(
                                "/events",
                                "/api/v1/events/stats",
                                "/api/v1/outbox",
                                "/api/v1/services",
                                "/api/v1/weather/cache")
                        .contains(one.path()))
                .forEach(one -> one.stages().forEach(stage -> described.add(offer(one, "/" + stage))));
        CONTRACT.operations().stream()
                .filter(one -> !one.isComing() && one.path().startsWith("/api/v1/routes"))
                .filter(one -> !one.path().equals("/api/v1/routes/status"))
                .forEach(one -> described.add(offer(one, "")));

        assertThat(described).hasSizeGreaterThan(15).isEqualTo(offered);
    }

    private static String offer(Operation one, String below) {
        return one.method() + " " + below + one.path().replaceAll("\\{([^}]+)}", ":$1");
    }

    @Test
    void everyOperationIsAnsweredAtTheRootAndBelowItsStages() {
        for (Operation operation : CONTRACT.operations()) {
            List<String> places = new ArrayList<>(List.of(""));
            operation.stages().forEach(stage -> places.add("/" + stage));
            for (String place : places) {
                Answered answer = send(pipeline::uri, operation, place, JSON, "[]");
                boolean nobody = answer.status() == 404 && answer.body().contains("Nothing answers this path here")
                        || answer.status() == 405;
                // GET /api/v1/events/count and the like lead to the event of that id while they are not there.
                assertThat(nobody || (operation.isComing() && answer.status() == 400))
                        .as(
                                "%s%s: %s. When it has come, take x-coming out of openapi.yaml and make the page anew",
                                place, operation, answer.body())
                        .isEqualTo(operation.isComing());
            }
        }
    }

    @Test
    void everyOtherMethodIsRefusedWithThoseThatThereAre() {
        Map<String, Set<String>> methods = new TreeMap<>();
        CONTRACT.operations().stream()
                .filter(one -> !one.isComing())
                .forEach(one -> methods.computeIfAbsent(one.path(), path -> new TreeSet<>())
                        .addAll(one.method().equals("GET") ? List.of("GET", "HEAD") : List.of(one.method())));
        methods.forEach((path, allowed) -> {
            for (String method : List.of("OPTIONS", "PATCH", "TRACE")) {
                Answered answer = pipeline.send(
                        HttpRequest.newBuilder(pipeline.uri(filled(path))).method(method, BodyPublishers.noBody()));
                assertThat(answer.status()).isEqualTo(405);
                assertThat(answer.header("Allow")).as(path).isEqualTo(String.join(", ", allowed));
                assertThat(answer.header("Access-Control-Allow-Origin")).isEmpty();
            }
        });
    }

    /** A head that is too long is refused before anybody knows what it asks for, so 400 can be had everywhere. */
    @Test
    void everyStatusThatIsNamedCanBeHad() {
        Set<String> missing = new TreeSet<>();
        int seen = 0;
        Map<String, String> settings = new TreeMap<>(UNREACHABLE);
        settings.put("api.key", KEY);
        try (Pipeline keyed = Pipeline.start(folder.resolve("keyed"), settings);
                StartingServer starting = StartingServer.open()) {
            for (Operation operation : CONTRACT.operations()) {
                if (operation.isComing()) {
                    continue;
                }
                for (String status : (Iterable<String>) operation.node().path("responses")::fieldNames) {
                    Answered answer = switch (status) {
                        case "401" -> send(keyed::uri, operation, "", JSON, "");
                        case "503" -> send(starting::uri, operation, "", JSON, "");
                        case "200" -> succeed(operation);
                        default -> provoke(operation, status);
                    };
                    if (answer.status() != Integer.parseInt(status)) {
                        missing.add(operation + " " + status + ": " + answer.status() + answer.body());
                    }
                    seen++;
                }
            }
        }
        assertThat(seen).isGreaterThan(120);
        assertThat(missing).isEmpty();
    }

    private Answered provoke(Operation operation, String status) {
        return switch (status) {
            case "400" -> send(pipeline::uri, operation, "", Map.of("X-Long", "x".repeat(20_000)), "");
            case "403" -> send(pipeline::uri, operation, "", Map.of("Origin", "http://elsewhere.example"), "");
            case "404" -> send(pipeline::uri, operation, "", JSON, "");
            case "413" -> send(pipeline::uri, operation, "", JSON, " ".repeat(20_000));
            case "415" -> send(pipeline::uri, operation, "", Map.of("Content-Type", "text/plain"), "x");
            case "422" ->
                send(
                        pipeline::uri,
                        operation,
                        "",
                        JSON,
                        operation.path().endsWith("/try") ? trial("- route: [") : "{\"event_type\":7}");
            default -> throw new IllegalArgumentException("Nobody knows how to get " + operation + " " + status);
        };
    }

    /** By the example of the contract, for something that is there. */
    private Answered succeed(Operation operation) {
        String path = operation.path();
        if (path.equals("/api/v1/dead-letters/{id}")) {
            return send(pipeline::uri, operation, filled(path).replace("17", letter()), JSON, "");
        }
        if (path.equals("/api/v1/dead-letters") && operation.method().equals("DELETE")) {
            return send(pipeline::uri, operation, path + "?reason=TIMEOUT&confirm=true", JSON, "");
        }
        if (path.equals("/api/v1/gaps/{gap_id}")) {
            JsonNode gaps =
                    pipeline.post("/api/v1/backfill", "{\"from\":\"1h ago\"}").json();
            return send(
                    pipeline::uri,
                    operation,
                    "/api/v1/gaps/" + gaps.at("/gaps/0/id").asText(),
                    JSON,
                    "");
        }
        if (path.equals("/api/v1/routes/try")) {
            return send(pipeline::uri, operation, "", JSON, trial(StageAlone.packaged("enrichment")));
        }
        if (path.equals("/api/v1/routes/{id}/{action}")) {
            return send(pipeline::uri, operation, "/api/v1/routes/weather-fetch/suspend", JSON, "");
        }
        if (path.equals("/api/v1/events/{event_id}")) {
            String event = pipeline.post(
                            "/api/v1/events", Pipeline.event("sensor.contract", "1", "2026-11-20T08:15:30Z"))
                    .json()
                    .path("event_id")
                    .asText();
            return await().atMost(Duration.ofSeconds(20))
                    .until(
                            () -> send(pipeline::uri, operation, "/api/v1/events/" + event, JSON, ""),
                            one -> one.status() == 200);
        }
        return send(pipeline::uri, operation, "", JSON, example(operation));
    }

    private static String trial(String text) {
        return MAPPER.createObjectNode()
                .put("name", "enrichment.camel.yaml")
                .put("text", text)
                .toString();
    }

    /** The id of a new dead letter. */
    private String letter() {
        pipeline.post("/api/v1/events/forward", "[" + Pipeline.event("Kitchen!", "1", "2026-11-20T08:15:30Z") + "]");
        return await().atMost(Duration.ofSeconds(20))
                .until(
                        () -> pipeline.get("/api/v1/dead-letters")
                                .json()
                                .at("/dead_letters/0/id")
                                .asText(),
                        id -> !id.isEmpty());
    }

    private static String example(Operation operation) {
        JsonNode body = CONTRACT.resolved(operation.node().path("requestBody")).at("/content/application~1json");
        JsonNode example = body.has("example") ? body.path("example") : body.at("/examples/flat/value");
        return example.isMissingNode() ? "" : example.toString();
    }

    /**
     * @param path below a stage, or a whole path; empty for that of the contract
     */
    private static Answered send(
            Function<String, URI> to, Operation operation, String path, Map<String, String> headers, String body) {
        String query = Stream.of(operation.node().path("parameters"))
                .flatMap(all -> StreamSupport.stream(all.spliterator(), false))
                .map(CONTRACT::resolved)
                .filter(one -> one.path("required").asBoolean()
                        && one.path("in").asText().equals("query"))
                .map(one ->
                        one.path("name").asText() + "=" + one.path("example").asText())
                .collect(Collectors.joining("&"));
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        to.apply(path.length() > 12 ? path : path + filled(operation.path()) + "?" + query))
                .method(operation.method(), body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return Pipeline.answered(request);
    }

    private static String filled(String path) {
        return path.replace("{event_id}", "00000000-0000-4000-8000-000000000000")
                .replace("{gap_id}", "00000000-0000-4000-8000-000000000000")
                .replace("{id}", "17")
                .replace("{action}", "suspend");
    }
}
