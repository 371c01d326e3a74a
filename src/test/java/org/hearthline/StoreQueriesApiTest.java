package org.hearthline;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.hearthline.http.Problem;
import org.hearthline.storage.PretendedStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The route file as it is, over a store that only pretends: what goes over the wire, also of what goes wrong on the way. */
class StoreQueriesApiTest {
    private static final String ALL = "start_time=1970-01-01T00:00:00Z";
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final Main main = new Main();
    private PretendedStore store;
    private int port;

    private void start(int events, int size) throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        store = new PretendedStore(events, size);
        main.configure()
                .withRoutesIncludePattern(
                        "classpath:routes/errors.camel.yaml,classpath:routes/storage-queries.camel.yaml");
        main.addInitialProperty("camel.server.enabled", "true");
        main.addInitialProperty("camel.server.host", "127.0.0.1");
        main.addInitialProperty("camel.server.port", Integer.toString(port));
        main.addInitialProperty("camel.main.shutdownTimeout", "20");
        main.bind("problem", new ProblemProcessor(new Problem(Clock.systemUTC())));
        main.bind("deliveryFailure", (Processor) exchange -> {});
        main.bind("deliveries", new Object());
        main.bind("storeQueries", store.queries());
        main.bind("exportCaller", (Processor) ExportAnswerProcessor::remember);
        main.bind("exportAnswer", new ExportAnswerProcessor());
        main.bind("json", new JsonAnswerProcessor<>(byte[].class, bytes -> bytes));
        main.start();
    }

    @AfterEach
    void stop() {
        main.stop();
    }

    @Test
    void answersCounts() throws Exception {
        start(3, 1);

        JsonNode answer = ok("/events/count?" + ALL + "&end_time=2026-11-20T00:00:00Z");

        assertThat(answer)
                .isEqualTo(Pipeline.tree("{\"count\":3,\"start_time\":\"1970-01-01T00:00:00Z\","
                        + "\"end_time\":\"2026-11-20T00:00:00Z\"}"));
    }

    @Test
    void answersAggregates() throws Exception {
        start(3, 1);

        JsonNode answer = ok("/events/aggregate?every=1h&fn=max");

        assertThat(answer.path("every").asText()).isEqualTo("1h");
        assertThat(answer.path("fn").asText()).isEqualTo("max");
        assertThat(answer.path("series"))
                .isEqualTo(Pipeline.tree("[{\"entity_id\":\"sensor.e0\",\"points\":["
                        + "{\"timestamp\":\"1970-01-01T00:00:00Z\",\"value\":1.5,\"count\":12},"
                        + "{\"timestamp\":\"1970-01-01T00:00:00.000000001Z\",\"value\":null,\"count\":2}]}]"));
    }

    @Test
    void answersEntities() throws Exception {
        start(3, 1);

        JsonNode first = ok("/entities?limit=2");
        JsonNode second =
                ok("/entities?limit=2&cursor=" + first.path("next_cursor").asText());

        assertThat(first.at("/entities/1/entity_id").asText()).isEqualTo("sensor.e1");
        assertThat(second.path("entities")).hasSize(1);
        assertThat(second.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void saysWhatTheStoreIsAlsoWhenItIsAway() throws Exception {
        start(3, 1);
        store.awayAfter(0);

        assertThat(ok("/storage"))
                .isEqualTo(Pipeline.tree("{\"engine\":\"influxdb\",\"version\":\"9.9\",\"address\":\"http://store:1\","
                        + "\"retention\":\"30d\",\"status\":\"degraded\",\"detail\":\"It is only pretended\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/events/count?start_time=now&end_time=1h%20ago",
                "/events/count?entity_id=a%0Ab",
                "/events/aggregate?fn=median",
                "/events/aggregate?every=1s&start_time=2016-01-01T00:00:00Z",
                "/entities?limit=0",
                "/entities?limit=1001",
                "/entities?cursor=MTphYmM",
                "/events/export?format=xml",
                "/events/export?end_time=tomorrow",
            })
    void aWrongParameterIsTheCallersProblemAndNeverOpensTheBreaker(String path) throws Exception {
        start(3, 1);

        for (int i = 0; i < 10; i++) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
            String field =
                    Pipeline.tree(answer.body()).at("/error/details/field").asText();
            assertThat(path).contains(field + "=");
        }

        assertThat(store.asked()).isZero();
        ok("/events/count");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/events/count", "/events/aggregate", "/entities", "/events/export"})
    void asksNoMoreOfAStoreThatIsAway(String path) throws Exception {
        start(3, 1);
        store.awayAfter(0);

        for (int i = 0; i < 6; i++) {
            HttpResponse<String> answer = get(path);
            assertThat(answer.statusCode()).isEqualTo(503);
            assertThat(answer.headers().firstValue("Retry-After")).isPresent();
            assertThat(Pipeline.tree(answer.body()).at("/error/code").asText()).isEqualTo("UNAVAILABLE");
        }

        assertThat(store.asked()).isEqualTo(5);
    }

    @Test
    void exportsAllInPieces() throws Exception {
        start(12_345, 20);

        HttpResponse<String> answer = get("/events/export?format=ndjson&" + ALL);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/x-ndjson");
        assertThat(answer.headers().firstValue("Content-Disposition"))
                .contains("attachment; filename=\"hearthline-events.ndjson\"");
        assertThat(answer.body()
                        .lines()
                        .map(line -> Pipeline.tree(line).path("state").asInt()))
                .containsExactlyElementsOf(IntStream.range(0, 12_345).boxed().toList());
        assertThat(store.asked()).isGreaterThan(10);

        HttpResponse<String> csv = get("/events/export?" + ALL);
        assertThat(csv.headers().firstValue("Content-Type")).contains("text/csv; charset=utf-8; header=present");
        assertThat(csv.body().split("\r\n")).hasSize(12_346);
    }

    @Test
    void readsOnlyWhatTheCallerTakesAndNothingForOneWhoIsGone() throws Exception {
        start(1_000_000, 10_000);

        try (Socket caller = open("/events/export?format=ndjson&" + ALL)) {
            assertThat(caller.getInputStream().readNBytes(15)).asString(UTF_8).isEqualTo("HTTP/1.1 200 OK");
            // 10 GB in all: what sockets hold is a few MB.
            await().during(Duration.ofMillis(500)).atMost(PATIENCE).until(store::asked, asked -> asked < 100);
            assertThat(inflight()).isEqualTo(1);
        }

        await().atMost(PATIENCE).until(this::inflight, exports -> exports == 0);
        int asked = store.asked();
        ok("/events/count");
        assertThat(store.asked()).isEqualTo(asked + 1);
    }

    @Test
    void anExportThatFailsOnItsWayHasNoEnd() throws Exception {
        start(100_000, 1_000);
        store.awayAfter(5);

        assertThatThrownBy(() -> get("/events/export?format=ndjson&" + ALL)).isInstanceOf(IOException.class);

        store.back();
        store.awayAfter(5);
        try (Socket caller = open("/events/export?format=ndjson&" + ALL)) {
            String received = new String(caller.getInputStream().readAllBytes(), UTF_8);
            assertThat(received)
                    .startsWith("HTTP/1.1 200 OK")
                    .containsIgnoringCase("\r\ntransfer-encoding: chunked\r\n")
                    .contains("\"state\":\"0\"");
            assertThat(received).doesNotEndWith("\r\n0\r\n\r\n");
        }
        await().atMost(PATIENCE).until(this::inflight, exports -> exports == 0);
        store.back();
        assertThat(lines("/events/export?" + ALL)).isEqualTo(100_001);
    }

    @Test
    void aFewExportsRunAtOnceAndTheNextWaits() throws Exception {
        start(1_000_000, 10_000);
        List<Socket> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            callers.add(open("/events/export?" + ALL));
        }
        await().atMost(PATIENCE).until(this::inflight, exports -> exports == 8);

        HttpResponse<String> ninth = get("/events/export?" + ALL);

        assertThat(ninth.statusCode()).isEqualTo(503);
        assertThat(ninth.headers().firstValue("Retry-After")).contains("5");
        ok("/events/count");
        for (Socket caller : callers) {
            caller.close();
        }
        await().atMost(PATIENCE).until(this::inflight, exports -> exports == 0);
        try (Socket again = open("/events/export?" + ALL)) {
            assertThat(again.getInputStream().readNBytes(15)).asString(UTF_8).isEqualTo("HTTP/1.1 200 OK");
        }
    }

    @Test
    void aProcessThatStopsDoesNotWaitForTheLastEvent() throws Exception {
        start(10_000_000, 100);
        try (Socket caller = open("/events/export?" + ALL);
                InputStream in = caller.getInputStream()) {
            Thread reader = new Thread(() -> drain(in));
            reader.start();
            await().atMost(PATIENCE).until(store::asked, asked -> asked > 5);

            main.stop();

            reader.join(PATIENCE.toMillis());
            assertThat(reader.isAlive()).isFalse();
            assertThat(store.asked()).isLessThan(9_000);
        }
    }

    private static void drain(InputStream in) {
        try {
            in.transferTo(OutputStream.nullOutputStream());
        } catch (IOException e) {
            // An end without an end.
        }
    }

    private int inflight() {
        return main.getCamelContext().getInflightRepository().size();
    }

    private Socket open(String path) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) PATIENCE.toMillis());
        socket.getOutputStream()
                .write(("GET /storage/api/v1" + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(UTF_8));
        return socket;
    }

    private JsonNode ok(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return Pipeline.tree(answer.body());
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return HttpClient.newHttpClient().send(request(path), HttpResponse.BodyHandlers.ofString());
    }

    /** An answer of 100 MB is counted, not kept. */
    private long lines(String path) throws IOException, InterruptedException {
        try (Stream<String> lines = HttpClient.newHttpClient()
                .send(request(path), HttpResponse.BodyHandlers.ofLines())
                .body()) {
            return lines.count();
        }
    }

    private HttpRequest request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/storage/api/v1" + path))
                .timeout(PATIENCE.multipliedBy(2))
                .build();
    }
}
