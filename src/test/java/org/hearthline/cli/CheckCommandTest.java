package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckCommandTest {
    private static final int CLOSED_PORT = 1;

    private final Map<String, String> environment = new HashMap<>();
    private final List<AutoCloseable> open = new CopyOnWriteArrayList<>();
    private final List<String> requests = new CopyOnWriteArrayList<>();

    @TempDir
    Path folder;

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void everythingWellEndsWithZero() {
        Simulation house = SimulatedSurroundings.start(new Simulation.Options(0, "good-token", 1));
        open.add(house);
        environment.put("HA_URL", house.house().toString());
        environment.put("HA_TOKEN", house.token());
        environment.put("WEATHER_API_URL", house.weather().toString());
        environment.put("DATA_DIR", folder.resolve("not/there/yet").toString());
        Terminal terminal = new Terminal(environment);

        assertThat(terminal.execute("check")).isZero();
        assertThat(terminal.out().lines())
                .satisfiesExactly(
                        line -> assertThat(line)
                                .isEqualTo("✓ Configuration: complete, for stages ingestion, validation, enrichment,"
                                        + " weather, storage, gateway."),
                        line -> assertThat(line)
                                .startsWith("✓ Home Assistant: ")
                                .contains("state RUNNING", "the token may read the registries"),
                        line -> assertThat(line)
                                .startsWith("✓ Weather: Open-Meteo at ")
                                .contains(" °C at 52."),
                        line -> assertThat(line)
                                .startsWith("✓ Store: embedded, in " + folder.resolve("not/there/yet/store"))
                                .endsWith(" MiB free."));
        assertThat(folder).isEmptyDirectory();
        assertThat(terminal.log()).isEmpty();
    }

    @Test
    void refusedTokenSaysHowToMakeAnother() {
        Simulation house = SimulatedSurroundings.start(new Simulation.Options(0, "good-token", 1));
        open.add(house);

        assertThat(checkHouse(house.house(), "wrong-token"))
                .startsWith("✗ Home Assistant: ")
                .contains("refuses the token", "Create token", "HA_TOKEN")
                .doesNotContain("wrong-token");
    }

    @Test
    void houseThatIsNotThereIsNamed() {
        assertThat(checkHouse(URI.create("http://127.0.0.1:" + CLOSED_PORT), "t"))
                .isEqualTo("✗ Home Assistant: refused by ws://127.0.0.1:1/api/websocket."
                        + " Does Home Assistant run, and is the port right?");
    }

    @Test
    void hostWithoutAddressIsNamed() {
        assertThat(checkHouse(URI.create("http://house.invalid:8123"), "t"))
                .startsWith("✗ Home Assistant: no such host: ws://house.invalid:8123/api/websocket.");
    }

    @ParameterizedTest
    @CsvSource({"403,ip_bans.yaml", "502,Is it starting?", "404,Check HA_URL"})
    void answersWithoutWebSocketAreToldApart(int status, String advice) throws IOException {
        URI server = server(exchange -> answer(exchange, status, ""));

        assertThat(checkHouse(server, "t")).startsWith("✗ Home Assistant: ").contains("answers " + status, advice);
    }

    @Test
    void housesThatFallSilentOrTalkNonsenseAreBadToo() throws Exception {
        assertThat(checkHouse(scriptedHouse("no json"), "t")).contains("is not Home Assistant. Check HA_URL.");
        assertThat(checkHouse(scriptedHouse("{\"type\":\"auth_required\"}"), "t"))
                .contains("no answer from", "in time");
    }

    @Test
    void tokenWithoutRegistriesAndStartingHouseAreWellButSaid() throws Exception {
        URI house = scriptedHouse(
                "{\"type\":\"auth_required\",\"ha_version\":\"2026.11.0\"}",
                "{\"type\":\"auth_ok\"}",
                "{\"id\":1,\"type\":\"result\",\"success\":true,\"result\":{\"state\":\"STARTING\"}}",
                "{\"id\":2,\"type\":\"result\",\"success\":false}");

        assertThat(checkHouse(house, "t"))
                .startsWith("✓ Home Assistant: 2026.11.0 at ")
                .contains("state STARTING", "may not read the registries", "no area");
    }

    @ParameterizedTest
    @CsvSource({
        "204, ✓, takes writes into 'home_assistant'",
        "400, ✓, takes writes into 'home_assistant'",
        "401, ✗, set INFLUXDB_TOKEN",
        "403, ✗, give it write permission",
        "404, ✗, has no 'home_assistant' for organisation 'home': create it",
        "500, ✗, is it InfluxDB?"
    })
    void answerToAnEmptyWriteTellsWhetherTheStoreTakesWrites(int status, String sign, String text) throws IOException {
        URI server = server(exchange -> {
            exchange.getResponseHeaders().add("X-Influxdb-Version", "v2.7.1");
            answer(exchange, exchange.getRequestURI().getPath().equals("/ping") ? 204 : status, "");
        });

        assertThat(checkStore(server, "my-token", "home_assistant"))
                .startsWith(sign + " Store: InfluxDB v2.7.1 at " + server)
                .contains(text);
        assertThat(requests)
                .containsExactly(
                        "GET /ping Token my-token",
                        "POST /api/v2/write?precision=ns&org=home&bucket=home_assistant Token my-token");
    }

    @Test
    void influxDb1IsAskedInItsOwnWay() throws IOException {
        URI server = server(exchange -> {
            exchange.getResponseHeaders().add("X-Influxdb-Version", "1.6.7~rc0");
            answer(exchange, 204, "");
        });

        assertThat(checkStore(server, "me:secret", "house/one year")).startsWith("✓ Store: InfluxDB 1.6.7~rc0 at ");
        assertThat(requests)
                .containsExactly(
                        "GET /ping Basic bWU6c2VjcmV0",
                        "POST /write?precision=ns&db=house&rp=one+year Basic bWU6c2VjcmV0");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"service":"data-storage"}     | 200 | ✓ | answers at http
                    {"service":"data-storage"}     | 401 | ✗ | Give both the same LINK_KEY
                    {"service":"event-validation"} | 200 | ✗ | /storage in LINK_STORAGE
                    {}                             | 200 | ✗ | something else answers
                    """)
    void aStageInAnotherProcessIsAskedWhoItIs(String health, int status, String sign, String text) throws IOException {
        URI stage = server(exchange -> {
            boolean isHealth = exchange.getRequestURI().getPath().equals("/health");
            answer(exchange, isHealth ? 200 : status, isHealth ? health : "");
        });
        environment.put("LINK_STORAGE", stage.toString());
        environment.put("LINK_WEATHER", "http://127.0.0.1:" + CLOSED_PORT);
        Terminal terminal = new Terminal(environment);

        terminal.execute("check", "--stages", "enrichment");

        assertThat(terminal.out().lines())
                .anySatisfy(line ->
                        assertThat(line).startsWith(sign + " Stage storage: ").contains(text));
        assertThat(terminal.out().lines())
                .anySatisfy(
                        line -> assertThat(line).startsWith("✗ Stage weather: ").contains("LINK_WEATHER"));
    }

    @Test
    void storeThatIsNotThereIsNamed() {
        assertThat(checkStore(URI.create("http://127.0.0.1:" + CLOSED_PORT), "", "b"))
                .isEqualTo("✗ Store: refused by http://127.0.0.1:1. Does InfluxDB run, and is the port right?");
    }

    @Test
    void dataFolderThatIsAFileIsBad() throws IOException {
        environment.put(
                "DATA_DIR", Files.writeString(folder.resolve("file"), "").toString());

        assertThat(check("storage")).startsWith("✗ Store: cannot write into ").contains("DATA_DIR");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    200 | {"main":{"temp":12.34}}  | ✓ | says 12.3 °C at 10.00,20.00
                    200 | {"main":{}}              | ✗ | gives no temperature
                    401 | {}                       | ✗ | Check WEATHER_API_KEY
                    429 | {}                       | ✗ | Too many requests
                    404 | {}                       | ✗ | Check WEATHER_API_URL
                    """)
    void weatherIsAskedOnce(int status, String body, String sign, String text) throws IOException {
        environment.put(
                "WEATHER_API_URL",
                server(exchange -> answer(exchange, status, body)).toString());
        environment.put("WEATHER_API_KEY", "weather-key");
        environment.put("HOUSE_PLACE", "10,20");

        assertThat(check("weather"))
                .startsWith(sign + " Weather: OpenWeatherMap at ")
                .contains(text)
                .doesNotContain("weather-key");
        assertThat(requests)
                .containsExactly("GET /data/2.5/weather?lat=10.00&lon=20.00&units=metric&appid=weather-key null");
    }

    @Test
    void weatherThatIsNotThereSaysThatEventsGoWithout() {
        environment.put("WEATHER_API_URL", "http://127.0.0.1:" + CLOSED_PORT);

        assertThat(check("weather"))
                .startsWith("✗ Weather: refused by ")
                .endsWith("Events are stored without weather.");
    }

    private String checkHouse(URI url, String token) {
        environment.put("HA_URL", url.toString());
        environment.put("HA_TOKEN", token);
        return check("ingestion");
    }

    private String checkStore(URI url, String token, String bucket) {
        environment.put("INFLUXDB_URL", url.toString());
        environment.put("INFLUXDB_TOKEN", token);
        environment.put("INFLUXDB_BUCKET", bucket);
        return check("storage");
    }

    /** The one line that follows that of the configuration. */
    private String check(String stage) {
        Terminal terminal = new Terminal(environment);
        int code = terminal.execute("check", "--stages", stage);
        // Of stages elsewhere, another test tells.
        List<String> lines = terminal.out()
                .lines()
                .filter(line -> !line.startsWith("✗ Stage "))
                .toList();
        assertThat(lines).as(terminal.err()).hasSize(2);
        assertThat(code).isEqualTo(terminal.out().contains("✗") ? 1 : 0);
        return lines.get(1);
    }

    /** Says one line when the socket opens, and the next after each message. */
    private URI scriptedHouse(String... lines) throws Exception {
        Vertx vertx = Vertx.vertx();
        open.add(() -> vertx.close().toCompletionStage().toCompletableFuture().join());
        int port = vertx.createHttpServer(
                        new HttpServerOptions().setHost("127.0.0.1").setPort(0))
                .webSocketHandler(socket -> {
                    List<String> rest = new CopyOnWriteArrayList<>(lines);
                    socket.writeTextMessage(rest.remove(0));
                    socket.textMessageHandler(message -> {
                        if (!rest.isEmpty()) {
                            socket.writeTextMessage(rest.remove(0));
                        }
                    });
                })
                .listen()
                .toCompletionStage()
                .toCompletableFuture()
                .get()
                .actualPort();
        return URI.create("http://127.0.0.1:" + port);
    }

    private interface Answering {
        void answer(HttpExchange exchange) throws IOException;
    }

    private URI server(Answering answering) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getByName("127.0.0.1"), 0), 0);
        server.createContext("/", exchange -> {
            requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Authorization"));
            answering.answer(exchange);
        });
        server.start();
        open.add(() -> server.stop(0));
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    private static void answer(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length == 0 ? -1 : bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
