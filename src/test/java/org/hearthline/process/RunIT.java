package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.hearthline.event.Recordings;
import org.hearthline.ha.FakeHomeAssistant;
import org.hearthline.weather.WeatherServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code hearthline run} and {@code hearthline check} do when all is well, and above all when it is not. */
class RunIT {
    private static final int FAILED = 1;
    private static final int WRONG_CONFIGURATION = 2;
    private static final int TERMINATED = 143;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
    }

    @Test
    void listsEveryFaultOfTheConfigurationAtOnce() throws IOException {
        Path file = Files.writeString(
                folder.resolve("mine.properties"), "weather.cachettl = 5m\nframe.max-events = many\n");

        HearthlineProcess process = start(
                "run",
                Map.of("HA_URL", "not an address", "INFLUXDB_URL", "ftp://store", "HTTP_PORT", "eighty"),
                "--config",
                file.toString());

        assertThat(process.exitCode()).as(process.output()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(process.output())
                .contains(
                        "6 faults",
                        "weather.cachettl",
                        "weather.cache-ttl",
                        "frame.max-events",
                        "ha.url",
                        "ha.token",
                        "influxdb.url",
                        "http.port");
        assertNoStackTrace(process);
    }

    @Test
    void namesTheStagesThatThereAre() {
        HearthlineProcess process = start("run", Map.of(), "--stages", "ingestion,cooking");

        assertThat(process.exitCode()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(process.output())
                .contains("cooking", "ingestion, validation, enrichment, weather, storage, gateway");
        assertNoStackTrace(process);
    }

    @Test
    void aStageMisspeltIsNamedAsItIsMeant() {
        HearthlineProcess process = start("run", Map.of(), "--stages", "ingestion,enrichmant");

        assertThat(process.exitCode()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(process.output()).contains("'enrichmant'", "did you mean enrichment?");
    }

    @Test
    void linksThatContradictOneAnotherAreWrongConfiguration() {
        int port = HearthlineProcess.freePort();
        HearthlineProcess toItself = start(
                "run",
                Map.of("HTTP_PORT", Integer.toString(port), "LINK_ENRICHMENT", "http://localhost:" + port),
                "--stages",
                "validation");
        HearthlineProcess twice = start(
                "run",
                Map.of("LINK_STORAGE", "http://localhost:8002", "LINK_STORAGE_TIMEOUT", "5s"),
                "--stages",
                "gateway");

        assertThat(toItself.exitCode()).as(toItself.output()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(toItself.output()).contains("1 fault", "link.enrichment", "this is the address of this process");
        assertThat(twice.exitCode()).as(twice.output()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(twice.output())
                .contains(
                        "link.storage = 'http://localhost:8002'", "link.enrichment too", "link.storage-timeout = '5s'");
        assertNoStackTrace(toItself);
        assertNoStackTrace(twice);
    }

    @Test
    void aStageWithoutItsNeighbourSaysWhereItLooksForIt() {
        HearthlineProcess process = start("run", Map.of("CAMEL_MAIN_PROFILE", "event-validation"));

        await().atMost(HearthlineProcess.PATIENCE).until(() -> process.output().contains("Hearthline runs"));

        assertThat(process.output()).contains("There is no enrichment in this process", "LINK_ENRICHMENT");
        JsonNode health = process.json("/health");
        assertThat(health.path("service").asText()).isEqualTo("event-validation");
        await().atMost(HearthlineProcess.PATIENCE)
                .untilAsserted(() -> assertThat(process.json("/health")
                                .at("/dependencies/link_enrichment/detail")
                                .asText())
                        .contains("enrichment-pipeline", "LINK_ENRICHMENT"));
    }

    @Test
    void aPortThatIsTakenIsNamedAndSoIsWhoHasIt() {
        HearthlineProcess first = start("run", Map.of(), "--stages", "weather").awaitHealthy();
        String port = Integer.toString(first.address().getPort());
        HearthlineProcess second = start("run", Map.of("HTTP_PORT", port), "--stages", "validation");

        assertThat(second.exitCode()).as(second.output()).isEqualTo(FAILED);
        assertThat(second.output())
                .contains("Cannot listen on port " + port, "Hearthline's weather runs there", "HTTP_PORT");
        assertNoStackTrace(second);
    }

    @Test
    void theOutboxOfAnotherProcessIsRefused() throws IOException {
        FakeHomeAssistant house = opened(FakeHomeAssistant.recorded(Recordings.NEW_VERSION));
        Map<String, String> sameData = Map.of(
                "DATA_DIR", folder.resolve("data").toString(),
                "HA_URL", house.url(),
                "HA_TOKEN", FakeHomeAssistant.TOKEN);
        HearthlineProcess first =
                start("run", sameData, "--stages", "ingestion").awaitHealthy("home_assistant");
        HearthlineProcess second = start("run", sameData, "--stages", "ingestion");

        assertThat(second.exitCode()).as(second.output()).isEqualTo(FAILED);
        assertThat(second.output()).contains("in use by another Hearthline", "outbox", "DATA_DIR");
        assertNoStackTrace(second);
        assertThat(first.isAlive()).isTrue();
    }

    @Test
    void unknownCommandAndOptionAreWrongUsage() {
        HearthlineProcess command = start("fly", Map.of());
        HearthlineProcess option = start("run", Map.of(), "--fast");

        assertThat(command.exitCode()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(command.output()).contains("fly", "run", "demo", "check");
        assertThat(option.exitCode()).isEqualTo(WRONG_CONFIGURATION);
        assertThat(option.output()).contains("--fast", "--stages");
    }

    @Test
    void tellsHowItIsUsedAndWhichVersionItIs() {
        HearthlineProcess help = start("--help", Map.of());
        HearthlineProcess version = start("--version", Map.of());

        assertThat(help.exitCode()).isZero();
        assertThat(help.output())
                .contains("run", "demo", "simulate", "check", "Exit codes:", "HA_URL")
                .doesNotContain("archive-training");
        assertThat(version.exitCode()).isZero();
        assertThat(version.output()).matches("hearthline \\d+\\.\\d+\\.\\d+\\S*\\RJava .*\\R");
    }

    @Test
    void dataFolderOfAnotherProcessIsRefused() {
        Map<String, String> sameData = Map.of("DATA_DIR", folder.resolve("data").toString());
        HearthlineProcess first = start("run", sameData, "--stages", "storage").awaitHealthy("store");
        HearthlineProcess second = start("run", sameData, "--stages", "storage");

        assertThat(second.exitCode()).as(second.output()).isEqualTo(FAILED);
        assertThat(second.output()).contains("in use by another Hearthline", "DATA_DIR");
        assertNoStackTrace(second);
        first.awaitHealthy("store");
    }

    @Test
    void secretsAreNowhereInTheOutput() throws IOException {
        FakeHomeAssistant house = opened(FakeHomeAssistant.recorded(Recordings.NEW_VERSION));
        WeatherServer weather = opened(new WeatherServer());
        String api = "api-key-Kei6ohsh";
        String link = "link-key-Aeng9ieX";
        String weatherKey = "weather-key-ooD4aid9";
        String influx = "influx-token-uVah2eiC";
        Map<String, String> secrets = Map.of(
                "HA_TOKEN", FakeHomeAssistant.TOKEN,
                "API_KEY", api,
                "LINK_KEY", link,
                "WEATHER_API_KEY", weatherKey,
                "INFLUXDB_TOKEN", influx);
        Map<String, String> rest = Map.of(
                "HA_URL", house.url(),
                "WEATHER_API_URL", weather.url(),
                "INFLUXDB_URL", silentServer(),
                "INFLUXDB_TIMEOUT", "1s",
                "LOG_LEVEL", "trace");
        HearthlineProcess good = start("run", both(secrets, rest));

        await().atMost(HearthlineProcess.PATIENCE)
                .until(() -> !house.commands("get_config").isEmpty()
                        && good.output().contains("Subscribed to Home Assistant"));
        house.socket().event("state_changed", event("sensor.a", 1));
        await().atMost(HearthlineProcess.PATIENCE).until(() -> good.output().contains("Delivery waits"));
        // Only now: the house's newest socket would be his.
        HearthlineProcess refused = start("run", both(both(secrets, rest), Map.of("HA_TOKEN", "wrong-token-Zoo5eiNg")));
        await().atMost(HearthlineProcess.PATIENCE).until(() -> refused.output().contains("HA_TOKEN"));
        good.terminate();
        refused.terminate();

        for (HearthlineProcess process : List.of(good, refused)) {
            assertThat(process.output())
                    .contains("DEBUG")
                    .doesNotContain(FakeHomeAssistant.TOKEN, api, link, weatherKey, influx, "wrong-token-Zoo5eiNg");
        }
    }

    @Test
    void termUnderLoadEndsItInTime() {
        HearthlineProcess demo = start("demo", Map.of(), "--rate", "3000").awaitHealthy("home_assistant", "store");
        await().atMost(HearthlineProcess.PATIENCE)
                .until(() -> demo.json("/api/v1/events/stats").path("stored").asInt() > 3000);

        assertThat(demo.terminate()).isEqualTo(TERMINATED);
        assertThat(demo.output()).doesNotContain(" ERROR ", "\tat ");
    }

    @Test
    void termWhileTheStoreIsAwayEndsItInTime() throws IOException {
        FakeHomeAssistant house = opened(FakeHomeAssistant.recorded(Recordings.NEW_VERSION));
        WeatherServer weather = opened(new WeatherServer());
        HearthlineProcess process = start(
                "run",
                Map.of(
                        "HA_URL", house.url(),
                        "HA_TOKEN", FakeHomeAssistant.TOKEN,
                        "WEATHER_API_URL", weather.url(),
                        "FRAME_MAX_EVENTS", "10",
                        "INFLUXDB_URL", silentServer()));
        process.awaitHealthy("home_assistant");
        for (int i = 0; i < 1000; i++) {
            house.socket().event("state_changed", event("sensor.a", i));
        }
        await().atMost(HearthlineProcess.PATIENCE)
                .until(() ->
                        process.json("/api/v1/events/stats").path("in_outbox").asInt() > 300);

        assertThat(process.terminate()).isEqualTo(TERMINATED);
        assertThat(process.output()).doesNotContain(" ERROR ");
    }

    @Test
    void checkSaysThatAllIsWell() throws IOException {
        FakeHomeAssistant house = opened(FakeHomeAssistant.recorded(Recordings.NEW_VERSION));
        WeatherServer weather = opened(new WeatherServer());

        HearthlineProcess check = start(
                "check",
                Map.of("HA_URL", house.url(), "HA_TOKEN", FakeHomeAssistant.TOKEN, "WEATHER_API_URL", weather.url()));

        assertThat(check.exitCode()).as(check.output()).isZero();
        assertThat(check.output().lines())
                .hasSize(4)
                .allMatch(line -> line.startsWith("✓ "))
                .anyMatch(line -> line.startsWith("✓ Home Assistant: 2026.11.0"))
                .anyMatch(line -> line.contains("11.5 °C"));
    }

    @Test
    void checkSaysOfEachBrokenThingWhatToDo() throws IOException {
        FakeHomeAssistant house = opened(FakeHomeAssistant.recorded(Recordings.NEW_VERSION));
        WeatherServer weather = opened(new WeatherServer());
        HearthlineProcess away = start(
                "check",
                Map.of("HA_URL", closed(), "HA_TOKEN", "x", "WEATHER_API_URL", closed(), "INFLUXDB_URL", closed()));
        HearthlineProcess refusing = start(
                "check",
                Map.of(
                        "HA_URL", house.url(),
                        "HA_TOKEN", "wrong-token-Zoo5eiNg",
                        "WEATHER_API_KEY", "weather-key-ooD4aid9",
                        "WEATHER_API_URL", server(401),
                        "INFLUXDB_URL", server(404)));
        HearthlineProcess silent = start(
                "check",
                Map.of(
                        "HA_URL", silentServer(),
                        "HA_TOKEN", "x",
                        "WEATHER_API_URL", silentServer(),
                        "INFLUXDB_URL", silentServer()));

        assertThat(away.exitCode()).isEqualTo(FAILED);
        assertThat(broken(away))
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("Home Assistant: refused by ws://", "is the port right?"),
                        line -> assertThat(line).contains("Weather: refused by http://", "is the port right?"),
                        line -> assertThat(line).contains("Store: refused by http://", "is the port right?"));
        assertThat(refusing.exitCode()).isEqualTo(FAILED);
        assertThat(broken(refusing))
                .hasSize(3)
                .satisfiesExactlyInAnyOrder(
                        line -> assertThat(line).contains("Home Assistant", "HA_TOKEN"),
                        line -> assertThat(line).contains("Weather", "WEATHER_API_KEY"),
                        line -> assertThat(line).contains("Store", "INFLUXDB_BUCKET"));
        assertThat(refusing.output()).doesNotContain("wrong-token-Zoo5eiNg", "weather-key-ooD4aid9");
        assertThat(silent.exitCode()).isEqualTo(FAILED);
        assertThat(broken(silent)).hasSizeBetween(2, 3);
        assertThat(weather.url()).isNotEmpty();
    }

    private HearthlineProcess start(String command, Map<String, String> environment, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = command;
        System.arraycopy(options, 0, arguments, 1, options.length);
        Map<String, String> all =
                both(Map.of("HTTP_PORT", Integer.toString(HearthlineProcess.freePort())), environment);
        return opened(HearthlineProcess.ofJar(folder.resolve("process-" + open.size()), all, arguments));
    }

    private static Map<String, String> both(Map<String, String> weak, Map<String, String> strong) {
        Map<String, String> all = new java.util.HashMap<>(weak);
        all.putAll(strong);
        return all;
    }

    private <T extends AutoCloseable> T opened(T thing) {
        open.add(thing);
        return thing;
    }

    private static List<String> broken(HearthlineProcess process) {
        return process.output().lines().filter(line -> line.startsWith("✗ ")).toList();
    }

    private static void assertNoStackTrace(HearthlineProcess process) {
        assertThat(process.output()).doesNotContain("\tat ", "Exception");
    }

    private static String closed() {
        return "http://127.0.0.1:" + HearthlineProcess.freePort();
    }

    /** Answers everything with this. */
    private String server(int status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status, -1);
            exchange.close();
        });
        server.start();
        opened(() -> server.stop(0));
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Takes connections and never says anything. */
    private String silentServer() throws IOException {
        ServerSocket server = opened(new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1")));
        List<AutoCloseable> callers = new CopyOnWriteArrayList<>();
        ExecutorService thread = Executors.newSingleThreadExecutor();
        thread.execute(() -> {
            try {
                while (true) {
                    callers.add(server.accept());
                }
            } catch (IOException e) {
                thread.shutdown(); // closed: the test is over
            }
        });
        opened(() -> {
            for (AutoCloseable caller : callers) {
                caller.close();
            }
        });
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    private static String event(String entity, int number) {
        return """
                {"event_type":"state_changed","time_fired":"2026-08-19T20:01:19.%1$06d+00:00","origin":"LOCAL",\
                "context":{"id":"01K5R6C6000000000000000000","parent_id":null,"user_id":null},\
                "data":{"entity_id":"%2$s","old_state":null,"new_state":{"entity_id":"%2$s","state":"%1$d",\
                "attributes":{},"last_changed":"2026-08-19T20:01:19.%1$06d+00:00",\
                "last_updated":"2026-08-19T20:01:19.%1$06d+00:00",\
                "context":{"id":"01K5R6C6000000000000000000","parent_id":null,"user_id":null}}}}""".formatted(number, entity);
    }
}
