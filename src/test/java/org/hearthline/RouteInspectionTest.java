package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.management.MBeanServerConnection;
import javax.management.ObjectName;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/** The routes of a running process as their API, remote JMX and Jolokia show them, and what stopping them does to events. */
@TestInstance(Lifecycle.PER_CLASS)
final class RouteInspectionTest {
    private static final String KEY = "0123456789abcdef-inspect";
    private static final String TOKEN = "a-token-that-nobody-may-see";
    private static final String EVENT = Pipeline.event("sensor.hall", "7", "2026-11-20T08:00:00Z");

    private static final String LEAK = """
            - route:
                id: own-leak
                from:
                  id: own-leak-in
                  uri: platform-http:/own/leak
                  steps:
                    - throwException:
                        id: own-leak-throw
                        exceptionType: org.hearthline.event.Rejected
                        message: "token {{ha.token}} key {{api.key}}"
            """;

    @TempDir
    static Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    private Pipeline pipeline;

    @BeforeAll
    void start() throws IOException {
        Path own = Files.createDirectory(dataDir.resolve("own"));
        Files.writeString(own.resolve("own.camel.yaml"), LEAK);
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url",
                        "http://127.0.0.1:1",
                        "ha.token",
                        TOKEN,
                        "weather.api-url",
                        weather.url(),
                        "influxdb.url",
                        store.url(),
                        "influxdb.token",
                        TOKEN,
                        "api.key",
                        KEY,
                        "routes.dir",
                        own.toString(),
                        "jmx.port",
                        "0",
                        "jolokia.enabled",
                        "true",
                        "jolokia.write",
                        "true"));
        assertThat(post("/api/v1/events", EVENT).status()).isEqualTo(200);
    }

    @AfterAll
    void stop() {
        pipeline.close();
        store.close();
        weather.close();
    }

    @Test
    void everyRouteTellsWhereItStandsAndHowItDoes() throws IOException {
        JsonNode enrichment = route("enrichment");

        assertThat(enrichment.path("stage").asText()).isEqualTo("enrichment");
        assertThat(enrichment.path("origin").asText()).isEqualTo("packaged");
        assertThat(enrichment.path("file").asText()).isEqualTo("routes/enrichment.camel.yaml");
        String line = Files.readAllLines(Path.of("src/main/resources/routes/enrichment.camel.yaml"))
                .get(enrichment.path("line").asInt() - 1);
        assertThat(line).isEqualTo("- route:");
        assertThat(enrichment.path("exchanges").asLong()).isPositive();
        assertThat(enrichment.path("mean_ms").asDouble()).isPositive();
        assertThat(enrichment.path("p99_ms").asDouble()).isPositive();
        assertThat(enrichment.path("in_flight").isInt()).isTrue();
    }

    @Test
    void jolokiaTakesParametersOfTheQuery() throws Exception {
        JsonNode memory = Pipeline.tree(send(request("/jolokia/read/java.lang:type=Memory?maxDepth=1")));
        JsonNode all = Pipeline.tree(send(request("/jolokia/read/java.lang:type=Memory")));

        assertThat(all.at("/value/HeapMemoryUsage/used").isNumber()).isTrue();
        assertThat(memory.path("status").asInt()).isEqualTo(200);
        assertThat(memory.at("/value/HeapMemoryUsage").isTextual()).isTrue();
    }

    @Test
    void whatARouteOfTheUsersSaysHoldsNoSecret() throws Exception {
        Pipeline.unchecked(request("/own/leak"));
        String failure = route("own-leak").at("/last_failure/message").asText();
        String step = jolokia("""
                {"type": "read", "mbean": "org.apache.camel:type=processors,name=\\"own-leak-throw\\",*"}""").toString();

        assertThat(failure).isEqualTo("token *** key ***");
        assertThat(step).contains("token *** key ***").doesNotContain(TOKEN, KEY);
    }

    @Test
    void routesMadeAtStartSaySo() {
        JsonNode delivery = route("delivery-0");

        assertThat(delivery.path("origin").asText()).isEqualTo("generated");
        assertThat(delivery.has("file")).isFalse();
        assertThat(delivery.path("stage").asText()).isEqualTo("ingestion");
    }

    @Test
    void everyPackagedRouteKnowsItsLineAndItsText() {
        JsonNode routes = get("/api/v1/routes?source=true").json().path("routes");

        assertThat(routes).hasSizeGreaterThan(30);
        assertThat(routes)
                .filteredOn(one -> one.path("origin").asText().equals("packaged"))
                .hasSizeGreaterThan(30)
                .hasSizeGreaterThan(25)
                .allSatisfy(one -> {
                    assertThat(one.path("line").asInt()).as(one.toString()).isGreaterThan(3);
                    assertThat(one.path("source").asText())
                            .startsWith("- ")
                            .contains(one.path("id").asText())
                            .doesNotContain("\n- ");
                });
    }

    @Test
    void theDiagramHasEveryRouteAndNoSetting() {
        String mermaid = get("/api/v1/routes/diagram").json().path("mermaid").asText();

        ids().forEach(id -> assertThat(mermaid).contains("[\"" + id + "\"]"));
        assertThat(mermaid).startsWith("flowchart").contains(" -.-> ").doesNotContain(TOKEN, KEY, "token");
    }

    @Test
    void theSameStandsBelowEachStage() {
        assertThat(get("/storage/api/v1/routes").json().path("routes"))
                .hasSameSizeAs(get("/api/v1/routes").json().path("routes"));
    }

    @Test
    void aProcessWithoutGatewayAnswersForItsOwnRoutes() {
        try (Pipeline validation =
                Pipeline.start(dataDir.resolve("validation"), Map.of("stages", "validation", "jmx.port", ""))) {
            for (String below : List.of("", "/validation")) {
                JsonNode routes =
                        validation.get(below + "/api/v1/routes").json().path("routes");
                assertThat(routes.findValuesAsText("id"))
                        .contains("validation", "enrichment-remote", "routes-list")
                        .doesNotContain("enrichment", "storage");
                for (JsonNode route : routes) {
                    if (route.path("id").asText().equals("enrichment-remote")) {
                        assertThat(route.path("file").asText())
                                .as(route.toString())
                                .isEqualTo("routes/links.camel.yaml");
                    }
                }
            }
            assertThat(validation
                            .post("/validation/api/v1/routes/validation/suspend", "{}")
                            .json()
                            .at("/route/status")
                            .asText())
                    .isEqualTo("suspended");
        }
    }

    @Test
    void aFailureIsRememberedWithItsStep() {
        store.onWrite(lines -> InfluxStub.says(503, "away"));
        try {
            assertThat(post("/api/v1/events", EVENT).status()).isEqualTo(503);

            JsonNode enrichment = route("enrichment");
            assertThat(enrichment.path("failures").asLong()).isPositive();
            assertThat(Instant.parse(enrichment.at("/last_failure/at").asText()))
                    .isBefore(Instant.now());
            assertThat(enrichment.at("/last_failure/message").asText()).isNotBlank();
            assertThat(enrichment.at("/last_failure/step").asText()).isNotBlank();
            assertThat(route("validation-door").path("failures").asLong())
                    .as("answered with the error form")
                    .isPositive();
        } finally {
            store.onWrite(lines -> InfluxStub.STORED);
            within30s().until(() -> post("/api/v1/events", EVENT).status() == 200);
        }
    }

    @Test
    void anHttpRouteThatIsSuspendedAnswersInTheErrorForm() {
        act("storage-info", "suspend");
        Answered answer = get("/api/v1/storage");
        act("storage-info", "resume");

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.errorCode()).isEqualTo("UNAVAILABLE");
        assertThat(answer.header("Retry-After")).isNotEmpty();
        assertThat(get("/api/v1/storage").status()).isEqualTo(200);
    }

    @Test
    void remoteJmxListsEveryRouteWithStateAndCountsAndAsksForTheKey() throws Exception {
        JMXServiceURL url =
                new JMXServiceURL(pipeline.application().jmxAddress().orElseThrow());

        assertThat(url.toString()).contains("127.0.0.1");
        assertThatThrownBy(() -> JMXConnectorFactory.connect(url)).isInstanceOf(SecurityException.class);
        assertThatThrownBy(() -> connect(url, "another-key-0123456789")).isInstanceOf(SecurityException.class);
        try (JMXConnector connector = connect(url, KEY)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            Set<String> found = new TreeSet<>();
            for (ObjectName name : beans.queryNames(new ObjectName("org.apache.camel:type=routes,*"), null)) {
                found.add((String) beans.getAttribute(name, "RouteId"));
                assertThat(beans.getAttribute(name, "State")).isEqualTo("Started");
                assertThat((Long) beans.getAttribute(name, "ExchangesTotal")).isNotNegative();
            }
            assertThat(found).containsAll(ids()).hasSizeGreaterThan(30);
            assertThat((Long) beans.getAttribute(routeBean(beans, "enrichment"), "ExchangesTotal"))
                    .isPositive();
        }
    }

    @Test
    void whileJmxHasStoppedAStageEventsWaitAndNothingIsRefused() throws Exception {
        JMXServiceURL url =
                new JMXServiceURL(pipeline.application().jmxAddress().orElseThrow());
        try (JMXConnector connector = connect(url, KEY)) {
            MBeanServerConnection beans = connector.getMBeanServerConnection();
            for (String id : List.of("enrichment", "delivery-carry")) {
                long stored = stat("stored");
                ObjectName bean = routeBean(beans, id);
                beans.invoke(bean, "stop", null, null);
                for (int i = 0; i < 20; i++) {
                    String event = Pipeline.event("sensor.hall_" + i, "7", "2026-11-20T08:00:00Z");
                    assertThat(post("/api/v1/events/forward", event).status()).isEqualTo(200);
                }
                within30s().until(() -> stat("in_outbox") == 20);
                beans.invoke(bean, "start", null, null);
                within30s().untilAsserted(() -> assertThat(stat("stored")).isEqualTo(stored + 20));
                assertThat(stat("in_outbox")).isZero();
                assertThat(stat("rejected")).isZero();
            }
        }
        assertThat(get("/api/v1/dead-letters").json().path("total").asInt()).isZero();
    }

    @Test
    void jolokiaListsEveryRouteWithStateAndCounts() throws Exception {
        JsonNode read = jolokia("""
                {"type":"read","mbean":"org.apache.camel:type=routes,*","attribute":["RouteId","State","ExchangesTotal"]}""");

        assertThat(read.path("status").asInt()).as(read.toString()).isEqualTo(200);
        assertThat(read.path("value").findValuesAsText("RouteId")).containsAll(ids());
        assertThat(read.path("value")).allSatisfy(one -> {
            assertThat(one.path("State").asText()).isEqualTo("Started");
            assertThat(one.path("ExchangesTotal").isIntegralNumber()).isTrue();
        });
        assertThat(Pipeline.tree(send(request("/jolokia/read/java.lang:type=Memory/HeapMemoryUsage/used")))
                        .path("value")
                        .asLong())
                .isPositive();
    }

    @Test
    void jolokiaIsShutToEverythingThatItsPolicyDoesNotName() throws Exception {
        for (String refused : List.of("""
                {"type":"read","mbean":"java.lang:type=Runtime","attribute":"SystemProperties"}""", """
                {"type":"exec","mbean":"java.lang:type=Memory","operation":"gc"}""", """
                {"type":"exec","mbean":"com.sun.management:type=DiagnosticCommand","operation":"jvmtiAgentLoad","arguments":[["x"]]}""", """
                {"type":"write","mbean":"java.lang:type=Memory","attribute":"Verbose","value":true}""", """
                {"type":"exec","mbean":"org.apache.camel:type=routes,*","operation":"stop()"}""", """
                {"type":"exec","mbean":"org.apache.camel:context=hearthline,type=context,name=\\"hearthline\\"","operation":"stop"}""", """
                {"type":"exec","mbean":"org.apache.camel:context=hearthline,type=routes,name=\\"weather\\"","operation":"remove()"}""")) {
            assertThat(jolokia(refused).path("status").asInt()).as(refused).isEqualTo(403);
        }
        assertThat(post("/api/v1/events", EVENT).status()).isEqualTo(200);
    }

    @Test
    void jolokiaStartsAndStopsRoutesWhereThatIsAllowed() throws Exception {
        String stop = """
                {"type":"exec","mbean":"org.apache.camel:context=hearthline,type=routes,name=\\"weather-fetch\\"","operation":"%s"}""";

        assertThat(jolokia(stop.formatted("suspend()")).path("status").asInt()).isEqualTo(200);
        assertThat(route("weather-fetch").path("status").asText()).isEqualTo("suspended");
        assertThat(jolokia(stop.formatted("resume()")).path("status").asInt()).isEqualTo(200);
        assertThat(route("weather-fetch").path("status").asText()).isEqualTo("started");
    }

    /** All that can be read there, read. */
    @Test
    void jolokiaShowsNoSecret() throws Exception {
        HttpRequest.Builder all = request("/jolokia").POST(BodyPublishers.ofString("""
                        [{"type":"read","mbean":"*:*"},{"type":"list"},{"type":"version"},{"type":"search","mbean":"*:*"}]"""));

        assertThat(send(all.header("Content-Type", "application/json")))
                .contains("delivery-carry")
                .doesNotContain(TOKEN)
                .doesNotContain(KEY);
    }

    @Test
    void jolokiaNeedsTheKey() throws Exception {
        HttpRequest bare =
                HttpRequest.newBuilder(pipeline.uri("/jolokia/version")).build();

        assertThat(HttpClient.newHttpClient()
                        .send(bare, BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(401);
    }

    private JsonNode jolokia(String json) throws Exception {
        return Pipeline.tree(
                send(request("/jolokia").header("Content-Type", "text/json").POST(BodyPublishers.ofString(json))));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(pipeline.uri(path)).header("Authorization", "Bearer " + KEY);
    }

    private static String send(HttpRequest.Builder request) throws Exception {
        var answer = HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    private static JMXConnector connect(JMXServiceURL url, String key) throws IOException {
        return JMXConnectorFactory.connect(url, Map.of(JMXConnector.CREDENTIALS, new String[] {"anybody", key}));
    }

    private static ObjectName routeBean(MBeanServerConnection beans, String id) throws Exception {
        return beans.queryNames(new ObjectName("org.apache.camel:type=routes,name=\"" + id + "\",*"), null)
                .iterator()
                .next();
    }

    private Set<String> ids() {
        JsonNode routes = get("/api/v1/routes").json().path("routes");
        return StreamSupport.stream(routes.spliterator(), false)
                .map(one -> one.path("id").asText())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JsonNode route(String id) {
        for (JsonNode one : get("/api/v1/routes").json().path("routes")) {
            if (one.path("id").asText().equals(id)) {
                return one;
            }
        }
        throw new AssertionError(id);
    }

    private void act(String id, String action) {
        assertThat(post("/api/v1/routes/" + id + "/" + action, "{}").status()).isEqualTo(200);
    }

    private long stat(String name) {
        return get("/api/v1/events/stats").json().path(name).longValue();
    }

    private Answered get(String path) {
        return pipeline.send(request(path));
    }

    private Answered post(String path, String json) {
        return pipeline.send(
                request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }
}
