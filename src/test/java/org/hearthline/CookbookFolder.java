package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.hearthline.Pipeline.Answered;

/** The folder of somebody's own routes, beside a running pipeline: files are saved in it, and deleted again. */
final class CookbookFolder {
    private static final String FOLDER = "routes/";

    private final Path folder;

    CookbookFolder(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /**
     * Saves files, with other values in the properties, and has them taken.
     *
     * @param files text by path, {@code routes/enrichment.camel.yaml}
     */
    void save(Pipeline running, Map<String, String> files, Map<String, String> values) {
        files.forEach((path, text) -> {
            assertThat(path).startsWith(FOLDER);
            write(path.substring(FOLDER.length()), path.endsWith(".properties") ? with(values, text) : text);
        });
        reload(running);
    }

    /** Deletes all files; the packaged ones run again. */
    void undo(Pipeline running) {
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reload(running);
    }

    private static String with(Map<String, String> values, String text) {
        String changed = text;
        for (Map.Entry<String, String> value : values.entrySet()) {
            String line = "(?m)^" + value.getKey().replace(".", "\\.") + " = .*$";
            assertThat(changed).containsPattern(line);
            changed = changed.replaceAll(line, value.getKey() + " = " + value.getValue());
        }
        return changed;
    }

    private void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void reload(Pipeline running) {
        Answered answer = Pipeline.unchecked(
                HttpRequest.newBuilder(running.uri("/api/v1/routes/reload")).POST(BodyPublishers.noBody()));
        assertThat(answer.json().path("files"))
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file.path("state").asText())
                        .as(file.toString())
                        .isNotEqualTo("broken"));
    }
}
