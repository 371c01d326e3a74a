package org.hearthline.link;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hearthline.event.Causes;
import org.hearthline.link.Sighting.Condition;
import org.jspecify.annotations.Nullable;

/** Asks a service in another process how it is: {@code GET <base>/health}, which needs no key. Any thread. */
public final class HealthProbe {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int LONGEST = 64 << 10;
    private static final int LONGEST_DETAIL = 300;

    private final Duration timeout;
    private final Executor executor;
    /** Made when it is needed: to find out what TLS it can costs a twentieth of the start. */
    private @Nullable HttpClient http;

    /**
     * Asks nobody yet.
     *
     * @param timeout for connecting, and again for the answer
     * @param executor for the client's own work
     */
    public HealthProbe(Duration timeout, Executor executor) {
        this.timeout = timeout;
        this.executor = executor;
    }

    private synchronized HttpClient http() {
        HttpClient known = http;
        if (known == null) {
            known = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(timeout)
                    .executor(executor)
                    .build();
            http = known;
        }
        return known;
    }

    /**
     * Waits for the whole answer, or until connecting and answering have both had their time.
     *
     * @param service that is meant to be there; one that names no service may be it
     */
    public Sighting look(URI base, String service, String stage) {
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + "/health"))
                .timeout(timeout)
                .build();
        long start = System.nanoTime();
        // The client's own timeout ends with the head of the answer.
        CompletableFuture<HttpResponse<byte[]>> answered = http().sendAsync(request, head -> upToLongest());
        try {
            HttpResponse<byte[]> answer = answered.get(2 * timeout.toMillis(), TimeUnit.MILLISECONDS);
            double latency = Math.round((System.nanoTime() - start) / 10_000.0) / 100.0;
            return read(answer.statusCode(), answer.body(), latency, new Expected(base, service, stage));
        } catch (TimeoutException e) {
            return slow();
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            return cause instanceof HttpTimeoutException ? slow() : Sighting.away(reason(cause));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Sighting.away("nobody looked: this process stops");
        } finally {
            answered.cancel(true);
        }
    }

    private Sighting slow() {
        return Sighting.away("it did not answer within " + timeout.toMillis() + " ms");
    }

    /** What is longer than a report can be is none: nobody reads on. */
    private static BodySubscriber<byte[]> upToLongest() {
        ByteArrayOutputStream report = new ByteArrayOutputStream();
        BodySubscriber<Void> read = BodySubscribers.ofByteArrayConsumer(part -> part.ifPresent(bytes -> {
            if (report.size() + bytes.length > LONGEST) {
                throw new IllegalStateException("its answer is no report of health, but longer");
            }
            report.writeBytes(bytes);
        }));
        return BodySubscribers.mapping(read, end -> report.toByteArray());
    }

    /** Who is meant to be where. */
    record Expected(URI base, String service, String stage) {
        /** Where the root of a process is another stage's, each stage stands below its name. */
        String advice(String found) {
            return found + " answers at " + base + ", and not " + service + ": where one process runs both, give "
                    + base + "/" + stage;
        }
    }

    static Sighting read(int status, byte[] body, double latency, Expected expected) {
        try {
            JsonNode report = MAPPER.readTree(body);
            String found = report.path("service").asText();
            if (!found.isEmpty() && !found.equals(expected.service)) {
                return new Sighting(Condition.OTHER, expected.advice(found), latency, null);
            }
            Condition condition =
                    Condition.valueOf(report.path("status").asText().toUpperCase(Locale.ROOT));
            String version =
                    report.path("version").isTextual() ? report.get("version").asText() : null;
            return new Sighting(condition, condition == Condition.HEALTHY ? "" : detail(report), latency, version);
        } catch (IOException | IllegalArgumentException e) {
            return new Sighting(
                    Condition.DEGRADED,
                    "it answers " + status + ", and not as a stage of Hearthline: check its address",
                    latency,
                    null);
        }
    }

    /** What is wrong behind it, in its own words. */
    private static String detail(JsonNode report) {
        List<String> wrong = new ArrayList<>();
        report.path("dependencies").properties().forEach(dependency -> {
            JsonNode status = dependency.getValue();
            if (!status.path("status").asText().equals("healthy")) {
                wrong.add(dependency.getKey() + ": " + status.path("detail").asText());
            }
        });
        String all = String.join("; ", wrong);
        return all.length() <= LONGEST_DETAIL ? all : all.substring(0, LONGEST_DETAIL) + "…";
    }

    private static String reason(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException) {
                return "its host name is unknown";
            }
        }
        if (thrown instanceof ConnectException) {
            return "nobody listens there";
        }
        return Causes.message(thrown);
    }
}
