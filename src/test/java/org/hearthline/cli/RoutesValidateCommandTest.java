package org.hearthline.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code routes validate}, where nothing runs and no house is configured. */
class RoutesValidateCommandTest {
    private static final Path PACKAGED = Path.of("src/main/resources/routes/enrichment.camel.yaml");

    @TempDir
    Path folder;

    @Test
    void saysWhatItHasLookedAt() throws IOException {
        Files.copy(PACKAGED, folder.resolve("enrichment.camel.yaml"));
        Terminal terminal = new Terminal(Map.of("ROUTES_DIR", folder.toString()));

        assertThat(terminal.execute("routes", "validate")).as(terminal.err()).isZero();

        assertThat(terminal.out().strip()).isEqualTo("The one file in " + folder + " is right.");
    }

    @Test
    void namesFileLineAndColumnOfEachFault() throws IOException {
        Path file = folder.resolve("enrichment.camel.yaml");
        Files.writeString(file, Files.readString(PACKAGED).replace("ref: normaliser", "ref: normalizer"));
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("routes", "validate", file.toString())).isOne();

        assertThat(terminal.out().strip())
                .startsWith(folder + "/enrichment.camel.yaml:22:")
                .matches(
                        ".*/enrichment\\.camel\\.yaml:22:\\d+: There is no bean 'normalizer': did you mean 'normaliser'\\?");
    }

    @Test
    void aFolderMeansTheFilesInIt() throws IOException {
        Files.copy(PACKAGED, folder.resolve("enrichment.camel.yaml"));
        Files.writeString(folder.resolve("own.yaml"), "- rout: {}\n");
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("routes", "validate", folder.toString())).isOne();

        assertThat(terminal.out()).startsWith(folder + "/own.yaml:1:").hasLineCount(1);
    }

    @Test
    void programsGetJson() throws IOException {
        Files.writeString(folder.resolve("own.yaml"), "- rout: {}\n");
        Terminal terminal = new Terminal(Map.of("ROUTES_DIR", folder.toString()));

        assertThat(terminal.execute("routes", "validate", "--json")).isOne();

        JsonNode fault = new ObjectMapper().readTree(terminal.out()).at("/faults/0");
        assertThat(fault.path("file").asText()).isEqualTo("own.yaml");
        assertThat(fault.path("line").asInt()).isOne();
    }

    @Test
    void aFileThatIsNotThereIsWrongUsage() {
        Terminal terminal = new Terminal(Map.of());

        assertThat(terminal.execute("routes", "validate", "nowhere.yaml")).isEqualTo(2);

        assertThat(terminal.err()).contains("There is no file nowhere.yaml");
    }
}
