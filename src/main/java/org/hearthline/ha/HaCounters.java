package org.hearthline.ha;

import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.LongAdder;

/** What a connection has seen since the process started. Any thread reads. */
public final class HaCounters {
    private final LongAdder messages = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder events = new LongAdder();
    private final LongAdder refused = new LongAdder();
    private final LongAdder malformed = new LongAdder();
    private final LongAdder unserialisable = new LongAdder();
    private final LongAdder connects = new LongAdder();
    private final LongAdder subscriptions = new LongAdder();
    private final LongAdder pauses = new LongAdder();
    private final LongAdder holds = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private final Map<Ending.Cause, LongAdder> endings = new EnumMap<>(Ending.Cause.class);
    private volatile long lastEventMicros;

    HaCounters() {
        for (Ending.Cause cause : Ending.Cause.values()) {
            endings.put(cause, new LongAdder());
        }
    }

    /** Messages of the socket after the handshake, each an object or an array of them. */
    public long messages() {
        return messages.sum();
    }

    public long bytes() {
        return bytes.sum();
    }

    /** Events for the route. */
    public long events() {
        return events.sum();
    }

    /** What came as an event, was JSON, and was none. */
    public long refused() {
        return refused.sum();
    }

    /** Messages or parts of them that were no JSON, or not of the protocol. */
    public long malformed() {
        return malformed.sum();
    }

    /** Events that Home Assistant had, could not write as JSON, and said so. */
    public long unserialisable() {
        return unserialisable.sum();
    }

    /** Attempts to connect. */
    public long connects() {
        return connects.sum();
    }

    /** How often it was subscribed; each but the first is a reconnect. */
    public long subscriptions() {
        return subscriptions.sum();
    }

    /** How often it was subscribed again. */
    public long reconnects() {
        return Math.max(0, subscriptions.sum() - 1);
    }

    /** How often the buffer was full and the socket paused. */
    public long pauses() {
        return pauses.sum();
    }

    /** How often the connection was closed on purpose. */
    public long holds() {
        return holds.sum();
    }

    /** How often the route failed and was offered the same batch again. */
    public long retries() {
        return retries.sum();
    }

    /** When the last event for the route was received, µs since 1970; 0 for none yet. */
    public long lastEventMicros() {
        return lastEventMicros;
    }

    /** How often a connection, or an attempt at one, ended for a cause. */
    public long endings(Ending.Cause cause) {
        return Objects.requireNonNull(endings.get(cause)).sum();
    }

    void message(int size) {
        messages.increment();
        bytes.add(size);
    }

    void event(long receivedMicros) {
        events.increment();
        lastEventMicros = receivedMicros;
    }

    void refuse() {
        refused.increment();
    }

    void malform() {
        malformed.increment();
    }

    void missUnserialisable() {
        unserialisable.increment();
    }

    void connect() {
        connects.increment();
    }

    void subscribe() {
        subscriptions.increment();
    }

    void pause() {
        pauses.increment();
    }

    void hold() {
        holds.increment();
    }

    void retry() {
        retries.increment();
    }

    void end(Ending.Cause cause) {
        Objects.requireNonNull(endings.get(cause)).increment();
    }
}
