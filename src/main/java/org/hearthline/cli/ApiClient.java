package org.hearthline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hearthline.config.Secret;
import org.jspecify.annotations.Nullable;

/** Asks a running process over its HTTP API. Whatever goes wrong is a {@link CommandFailure} that says what to do. */
final class ApiClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofMinutes(6);
    private static final int OK = 200;
    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String base;
    private final Secret key;
    private final HttpClient client =
            HttpClient.newBuilder().connectTimeout(CONNECT).build();

    /**
     * A client of one process.
     *
     * @param base its address
     * @param key what it asks callers for, if anything
     */
    ApiClient(URI base, Secret key) {
        this.base = base.toString().replaceFirst("/+$", "");
        this.key = key;
    }

    /** Asks, and reads the answer as JSON. */
    JsonNode ask(String method, String path, @Nullable JsonNode body) throws InterruptedException {
        HttpResponse<InputStream> answer = send(method, path, body);
        try (InputStream in = answer.body()) {
            return MAPPER.readTree(in);
        } catch (IOException e) {
            throw new CommandFailure(
                    "What answers at " + base + " is no Hearthline, or its answer broke off: check --url.");
        }
    }

    /** Asks for something long. To be closed. */
    InputStream stream(String path) throws InterruptedException {
        return send("GET", path, null).body();
    }

    private HttpResponse<InputStream> send(String method, String path, @Nullable JsonNode body)
            throws InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path))
                .timeout(ANSWER)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body.toString()));
        if (body != null) {
            request.header("Content-Type", "application/json");
        }
        key.bearer().ifPresent(shown -> request.header("Authorization", shown));
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() != OK) {
                throw refused(answer);
            }
            return answer;
        } catch (IOException e) {
            throw CommandFailure.nobodyAnswers(
                    "No Hearthline answers: " + NoAnswer.reason(e, base, "Hearthline") + " Another address: --url.");
        }
    }

    private CommandFailure refused(HttpResponse<InputStream> answer) throws IOException {
        try (InputStream in = answer.body()) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            if (answer.statusCode() == UNAUTHORIZED) {
                return new CommandFailure(base + " asks for its key: set API_KEY to the one that it was started with.");
            }
            String words = message(text, answer.statusCode());
            return answer.statusCode() == BAD_REQUEST ? CommandFailure.wrongUsage(words) : new CommandFailure(words);
        }
    }

    private String message(String text, int status) {
        try {
            JsonNode error = MAPPER.readTree(text).path("error");
            if (error.path("message").isTextual()) {
                JsonNode details = error.path("details");
                String issue = details.path("issue").asText();
                return error.path("message").asText()
                        + (issue.isEmpty()
                                ? ""
                                : ". " + issue + "; expected "
                                        + details.path("expected").asText());
            }
        } catch (JsonProcessingException e) {
            // Nobody of ours: below.
        }
        return base + " answered " + status + " and is no Hearthline, or another version: check --url.";
    }
}
