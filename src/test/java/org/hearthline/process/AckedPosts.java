package org.hearthline.process;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListSet;

/**
 * Callers of POST /api/v1/events/forward who write down, outside of the process that they call, what it has answered for. A post
 * without answer is sent again under the same frame id, so that each caller's events arrive in their order.
 */
final class AckedPosts implements AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();
    private final URI forward;
    private final Set<String> acked = new ConcurrentSkipListSet<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean ended;
    private volatile int refusals;

    AckedPosts(URI process) {
        this.forward = URI.create(process + "/api/v1/events/forward");
    }

    /** From now on, one more caller with an entity of his own, who posts so many events at a time. */
    void call(String name, int eventsAtOnce, int poisonEvery) {
        Thread caller = new Thread(() -> post(name, eventsAtOnce, poisonEvery), "caller-" + name);
        callers.add(caller);
        caller.start();
    }

    /** The states that the process has answered for. */
    Set<String> acked() {
        return acked;
    }

    /** How often it said that it takes nothing now. */
    int refusals() {
        return refusals;
    }

    /** No more posts; returns when the callers have gone. */
    void end() {
        ended = true;
        callers.forEach(caller -> {
            caller.interrupt();
            try {
                caller.join();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private void post(String name, int eventsAtOnce, int poisonEvery) {
        int number = 0;
        while (!ended) {
            List<String> states = new ArrayList<>();
            StringBuilder body = new StringBuilder();
            for (int i = 0; i < eventsAtOnce; i++, number++) {
                boolean poison = poisonEvery > 0 && number % poisonEvery == poisonEvery - 1;
                String state = (poison ? "poison-" : "") + name + "-" + number;
                states.add(state);
                body.append(event("sensor." + name, state, number)).append('\n');
            }
            if (isAcked(body.toString(), UUID.randomUUID())) {
                acked.addAll(states);
            }
        }
    }

    /** False when the callers have to go. */
    private boolean isAcked(String body, UUID frameId) {
        HttpRequest request = HttpRequest.newBuilder(forward)
                .timeout(Duration.ofSeconds(10))
                .header("Content-Type", "application/x-ndjson")
                .header("X-Frame-Id", frameId.toString())
                .POST(BodyPublishers.ofString(body))
                .build();
        while (!ended) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() == 200) {
                    return true;
                }
                // While the process is dead, its port may be another's for a moment.
                if (answer.statusCode() != 503 && answer.body().startsWith("{")) {
                    throw new AssertionError(answer.statusCode() + ": " + answer.body());
                }
                refusals++;
                pause();
            } catch (IOException killed) {
                pause();
            } catch (InterruptedException e) {
                return false;
            }
        }
        return false;
    }

    private static void pause() {
        java.util.concurrent.locks.LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }

    static String event(String entity, String state, int number) {
        return MAPPER.createObjectNode()
                .put("event_type", "state_changed")
                .put("entity_id", entity)
                .put("state", state)
                .put("timestamp", START.plusMillis(number).toString())
                .toString();
    }

    @Override
    public void close() {
        end();
    }
}
