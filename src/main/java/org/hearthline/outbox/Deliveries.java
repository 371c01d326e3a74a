package org.hearthline.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.hearthline.deadletter.DeadLetterFile;
import org.hearthline.deadletter.DeadLetterFile.Letter;
import org.hearthline.event.Delivery;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows every frame from the moment that it is accepted to its end, so that the counters add up and a delivery that does
 * not come forward is seen. A fault that repeats is logged once. Any thread; {@link #settle} and {@link #failed} by the one
 * that delivers.
 */
public final class Deliveries implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final FlowCounters counters;
    private final DeadLetterFile deadLetters;
    private final Clock clock;
    private final ProcessMetrics metrics;
    /** By identity: two callers may send a frame under one id. */
    private final Set<Frame> waiting = Collections.newSetFromMap(new ConcurrentHashMap<>());

    private volatile long begunNanos;
    private volatile @Nullable Trouble trouble;
    private volatile Instant healthySince;

    private record Trouble(String reason, int attempts, Instant since) {}

    public Deliveries(FlowCounters counters, ProcessMetrics metrics, DeadLetterFile deadLetters, Clock clock) {
        this.counters = counters;
        this.metrics = metrics;
        this.deadLetters = deadLetters;
        this.clock = clock;
        this.healthySince = clock.instant();
    }

    /** A frame is handed to the outbox. */
    public Frame accept(Frame frame) {
        counters.received(events(frame));
        waiting.add(frame);
        return frame;
    }

    /**
     * Its delivery begins.
     *
     * @return false when its caller has taken it back meanwhile
     */
    public boolean begin(Frame frame) {
        begunNanos = System.nanoTime();
        return waiting.remove(frame);
    }

    /**
     * Its caller waits no longer: if the delivery has not begun, the frame was never received.
     *
     * @param frame null when his request failed before it was accepted
     */
    public void withdraw(@Nullable Frame frame) {
        if (frame != null && waiting.remove(frame)) {
            counters.received(-events(frame));
        }
    }

    /**
     * The last stage has answered. Dead letters first: when they cannot be written, nothing counts and the frame comes again.
     */
    public Delivery settle(Frame frame, Delivery delivery) {
        deadLetters.keep(delivery.rejected().stream()
                .filter(rejection -> rejection.eventId() != null)
                .map(rejection -> letter(frame, rejection))
                .toList());
        counters.delivered(delivery);
        metrics.delivered(delivery, System.nanoTime() - begunNanos);
        Trouble over = trouble;
        if (over != null) {
            trouble = null;
            healthySince = clock.instant();
            LOG.atInfo()
                    .addKeyValue("attempts", over.attempts)
                    .addKeyValue("since", over.since)
                    .log("Delivery goes on");
        }
        return delivery;
    }

    /** What was received and is no event: kept as dead letters, and counted as both. */
    public void refuse(List<Letter> letters) {
        deadLetters.keep(letters);
        counters.refused(letters.size());
        metrics.refused(letters.size());
    }

    /** An attempt met something that is away. */
    public void failed(TransientFailure failure) {
        String reason = String.valueOf(failure.getMessage());
        Trouble before = trouble;
        if (before == null || !before.reason.equals(reason)) {
            LOG.atWarn()
                    .addKeyValue("errorCode", failure.code())
                    .addKeyValue("reason", reason)
                    .log("Delivery waits: the events are kept and tried again");
        }
        trouble = before == null
                ? new Trouble(reason, 1, clock.instant())
                : new Trouble(reason, before.attempts + 1, before.since);
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Status status() {
        Trouble now = trouble;
        long events = counters.read().inOutbox();
        return now == null
                ? new Status(Level.HEALTHY, events + " events under way", healthySince)
                : new Status(
                        Level.DEGRADED,
                        events + " events wait, " + now.attempts + " attempts so far: " + now.reason,
                        now.since);
    }

    private static int events(Frame frame) {
        return frame.size() + frame.settled().events();
    }

    private static Letter letter(Frame frame, Rejection rejection) {
        Event event = frame.at(rejection.index());
        return new Letter(
                event.id().toString(),
                rejection.stage(),
                rejection.step(),
                rejection.fault(),
                event.data().json());
    }
}
