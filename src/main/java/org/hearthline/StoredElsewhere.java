package org.hearthline;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.hearthline.config.Secret;
import org.hearthline.event.Causes;
import org.hearthline.event.TransientFailure;
import org.hearthline.link.Link;
import org.hearthline.routes.trial.StoredLines;
import org.jspecify.annotations.Nullable;

/** Stored events for trials, where the storage stage runs in another process: its export, over HTTP. */
final class StoredElsewhere implements StoredLines {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int LINES = 500;
    private static final int OK = 200;

    private final Link storage;
    private final Secret linkKey;
    private final HttpClient client;

    StoredElsewhere(Link storage, Secret linkKey, Duration connectTimeout) {
        this.storage = storage;
        this.linkKey = linkKey;
        this.client = HttpClient.newBuilder().connectTimeout(connectTimeout).build();
    }

    @Override
    public Pages open(String from) {
        URI base = storage.next().base();
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base
                        + "/api/v1/events/export?format=ndjson&start_time="
                        + URLEncoder.encode(from, StandardCharsets.UTF_8).replace("+", "%20")))
                .timeout(PATIENCE);
        linkKey.bearer().ifPresent(key -> request.header("Authorization", key));
        try {
            HttpResponse<InputStream> answer = client.send(request.build(), BodyHandlers.ofInputStream());
            if (answer.statusCode() == OK) {
                return new Lines(new BufferedReader(new InputStreamReader(answer.body(), StandardCharsets.UTF_8)));
            }
            answer.body().close();
            throw away(base, "it answers " + answer.statusCode(), null);
        } catch (IOException e) {
            throw away(base, reason(e), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw away(base, "this process stops", e);
        }
    }

    private static TransientFailure away(URI base, String why, @Nullable Exception cause) {
        return new TransientFailure("Stored events cannot be had of " + base + ": " + why, cause);
    }

    private static String reason(IOException failure) {
        return failure instanceof ConnectException
                ? "nobody answers there. LINK_STORAGE says where storage runs"
                : Causes.message(failure);
    }

    private record Lines(BufferedReader reader) implements Pages {
        @Override
        public byte @Nullable [] get() {
            try {
                StringBuilder page = new StringBuilder();
                for (int i = 0; i < LINES; i++) {
                    String line = reader.readLine();
                    if (line == null) {
                        break;
                    }
                    page.append(line).append('\n');
                }
                return page.isEmpty() ? null : page.toString().getBytes(StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new TransientFailure("The storage stage stopped answering: " + Causes.message(e), e);
            }
        }

        @Override
        public void close() {
            try {
                reader.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
