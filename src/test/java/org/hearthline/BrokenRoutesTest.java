package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Edits that are wrong ({@code src/test/resources/broken-routes}): the old routes run on, and somebody is told what and where. */
@TestInstance(Lifecycle.PER_CLASS)
final class BrokenRoutesTest {
    private static final String ENRICHMENT = "enrichment.camel.yaml";

    @TempDir
    static Path home;

    private OwnRoutes own;

    @BeforeAll
    void start() {
        own = new OwnRoutes(home);
        own.start(Map.of());
    }

    @AfterAll
    void stop() {
        own.close();
    }

    @AfterEach
    void mend() throws IOException {
        try (var files = Files.list(own.folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        own.reload(ENRICHMENT);
        assertThat(own.pipeline().health("route_files").path("status").asText()).isEqualTo("healthy");
    }

    @ParameterizedTest(name = "{0}")
    @CsvFileSource(resources = "/broken-routes/cases.csv", delimiter = '|', quoteCharacter = '`')
    void brokenEditChangesNothingAndSaysWhatIsWrong(String edit, String file, int line, String message) {
        own.write(file, OwnRoutes.resource("/broken-routes/" + edit + ".yaml"));

        JsonNode told = own.reload(file);

        assertThat(told.path("state").asText()).isEqualTo("broken");
        assertThat(told.path("faults")).as(told.toString()).anySatisfy(fault -> {
            assertThat(fault.path("file").asText()).isEqualTo(file);
            assertThat(fault.path("line").asInt()).isEqualTo(line);
            assertThat(fault.path("message").asText()).startsWith(message);
        });
        assertRunsOn(file);
    }

    @Test
    void binaryFileChangesNothing() throws IOException {
        Files.write(own.folder.resolve(ENRICHMENT), new byte[] {'-', ' ', 0, 1, (byte) 0xCA, (byte) 0xFE});

        assertBroken(ENRICHMENT, "The file is no text in UTF-8");
    }

    @Test
    void hugeFileChangesNothing() {
        own.write(ENRICHMENT, OwnRoutes.PACKAGED + "#".repeat(5 * 1024 * 1024));

        assertBroken(ENRICHMENT, "The file is larger than 1 MiB");
    }

    @Test
    void fileThatMayNotBeReadChangesNothing() throws IOException {
        own.write(ENRICHMENT, OwnRoutes.PACKAGED);
        Path file = own.folder.resolve(ENRICHMENT);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(file)).as("root reads everything").isFalse();

        assertBroken(ENRICHMENT, "The file cannot be read: permission denied");
    }

    @Test
    void aPipeIsNeverOpened() throws Exception {
        Path pipe = own.folder.resolve("pipe.camel.yaml");
        Process made = new ProcessBuilder("mkfifo", pipe.toString()).start();
        assumeThat(made.waitFor()).isZero();

        assertThat(own.reload("pipe.camel.yaml").path("faults").toString())
                .contains("This is no file but a pipe, a device or the like");
        assertRunsOn("pipe.camel.yaml");
    }

    @Test
    void linkToNowhereChangesNothing() throws IOException {
        Files.createSymbolicLink(own.folder.resolve(ENRICHMENT), own.folder.resolve("nowhere"));

        assertBroken(ENRICHMENT, "The file cannot be read: what it links to does not exist");
    }

    @Test
    void propertiesThatAreSettingsChangeNothing() {
        own.write("own.properties", "# mine\nweather.wait = 1s\n");

        assertBroken("own.properties", "'weather.wait' is a setting of Hearthline");
        assertThat(own.status("own.properties").at("/faults/0/line").asInt()).isEqualTo(2);
    }

    @Test
    void aClassThatCannotBeMadeIsAFaultOfTheFileAndFilesAreStillWatched() {
        own.write("own.camel.yaml", "- beans:\n    - {name: broken, type: org.hearthline.OwnBrokenClass}\n");
        assertBroken("own.camel.yaml", "");

        own.delete("own.camel.yaml");
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("seen", "1")));

        within30s().untilAsserted(() -> assertThat(own.store("sensor.seen")).contains("x_seen"));
    }

    @Test
    void oneBrokenFileKeepsNoOtherFromBeingTaken() {
        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("good", "1")));
        own.write("own.camel.yaml", "- rout: {}\n");

        assertThat(own.reload("own.camel.yaml").path("state").asText()).isEqualTo("broken");

        assertThat(own.status(ENRICHMENT).path("state").asText()).isEqualTo("running");
        assertThat(own.store("sensor.good")).contains("x_good");
    }

    private void assertBroken(String file, String message) {
        JsonNode told = own.reload(file);
        assertThat(told.path("state").asText()).isEqualTo("broken");
        assertThat(told.at("/faults/0/message").asText()).startsWith(message);
        assertRunsOn(file);
    }

    private void assertRunsOn(String file) {
        JsonNode health = own.pipeline().health("route_files");
        assertThat(health.path("status").asText()).isEqualTo("degraded");
        assertThat(health.path("detail").asText()).contains(file);
        assertThat(own.status(file).path("state").asText()).isEqualTo("broken");
        assertThat(own.store("sensor.still_running")).contains("sensor.still_running");
    }
}
