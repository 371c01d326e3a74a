package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes list, show, diagram, eject, diff} where nothing runs. */
class RoutesInspectCommandsTest {
    private static final Path PACKAGED = Path.of("src/main/resources/routes/enrichment.camel.yaml");
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private Path routes;
    private Terminal terminal;

    @BeforeEach
    void open() {
        routes = folder.resolve("own");
        terminal = terminal();
    }

    @Test
    void listsWhatTheFilesSayAndSaysSoWhereNobodyAnswers() {
        assertThat(terminal.execute("routes", "list")).isZero();

        assertThat(terminal.err())
                .startsWith("No Hearthline answers: ")
                .contains("Does Hearthline run,")
                .endsWith("So this is what the files say:\n");
        assertThat(terminal.out())
                .startsWith("ROUTE")
                .containsPattern("(?m)^enrichment +enrichment +- .* packaged +routes/enrichment.camel.yaml:5$");
    }

    @Test
    void anAddressThatWasGivenAndDoesNotAnswerIsAFailure() {
        assertThat(terminal.execute("routes", "list", "--url", "http://127.0.0.1:1"))
                .isOne();

        assertThat(terminal.err()).contains("http://127.0.0.1:1");
        assertThat(terminal.out()).isEmpty();
    }

    @Test
    void anAddressThatIsNoneIsWrongUsage() {
        assertThat(terminal.execute("routes", "list", "--url", "foo")).isEqualTo(2);
    }

