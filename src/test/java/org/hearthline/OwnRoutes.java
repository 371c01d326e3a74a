package org.hearthline;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;

/** The real application with a folder for routes of one's own, a store that keeps what it is sent, and no house. */
final class OwnRoutes implements AutoCloseable {
    /** The folder is looked at when somebody asks for it, and then only: no test races with the watch. */
    static final Map<String, String> UNWATCHED = Map.of("routes.reload-interval", "1h");

    static final String PACKAGED = resource("/routes/enrichment.camel.yaml");
    private static final String NORMALISE = "              - bean: {id: enrichment-normalise,";

    final InfluxStub store = new InfluxStub();
    final Path folder;
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    final Path dataDir;
    private Pipeline pipeline;

    OwnRoutes(Path home) {
        this.folder = home.resolve("routes");
        this.dataDir = home.resolve("data");
    }

    /** With more settings than the few that it needs. */
    Pipeline start(Map<String, String> settings) {
        Map<String, String> all = new java.util.HashMap<>(Map.of(
                "ha.url",
                "http://127.0.0.1:1",
                "ha.token",
                "nobody-listens",
                "weather.api-url",
                weather.url(),
                "influxdb.url",
                store.url(),
                "influxdb.token",
                "any",
                "routes.dir",
                folder.toString()));
        all.putAll(settings);
        pipeline = Pipeline.start(dataDir, all);
        return pipeline;
    }

    Pipeline pipeline() {
        return pipeline;
    }

    /** Ends the process; the folders stay. */
    void stop() {
        pipeline.close();
        pipeline = null;
    }

    /** The packaged enrichment with one more step before the one that normalises. */
    static String enrichmentWith(String step) {
        return PACKAGED.replace(NORMALISE, step.indent(14) + NORMALISE);
    }

    /** Adds a field. */
    static String field(String name, String value) {
        return "- setVariable: {id: enrichment-own-" + name + ", name: field." + name
                + ", expression: {constant: {expression: \"" + value + "\"}}}";
    }

    void write(String name, String text) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(String name) {
        try {
            Files.deleteIfExists(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Has the folder looked at now; what it says of a file. */
    JsonNode reload(String file) {
        Answered answer = pipeline.post("/api/v1/routes/reload", "{}");
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        return file(answer.json(), file);
    }

    /** What the process says of a file without looking. */
    JsonNode status(String file) {
        return file(pipeline.get("/api/v1/routes/status").json(), file);
    }

    private static JsonNode file(JsonNode answer, String name) {
        for (JsonNode file : answer.path("files")) {
            if (file.path("name").asText().equals(name)) {
                return file;
            }
        }
        return answer.path("no such file");
    }

    /** One event through all stages; answers its line in the store. */
    String store(String entity) {
        int before = store.lines().size();
        Answered answer = pipeline.post("/api/v1/events", Pipeline.event(entity, "7", "2026-11-20T08:00:00.000001Z"));
        if (answer.status() != 200) {
            throw new AssertionError(answer.body());
        }
        return store.lines().stream()
                .skip(before)
                .filter(line -> line.contains(entity))
                .findFirst()
                .orElse("");
    }

    static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(OwnRoutes.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        if (pipeline != null) {
            pipeline.close();
        }
        store.close();
        weather.close();
    }
}
