package org.hearthline.http;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Who is connected, bounded in number and in patience: a caller who holds a connection and asks nothing, or sends its request
 * drop by drop, loses it. Whoever waits for an answer is left alone. Any thread.
 */
public final class Connections {
    private static final int SWITCHING_PROTOCOLS = 101;

    private final int most;
    private final long patienceNanos;
    private final LongSupplier nanoTime;
    private final Map<HttpConnection, Waiting> open = new ConcurrentHashMap<>();

    /**
     * Since when a caller has been expected to say something.
     *
     * @param request the one that came last; null before the first, and when the last has been answered
     */
    private record Waiting(@Nullable HttpServerRequest request, long since) {
        boolean isForCaller() {
            return request == null || !request.isEnded();
        }

        boolean isAnswered() {
            return request != null
                    && request.isEnded()
                    && request.response().ended()
                    && request.response().getStatusCode() != SWITCHING_PROTOCOLS;
        }
    }

    /**
     * Nobody is connected yet.
     *
     * @param most at the same time
     * @param patience for a request to come in, and between requests
     * @param nanoTime as {@link System#nanoTime()}
     */
    public Connections(int most, Duration patience, LongSupplier nanoTime) {
        this.most = most;
        this.patienceNanos = patience.toNanos();
        this.nanoTime = nanoTime;
    }

    /** Somebody has connected. When there are too many, whoever has been idle for longest goes; when none is idle, this one. */
    public void opened(HttpConnection connection) {
        connection.closeHandler(gone -> open.remove(connection));
        if (open.size() >= most) {
            idlest().orElse(connection).close();
        }
        open.put(connection, new Waiting(null, nanoTime.getAsLong()));
    }

    private Optional<HttpConnection> idlest() {
        return open.entrySet().stream()
                .filter(one -> one.getValue().isForCaller() || one.getValue().isAnswered())
                .min(Comparator.comparingLong(one -> one.getValue().since()))
                .map(Map.Entry::getKey);
    }

    /** The head of a request has come. */
    public void asked(HttpServerRequest request) {
        open.replace(request.connection(), new Waiting(request, nanoTime.getAsLong()));
    }

    /** Closes those with whom there is no more patience. To be called every now and then. */
    public void sweep() {
        long now = nanoTime.getAsLong();
        open.forEach((connection, waiting) -> {
            if (waiting.isAnswered()) {
                open.replace(connection, waiting, new Waiting(null, now));
            } else if (waiting.isForCaller() && now - waiting.since() > patienceNanos) {
                connection.close();
            }
        });
    }

    /** How many there are. */
    public int count() {
        return open.size();
    }
}
