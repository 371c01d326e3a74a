package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.hearthline.config.ConfigSources;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code hearthline routes test} prints, and its exit code. */
class RoutesTestCommandTest {
    private static final String OWN = """
            - route:
                id: own
                from:
                  uri: direct:own
                  steps:
                    - filter:
                        id: own-on
                        expression: {simple: {expression: "${body.state} == '{{own.word}}'"}}
                        steps:
                          - to: {id: own-hook, uri: "http:{{own.host}}/hook"}
                          - stop: {id: own-stop}
            """;

    @TempDir
    Path folder;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void everyFileOfTheFolderIsTested() throws IOException {
        write("own.yaml", OWN);
        write("own.properties", "own.word=on\nown.host=example.org\n");
        write("own.test.yaml", """
                - {name: on is told and left out, event: {entity_id: light.hall, state: on}, expect: {filtered: true}, sent: [{to: "http:example.org/hook"}]}
                - {name: off passes, event: {entity_id: light.hall, state: off}, expect: {event: {state: off}}, sent: []}
                """);

        assertThat(run()).isZero();
        assertThat(out.toString())
                .contains(
                        "own.test.yaml", "  ok      on is told and left out", "2 of 2 cases ok; 3 of 3 steps reached");
    }

    @Test
    void aCaseFileThatIsNotThereIsSaidToBeMissing() {
        Terminal terminal = new Terminal(Map.of("ROUTES_DIR", folder.toString()));

        assertThat(terminal.execute(
                        "routes", "test", folder.resolve("nosuch.test.yaml").toString()))
                .isEqualTo(2);

        assertThat(terminal.out()).contains("nosuch.test.yaml: There is no such file");
    }

    @Test
    void aCaseThatGoesOtherwiseIsShownAndFails() throws IOException {
        write("own.yaml", OWN);
        write("own.properties", "own.word=on\nown.host=example.org\n");
        write("own.test.yaml", """
                - name: off is left out
                  event: {entity_id: light.hall, state: off}
                  expect: {filtered: true}
                """);

        assertThat(run()).isEqualTo(1);
        assertThat(out.toString())
                .contains(
                        "  FAILED  off is left out, line 1",
                        "expected  filtered",
                        "got       kept",
                        "Reached by no case: own-hook (line 10), own-stop (line 11)",
                        "0 of 1 cases ok; 1 of 3 steps reached");
    }

    @Test
    void aBrokenFileIsNamedWithItsLineAndTheOthersAreTested() throws IOException {
        write(
                "good.yaml",
                OWN.replace("own", "good").replace("{{good.word}}", "on").replace("{{good.host}}", "x"));
        write("good.test.yaml", "- {name: on, event: {entity_id: light.hall, state: on}, expect: {filtered: true}}\n");
        write(
                "bad.yaml",
                "- route:\n    id: bad\n    from:\n      uri: direct:bad\n      steps:\n        - bean: {ref: nosuch, method: x}\n");
        write("bad.test.yaml", "- {name: any, event: {state: on}, expect: {filtered: true}}\n");

        assertThat(run()).isEqualTo(2);
        assertThat(out.toString()).contains("bad.yaml:6:", "nosuch", "  ok      on", "1 of 1 cases ok");
    }

    @Test
    void programsGetJson() throws IOException {
        write("own.yaml", OWN.replace("{{own.word}}", "on").replace("{{own.host}}", "x"));
        write("own.test.yaml", "- {name: off, event: {entity_id: light.hall, state: off}, expect: {filtered: true}}\n");

        assertThat(run("--json", folder.resolve("own.yaml").toString())).isEqualTo(1);
        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(json.path("failed").asInt()).isEqualTo(1);
        assertThat(json.at("/files/0/cases/0/differences/0/expected").asText()).isEqualTo("filtered");
        assertThat(json.at("/files/0/steps")).hasSize(3);
    }

    /** A check that checks nothing must not look like one that has passed. */
    @Test
    void noCasesAreNoSuccess() throws IOException {
        assertThat(run()).isEqualTo(2);
        write("own.yaml", OWN);
        assertThat(run(folder.resolve("own.yaml").toString())).isEqualTo(2);
        assertThat(out.toString()).contains("own.test.yaml: There are no cases");
        assertThat(run(folder.resolve("gone.yaml").toString())).isEqualTo(2);
    }

    private void write(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }

    private int run(String... arguments) {
        ConfigSources sources = new ConfigSources(
                Map.of("routes.dir", folder.toString()), Map.of(), Map.of(), Map.of(), java.util.List.of(), Map.of());
        return new CommandLine(new RoutesTestCommand(sources))
                .setExecutionExceptionHandler(new FailureReport())
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(arguments);
    }
}
