package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The command against a process that only pretends to fetch. */
final class BackfillCommandTest {
    private static final String GAP = """
            {"id":"7","state":"%s","from":"2026-11-11T00:00:00Z","to":"2026-11-21T00:00:00Z","progress_percent":%s,"found":%d,"missing":["fired events"]%s}""";

    private final List<String> asked = new CopyOnWriteArrayList<>();
    private HttpServer server;
    private String trouble = "";
    private String wrong = "";
    private int looks;

    @BeforeEach
    void open() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
    }

    @Test
    void watchesUntilTheGapIsFilled() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute(
                        "backfill", "--url", url(), "--from", "10d ago", "--entities", "sensor.a, sensor.b", "--again"))
                .isZero();
        assertThat(asked.get(0))
                .isEqualTo("POST /api/v1/backfill {\"from\":\"10d ago\",\"to\":\"now\","
                        + "\"entity_ids\":[\"sensor.a\",\"sensor.b\"],\"again\":true}");
        assertThat(terminal.out())
                .contains("[###############...............]  50.0 %, 21 events", "100.0 %, 42 events")
                .contains("Missing: fired events", "Left out: a to b: heard live", "Fetched 42 events.");
    }

    @Test
    void saysWhyNothingMoves() {
        trouble = "\"trouble\":\"Home Assistant refuses its history\",";
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("backfill", "--url", url(), "--from", "1h ago"))
                .isZero();
        assertThat(terminal.err().strip()).isEqualTo("Home Assistant refuses its history");
    }

    @Test
    void answersProgramsInJson() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("backfill", "--url", url(), "--from", "1h ago", "--json"))
                .isZero();
        assertThat(terminal.out())
                .startsWith("{\"gaps\":[{\"id\":\"7\",\"state\":\"closed\"")
                .contains("\"left_out\":[{");
    }

    @Test
    void aTimeThatIsNoneIsWrongUsage() {
        wrong =
                "{\"error\":{\"message\":\"'from' is wrong\",\"details\":{\"issue\":\"Not a time: 'x'\",\"expected\":\"a time\"}}}";
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("backfill", "--url", url(), "--from", "x")).isEqualTo(2);
        assertThat(terminal.err()).contains("'from' is wrong. Not a time: 'x'; expected a time");
    }

    @Test
    void withoutBeginningItIsWrongUsage() {
        assertThat(new Terminal(Map.of()).execute("backfill", "--url", url())).isEqualTo(2);
    }

    private String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String path = exchange.getRequestURI().getPath();
        asked.add(exchange.getRequestMethod() + " " + path + " " + body);
        String answer = wrong;
        if (wrong.isEmpty()) {
            answer = switch (path) {
                case "/api/v1/backfill" ->
                    "{\"gaps\":[" + GAP.formatted("waiting", "0", 0, "")
                            + "],\"left_out\":[{\"from\":\"a\",\"to\":\"b\",\"reason\":\"heard live\"}]}";
                case "/api/v1/gaps" -> "{" + trouble + "\"open\":1,\"gaps\":[]}";
                default ->
                    looks++ == 0
                            ? GAP.formatted("repairing", "50.0", 21, "")
                            : GAP.formatted("closed", "100.0", 42, ",\"closed_at\":\"2026-11-21T00:00:00Z\"");
            };
        }
        byte[] bytes = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(wrong.isEmpty() ? 200 : 400, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