    @Test
    void anotherProgramAtTheAddressIsNamedAsSuch() throws IOException {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            try (exchange) {
                exchange.sendResponseHeaders(200, 0);
                exchange.getResponseBody().write("<html>".getBytes(StandardCharsets.UTF_8));
            }
        });
        other.start();
        try {
            String url = "http://127.0.0.1:" + other.getAddress().getPort();
            assertThat(terminal.execute("routes", "list", "--url", url)).isOne();

            assertThat(terminal.err())
                    .contains("What answers at " + url + " is no Hearthline")
                    .doesNotContain("token");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void jsonIsTheListWithoutTheTexts() throws IOException {
        assertThat(terminal.execute("routes", "list", "--offline", "--json")).isZero();

        JsonNode list = MAPPER.readTree(terminal.out()).path("routes");
        assertThat(list).hasSizeGreaterThan(25).allSatisfy(route -> {
            assertThat(route.path("origin").asText()).isEqualTo("packaged");
            assertThat(route.has("source")).isFalse();
        });
        assertThat(terminal.err()).isEmpty();
    }

    @Test
    void showsTheTextOfARouteAndWhereItStands() throws IOException {
        assertThat(terminal.execute("routes", "show", "enrichment", "--offline"))
                .isZero();

        String text = Files.readString(PACKAGED);
        assertThat(terminal.out())
                .contains("routes/enrichment.camel.yaml:5, packaged, stage enrichment")
                .contains(text.substring(text.indexOf("- route:")).stripTrailing());
        Terminal misspelt = terminal();
        assertThat(misspelt.execute("routes", "show", "enrichmant", "--offline"))
                .isEqualTo(2);
        assertThat(misspelt.err()).contains("Did you mean enrichment?", "validation");
    }

    @Test
    void drawsOwnRoutesWithTheOthers() throws IOException {
        write("porch.yaml", """
                - route:
                    id: porch
                    from:
                      uri: direct:porch
                      steps:
                        - choice:
                            when:
                              - id: porch-dark
                                simple: "${body} == 'dark'"
                                steps:
                                  - to: {uri: "direct:lamp?timeout=7"}
                            otherwise:
                              steps:
                                - stop: {}
                        - log: "still bright"
                - route: {id: lamp, from: {uri: "direct:lamp", steps: [{to: "log:lamp?marker=secret"}]}}
                """);

        assertThat(terminal.execute("routes", "diagram", "--offline")).isZero();

        assertThat(terminal.out())
                .startsWith("flowchart LR")
                .contains(
                        "[\"porch\"]", "([\"direct:lamp\"])", "-->|\"dark\"|", "-->|\"otherwise\"|", "[\"enrichment\"]")
                .doesNotContain("secret");
    }

    @Test
    void ejectsAFileOnceAndThenOnlyByForce() throws IOException {
        assertThat(terminal.execute("routes", "eject", "enrichment")).isZero();

        Path copy = routes.resolve("enrichment.camel.yaml");
        assertThat(terminal.out()).contains(copy.toString());
        assertThat(copy).hasSameTextualContentAs(PACKAGED);
        Files.writeString(copy, "mine");
        Terminal again = terminal();
        assertThat(again.execute("routes", "eject", "enrichment.camel.yaml")).isOne();
        assertThat(again.err()).contains(copy.toString(), "--force");
        assertThat(copy).hasContent("mine");
        assertThat(terminal().execute("routes", "eject", "--force", "enrichment"))
                .isZero();
        assertThat(copy).hasSameTextualContentAs(PACKAGED);
    }

    @Test
    void namesTheFilesThatThereAreWhenOneIsMisspelt() {
        assertThat(terminal.execute("routes", "eject", "enrichmant")).isEqualTo(2);

        assertThat(terminal.err()).contains("enrichment, ");
        assertThat(routes).doesNotExist();
    }

    @Test
    void withoutOwnFilesNothingDiffers() {
        assertThat(terminal.execute("routes", "diff")).isZero();
        assertThat(terminal.out()).startsWith("No differences");
    }

    @Test
    void showsWhatAnOwnFileChanges() throws IOException {
        assertThat(terminal.execute("routes", "eject", "enrichment")).isZero();
        assertThat(terminal().execute("routes", "diff")).isZero();
        replace("enrichment.camel.yaml", "method: normalise}", "method: normalized}");

        Terminal diff = terminal();
        assertThat(diff.execute("routes", "diff", "enrichment")).isOne();

        assertThat(diff.out())
                .startsWith("--- packaged/enrichment.camel.yaml\n+++ own/enrichment.camel.yaml\n@@ ")
                .containsPattern("(?m)^-.*method: normalise}$")
                .containsPattern("(?m)^\\+.*method: normalized}$")
                .doesNotContain("has changed since");
    }

    @Test
    void afterAnUpgradeShowsWhatHasChangedInThePackagedFile() throws IOException {
        assertThat(terminal.execute("routes", "eject", "enrichment")).isZero();
        // As an older version had it, and nobody has edited it since.
        replace("enrichment.camel.yaml", "method: normalise}", "method: old}");
        replace(".base/enrichment.camel.yaml", "method: normalise}", "method: old}");

        Terminal diff = terminal();
        assertThat(diff.execute("routes", "diff")).isOne();
        assertThat(diff.out())
                .contains("The packaged enrichment.camel.yaml has changed since you ejected it:\n--- ejected/")
                .containsPattern("(?m)^\\+.*method: normalise}$");

        Terminal json = terminal();
        assertThat(json.execute("routes", "diff", "--json")).isOne();
        JsonNode file = MAPPER.readTree(json.out()).at("/files/0");
        assertThat(file.path("same").asBoolean()).isFalse();
        assertThat(file.path("upgraded").asBoolean()).isTrue();
        assertThat(file.path("upgrade").asText()).contains("+++ packaged/enrichment.camel.yaml");
    }

    @Test
    void helpOfDiffSaysItsExitCodes() {
        assertThat(terminal.execute("routes", "diff", "--help")).isZero();
        assertThat(terminal.out()).containsPattern("0 +no difference").containsPattern("1 +a difference");
    }

    /** No process of this machine is asked by accident. */
    private Terminal terminal() {
        return new Terminal(Map.of("ROUTES_DIR", routes.toString(), "HTTP_PORT", "1"));
    }

    private void write(String name, String text) throws IOException {
        Files.createDirectories(routes);
        Files.writeString(routes.resolve(name), text);
    }

    private void replace(String name, String before, String after) throws IOException {
        String text = Files.readString(routes.resolve(name));
        assertThat(text).contains(before);
        Files.writeString(routes.resolve(name), text.replace(before, after));
    }
}
