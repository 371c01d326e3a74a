package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;

/** The real application in this JVM, on a free port, and a caller of its API. Every answer has to keep the contract. */
final class Pipeline implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final Application application;

    private Pipeline(Application application) {
        this.application = application;
    }

    /** Everything as by default, but for the settings given. */
    static Pipeline start(Path dataDir, Map<String, String> settings) {
        Application application = new Application(config(dataDir, settings));
        application.start();
        return new Pipeline(application);
    }

    static Config config(Path dataDir, Map<String, String> settings) {
        Map<String, String> options = new HashMap<>(Map.of(
                "http.port", "0",
                "data.dir", dataDir.toString(),
                "routes.dir", dataDir.resolve("own-routes").toString()));
        options.putAll(settings);
        return ConfigLoader.load(new ConfigSources(options, Map.of(), Map.of(), Map.of(), List.of(), Map.of()));
    }

    Application application() {
        return application;
    }

    URI uri(String path) {
        return URI.create(application.address() + path);
    }

    Answered get(String path) {
        return send(HttpRequest.newBuilder(uri(path)));
    }

    Answered post(String path, String json) {
        return post(path, "application/json", json);
    }

    Answered post(String path, String contentType, String body) {
        Answered answer = send(posting(path, contentType, body));
        if (answer.status() == 200
                && contentType.equals("application/json")
                && answer.json().path("rejected").isEmpty()) {
            assertThat(Contract.packaged().requestFaults("POST", path, body)).isEmpty();
        }
        return answer;
    }

    /** Answers later. */
    CompletableFuture<Answered> postLater(String path, String json) {
        return sendLater(posting(path, "application/json", json));
    }

    CompletableFuture<Answered> sendLater(HttpRequest.Builder request) {
        return CLIENT.sendAsync(request.build(), BodyHandlers.ofString()).thenApply(Pipeline::checked);
    }

    HttpRequest.Builder posting(String path, String contentType, String body) {
        return HttpRequest.newBuilder(uri(path))
                .header("Content-Type", contentType)
                .POST(BodyPublishers.ofString(body));
    }

    Answered send(HttpRequest.Builder request) {
        return answered(request);
    }

    /** Of whatever server that keeps the contract. */
    static Answered answered(HttpRequest.Builder request) {
        return checked(exchange(request));
    }

    /** Of one whose answers are not Hearthline's own: something stands in for the stage behind it. */
    static Answered unchecked(HttpRequest.Builder request) {
        return new Answered(exchange(request));
    }

    private static HttpResponse<String> exchange(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Answered checked(HttpResponse<String> answer) {
        HttpRequest request = answer.request();
        assertThat(Contract.packaged()
                        .faults(
                                request.method(),
                                request.uri().getPath(),
                                answer.statusCode(),
                                answer.headers()::firstValue,
                                answer.body()))
                .isEmpty();
        return new Answered(answer);
    }

    /** One of the counters. */
    long stat(String name) {
        return get("/api/v1/events/stats").json().path(name).longValue();
    }

    /** Every dead letter with its event, oldest first. */
    List<JsonNode> deadLetters() {
        return get("/api/v1/dead-letters/export")
                .body()
                .lines()
                .map(Pipeline::tree)
                .toList();
    }

    JsonNode health(String dependency) {
        return get("/health").json().path("dependencies").path(dependency);
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(json, e);
        }
    }

    static String object(Map<String, String> members) {
        return MAPPER.valueToTree(members).toString();
    }

    /** A flat event of a temperature sensor. */
    static String event(String entityId, String state, String time) {
        return MAPPER.createObjectNode()
                .put("event_type", "state_changed")
                .put("entity_id", entityId)
                .put("state", state)
                .put("timestamp", time)
                .toString();
    }

    /** What Home Assistant says of a first state. */
    static String change(String entityId, String state, Instant time) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("event_type", "state_changed")
                .put("origin", "LOCAL")
                .put("time_fired", time.toString());
        ObjectNode data = event.putObject("data").put("entity_id", entityId).putNull("old_state");
        data.putObject("new_state")
                .put("entity_id", entityId)
                .put("state", state)
                .put("last_changed", time.toString())
                .put("last_updated", time.toString())
                .putObject("attributes");
        event.putObject("context").put("id", "01K5R6C6000000000000000000");
        return event.toString();
    }

    @Override
    public void close() {
        application.close();
    }

    /** An answer. */
    record Answered(HttpResponse<String> response) {
        int status() {
            return response.statusCode();
        }

        String body() {
            return response.body();
        }

        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        JsonNode json() {
            return tree(response.body());
        }

        /** Of the error form. */
        String errorCode() {
            return json().path("error").path("code").asText();
        }
    }
}
