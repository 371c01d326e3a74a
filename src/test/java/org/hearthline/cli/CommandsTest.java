package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Stage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;

class CommandsTest {
    private static final Map<String, String> HOUSE =
            Map.of("HA_URL", "http://ha.local:8123", "HA_TOKEN", "house-token", "HTTP_PORT", "0");

    @TempDir
    Path folder;

    @Test
    void helpNamesTheCommandsAndHidesTheInternalOne() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("--help")).isZero();
        assertThat(terminal.out())
                .contains("run ", "demo ", "simulate ", "check ", "Exit codes", "130", "docs/configuration.md")
                .doesNotContain("archive-training");
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
                    run;      --stages, --routes, --config, -D=
                    demo;     --port, --data-dir, --rate
                    simulate; --port, --rate, --token
                    check;    --stages, --config, -D=
                    backfill; --from, --to, --entities, --again, --json, --url
                    """)
    void helpOfEachCommandNamesItsOptions(String command, String options) {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute(command, "--help")).isZero();
        assertThat(terminal.out()).contains("Usage: hearthline " + command).contains(options.split(", "));
    }

    @Test
    void helpIsNotBrokenWhereSomebodyCopiesFromIt() {
        everyCommand(RootCommand.commandLine(
                        new Surroundings(ConfigSources.none(), config -> null, wanted -> null, running -> {})))
                .forEach(command -> {
                    assertThat(command.getUsageMessage(Ansi.OFF))
                            .as(command.getCommandName())
                            .doesNotContain("...][");
                    assertThat(command.getCommandSpec().usageMessage().footer())
                            .as(command.getCommandName())
                            .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(80));
                });
    }

    private static Stream<CommandLine> everyCommand(CommandLine command) {
        return Stream.concat(
                Stream.of(command), command.getSubcommands().values().stream().flatMap(CommandsTest::everyCommand));
    }

    @Test
    void versionTellsWhatAReportShouldTell() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("--version")).isZero();
        assertThat(terminal.out())
                .startsWith("hearthline ")
                .contains("Java " + System.getProperty("java.version"), System.getProperty("os.name"));
    }

    @ParameterizedTest
    @CsvSource({
        "''",
        "walk",
        "run --stage weather",
        "run -Dhouse",
        "demo --rate -5",
        "demo --rate NaN",
        "simulate --port x"
    })
    void wrongUsageEndsWithTwo(String line) {
        Terminal terminal = new Terminal(HOUSE);

        assertThat(terminal.execute(line.isEmpty() ? new String[0] : line.split(" ")))
                .isEqualTo(2);
        assertThat(terminal.err())
                .containsAnyOf("Usage: hearthline", "Possible solutions")
                .doesNotContain("\tat ");
        assertThat(terminal.log()).isEmpty();
    }

    @Test
    void runStartsThePipelineAndClosesItWhenToldToStop() throws IOException {
        Path file = Files.writeString(folder.resolve("my.properties"), "house = from-file\nframe.max-events = 7\n");
        Terminal terminal = new Terminal(HOUSE);

        int code = terminal.execute(
                "run",
                "--stages",
                "ingestion,validation",
                "--routes",
                "ingestion*",
                "--config",
                file.toString(),
                "-Dhouse=from-definition",
                "-Dlog.level=warn");

        assertThat(code).isZero();
        assertThat(terminal.log())
                .containsExactly("pipeline started", "stop signal for http://127.0.0.1:0", "pipeline closed");
        Config config = terminal.started();
        assertThat(config.deployment().stages()).containsExactly(Stage.INGESTION);
        assertThat(config.house().name()).isEqualTo("from-definition");
        assertThat(config.frame().maxEvents()).isEqualTo(7);
        assertThat(config.homeAssistant().token().reveal()).isEqualTo("house-token");
    }

    @ParameterizedTest
    @CsvSource({"run", "check"})
    void badConfigurationListsAllFaultsAndEndsWithTwo(String command) {
        Terminal terminal = new Terminal(Map.of("HTTP_PORT", "many", "API_KEY", "short-key"));

        assertThat(terminal.execute(command, "-Dhose.place=1,2", "-Dframe.linger=3", "--stages", "ingestion,wether"))
                .isEqualTo(2);
        assertThat(terminal.err())
                .startsWith("7 faults in the configuration:")
                .contains(
                        "ha.url (to set: environment HA_URL): missing",
                        "ha.token (to set: environment HA_TOKEN): missing",
                        "http.port = 'many' (environment HTTP_PORT)",
                        "api.key = '***' (environment API_KEY)",
                        "hose.place (-D): unknown key, did you mean house.place?",
                        "frame.linger = '3' (-D)",
                        "(did you mean weather?)")
                .doesNotContain("short-key", "\tat ");
        assertThat(terminal.log()).isEmpty();
    }

    @Test
    void failedStartIsToldInWordsAndEndsWithOne() {
        Terminal terminal = new Terminal(HOUSE)
                .failWith(new IllegalStateException("The data folder is in use", new IOException("locked by 4711")));

        assertThat(terminal.execute("run")).isEqualTo(1);
        assertThat(terminal.err())
                .isEqualToNormalizingNewlines("The data folder is in use\n  because: locked by 4711\n");
    }

    @Test
    void failureWithoutWordsNamesItsKind() {
        assertThat(FailureReport.text(new IllegalStateException("a: b", new IllegalArgumentException("b"))))
                .isEqualTo("a: b");
        assertThat(FailureReport.text(new NullPointerException())).isEqualTo("NullPointerException");
    }

    @Test
    void demoTakesNothingFromTheEnvironmentThatLeadsToARealHouseOrStore() {
        Terminal terminal = new Terminal(Map.of(
                "HA_URL", "http://real:8123",
                "HA_TOKEN", "real-token",
                "INFLUXDB_URL", "http://real:8086",
                "INFLUXDB_TOKEN", "real",
                "WEATHER_API_KEY", "real",
                "STAGES", "weather",
                "HOUSE", "real",
                "HTTP_PORT", "0"));

        assertThat(terminal.execute("demo", "--rate", "55")).isZero();
        assertThat(terminal.log())
                .containsExactly(
                        "house started",
                        "pipeline started",
                        "stop signal for http://127.0.0.1:0",
                        "pipeline closed",
                        "house closed");
        Config config = terminal.started();
        assertThat(config.homeAssistant().url()).contains(URI.create("http://127.0.0.1:18123"));
        assertThat(config.homeAssistant().token().reveal()).isEqualTo("random-token");
        assertThat(config.weather().apiUrl()).contains(URI.create("http://127.0.0.1:18090"));
        assertThat(config.weather().apiKey().isPresent()).isFalse();
        assertThat(config.store().influxUrl()).isEmpty();
        assertThat(config.deployment().isAllInOne()).isTrue();
        assertThat(config.house().name()).isEqualTo("home");
        assertThat(config.dataDir()).isEqualTo(Path.of("data/demo").toAbsolutePath());
        assertThat(terminal.simulated()).isEqualTo(new Simulation.Options(0, "", 55));
        assertThat(terminal.out()).contains("http://127.0.0.1:0/", "/api/v1/events?limit=3", "Ctrl-C");
    }

    @Test
    void demoFindsFaultsBeforeItStartsAnything() {
        Terminal terminal = new Terminal(Map.of("LOG_FORMAT", "xml", "HTTP_HOST", "0.0.0.0"));

        assertThat(terminal.execute("demo", "--port", "x")).isEqualTo(2);
        assertThat(terminal.err())
                .contains("http.port = 'x' (command line)", "log.format = 'xml'", "http.host = '0.0.0.0'")
                .doesNotContain("ha.url");
        assertThat(terminal.log()).isEmpty();
    }

    @Test
    void demoKeepsItsDataWhereItIsTold() {
        Terminal terminal =
                new Terminal(Map.of("DATA_DIR", folder.resolve("environment").toString()));
        assertThat(terminal.execute("demo", "--port", "0")).isZero();
        assertThat(terminal.started().dataDir()).isEqualTo(folder.resolve("environment"));

        assertThat(terminal.execute(
                        "demo",
                        "--port",
                        "0",
                        "--data-dir",
                        folder.resolve("option").toString()))
                .isZero();
        assertThat(terminal.started().dataDir()).isEqualTo(folder.resolve("option"));
    }

    @Test
    void trainingRunsIntoBothStoresInAFolderThatItTakesAway() {
        Terminal terminal = new Terminal(Map.of("DATA_DIR", folder.toString()));

        assertThat(terminal.execute("archive-training")).isZero();
        assertThat(terminal.log())
                .containsExactly(
                        "house started",
                        "pipeline started",
                        "pipeline closed",
                        "pipeline started",
                        "pipeline closed",
                        "house closed");
        assertThat(terminal.started().dataDir()).doesNotExist().isNotEqualTo(folder);
    }

    @Test
    void takenPortIsNamedWithTheWayToChangeIt() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(taken.getLocalPort());

            Terminal demo = new Terminal(Map.of());
            assertThat(demo.execute("demo", "--port", port)).isEqualTo(1);
            assertThat(demo.err()).contains("port " + port, "127.0.0.1", "Choose another with --port");
            assertThat(demo.log()).isEmpty();

            Terminal run = new Terminal(HOUSE);
            assertThat(run.execute("run", "-Dhttp.port=1", "--stages", "ingestion"))
                    .isEqualTo(0);
            Terminal other = new Terminal(Map.of("HA_URL", "http://ha", "HA_TOKEN", "t", "HTTP_PORT", port));
            assertThat(other.execute("run")).isEqualTo(1);
            assertThat(other.err()).contains("port " + port, "Choose another with HTTP_PORT");

            Terminal simulate = new Terminal(Map.of());
            assertThat(simulate.execute("simulate", "--port", port)).isEqualTo(1);
            assertThat(simulate.err()).contains("port " + port, "--port");
        }
    }

    @Test
    void simulatePrintsWhatToExport() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("simulate", "--port", "0", "--token", "my-token", "--rate", "3"))
                .isZero();
        assertThat(terminal.out()).isEqualToNormalizingNewlines("""
                        export HA_URL=http://127.0.0.1:18123
                        export HA_TOKEN=my-token
                        export WEATHER_API_URL=http://127.0.0.1:18090
                        """);
        assertThat(terminal.simulated()).isEqualTo(new Simulation.Options(0, "my-token", 3));
        assertThat(terminal.log())
                .containsExactly("house started", "stop signal for http://127.0.0.1:18123", "house closed");
    }
}
