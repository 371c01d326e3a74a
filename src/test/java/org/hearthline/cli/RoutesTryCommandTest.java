package org.hearthline.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hearthline routes try} asks a running process, and what it prints of the answer. */
class RoutesTryCommandTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String ANSWER = """
            {"success":true,"events":10,"same":8,"kept":{"before":10,"after":9},"filtered":{"before":0,"after":1},
             "rejected":{"before":0,"after":0},"waits":{"before":0,"after":0},"changed_events":2,"changed":[
              {"event_id":"a","entity_id":"light.hall","before":"kept","after":"filtered","fields":{}},
              {"event_id":"b","entity_id":"sensor.x","before":"kept","after":"kept","fields":{"value":{"before":21.4,"after":21.5},"x_new":{"after":1}}}],
             "missed":0,"truncated":false}
            """;

    @TempDir
    Path folder;

    private final List<JsonNode> asked = new ArrayList<>();
    private final Terminal terminal = new Terminal(Map.of());
    private HttpServer server;
    private Path file;
    private int status = 200;
    private String answer = ANSWER;

    @BeforeEach
    void open() throws IOException {
        file = Files.writeString(folder.resolve("enrichment.camel.yaml"), "- route: {}\n");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/api/v1/routes/try", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void printsWhatWouldDiffer() throws IOException {
        assertThat(run("--from", "1h ago", "--limit", "50")).isZero();

        assertThat(asked)
                .containsExactly(MAPPER.readTree("{\"name\":\"enrichment.camel.yaml\",\"text\":\"- route: {}\\n\","
                        + "\"limit\":50,\"from\":\"1h ago\"}"));
        assertThat(terminal.out())
                .contains(
                        "Of 10 events, 2 would differ.",
                        "kept -> filtered",
                        "value: 21.4 -> 21.5",
                        "x_new: nothing -> 1")
                .containsPattern("kept +10 +9");
    }

    @Test
    void tellsFirstWhatWouldChangeMost() {
        answer = ANSWER.replace(
                        "\"changed\":[",
                        "\"changed\":[{\"event_id\":\"c\",\"entity_id\":\"sensor.x\",\"before\":\"kept\",\"after\":\"kept\",\"fields\":{\"value\":{},\"x_new\":{}}},")
                .replace("\"truncated\":false", "\"truncated\":true");
        assertThat(run("--limit", "10")).isZero();

        assertThat(terminal.out())
                .containsPattern(
                        "(?s)ENTITY.*\\Rsensor\\.x +2  value, x_new\\Rlight\\.hall +1  kept -> filtered\\R.*The first of them:")
                .contains("Not all events of this time were tried: --limit 10 ended it.")
                .doesNotContain("are listed");
    }

    @Test
    void asksForLiveEventsBySeconds() {
        assertThat(run("--live", "2m", "--json")).isZero();

        assertThat(asked.get(0).path("live_seconds").asInt()).isEqualTo(120);
        assertThat(terminal.out()).contains("\"changed_events\":2");
    }

    @Test
    void aBrokenFileIsAFailureWithItsPlace() {
        status = 422;
        answer =
                "{\"success\":false,\"error\":{\"code\":\"VALIDATION_ERROR\",\"message\":\"The file is broken: enrichment.camel.yaml:1:3: x\"}}";

        assertThat(run()).isEqualTo(1);
        assertThat(terminal.err()).contains("enrichment.camel.yaml:1:3: x");
    }

    @Test
    void wrongUsageIsNotAsked() {
        assertThat(run("--live", "soon")).isEqualTo(2);
        assertThat(run("--live", "5s", "--from", "1h ago")).isEqualTo(2);
        assertThat(run("--live", "10m")).isEqualTo(2);
        assertThat(terminal.err()).contains("--live 10m: expected 1s to 5m");
        file = folder.resolve("enrichment.test.yaml");
        assertThat(run()).isEqualTo(2);
        assertThat(terminal.err()).contains("holds cases", "To try: enrichment.camel.yaml");
        assertThat(asked).isEmpty();
    }

    private int run(String... more) {
        List<String> arguments = new ArrayList<>(List.of(
                "routes",
                "try",
                file.toString(),
                "--url",
                "http://127.0.0.1:" + server.getAddress().getPort()));
        arguments.addAll(List.of(more));
        return terminal.execute(arguments.toArray(String[]::new));
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            asked.add(MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
            byte[] bytes = answer.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }
}
