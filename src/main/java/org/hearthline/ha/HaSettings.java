package org.hearthline.ha;

import java.net.URI;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.hearthline.config.Secret;
import org.jspecify.annotations.Nullable;

/**
 * How one Home Assistant is read.
 *
 * @param url of the WebSocket, {@code ws:} or {@code wss:}
 * @param eventTypes what the route gets; {@code *} for every type there is
 * @param trustFile PEM file with the certificates to trust on {@code wss:}; absent for those of the JVM
 */
public record HaSettings(
        URI url,
        Secret token,
        Set<String> eventTypes,
        Timing timing,
        Limits limits,
        @Nullable String trustFile) {
    static final String EVERY_TYPE = "*";

    public HaSettings {
        eventTypes = Collections.unmodifiableSet(new LinkedHashSet<>(eventTypes));
        if (eventTypes.isEmpty()) {
            throw new IllegalArgumentException("eventTypes is empty: expected at least one, such as state_changed");
        }
    }

    /** For the route, and not for our own use only. */
    boolean wants(String eventType) {
        return eventTypes.contains(eventType) || eventTypes.contains(EVERY_TYPE);
    }

    /** A text of somebody else's without the token, should it be in there. */
    String hideToken(String text) {
        return token.isPresent() ? text.replace(token.reveal(), token.toString()) : text;
    }

    /** Host and port, for people. */
    String address() {
        return url.getHost() + ":" + url.getPort();
    }

    /**
     * Waiting times.
     *
     * @param linger how long a batch may wait for more when the one before has just gone; 0 sends each as it comes
     * @param connectTimeout from the first byte to {@code auth_ok}
     * @param pingInterval between two pings
     * @param pingTimeout how long nothing at all may come after a ping
     * @param reconnectMin first wait before the next try
     * @param reconnectMax longest wait before the next try
     * @param authRetry wait after a refused token: each try counts as a failed login, and too many of them are banned
     * @param refresh how long changes of registries are collected before they are read again
     * @param history how long an answer of Home Assistant's history may take
     */
    public record Timing(
            Duration linger,
            Duration connectTimeout,
            Duration pingInterval,
            Duration pingTimeout,
            Duration reconnectMin,
            Duration reconnectMax,
            Duration authRetry,
            Duration refresh,
            Duration history) {
        public Timing {
            for (Duration positive : List.of(
                    connectTimeout,
                    pingInterval,
                    pingTimeout,
                    reconnectMin,
                    reconnectMax,
                    authRetry,
                    refresh,
                    history)) {
                if (positive.toMillis() < 1) {
                    throw new IllegalArgumentException("A waiting time is " + positive + ": expected 1 ms or more");
                }
            }
        }
    }

    /**
     * Sizes.
     *
     * @param frameEvents most events in a batch
     * @param frameBytes most bytes of events in a batch, but one event is always sent
     * @param bufferBytes unread messages at which the socket is paused
     * @param messageBytes largest message that is read
     */
    public record Limits(int frameEvents, int frameBytes, long bufferBytes, int messageBytes) {
        public Limits {
            if (frameEvents < 1 || frameBytes < 1 || bufferBytes < 1 || messageBytes < 1) {
                throw new IllegalArgumentException("A size is below 1");
            }
        }
    }
}
