package org.hearthline.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
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
 * Follows the frames of the outbox to their end, so that the counters add up and a delivery that does not come forward is
 * seen. A fault that repeats is logged once. Any thread; {@link #settle} and {@link #failed} by the one that
 * delivers the partition.
 */
public final class Deliveries implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private final FlowCounters counters;
    private final DeadLetterFile deadLetters;
    private final Clock clock;
    private final ProcessMetrics metrics;
    private final AtomicLong unreadable = new AtomicLong();

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

    /** A message that was no frame has been put aside. */
    public void unreadable() {
        LOG.atError()
                .addKeyValue("messages", unreadable.incrementAndGet())
                .log(
                        "A message of the outbox is no frame that this version can read; it is kept in the queue 'unreadable'");
    }

    /**
     * The last stage has answered. Dead letters first: when they cannot be written, nothing counts and the frame comes again.
     */
    public Delivery settle(OpenedFrame opened, Delivery delivery) {
        deadLetters.keep(delivery.rejected().stream()
                .filter(rejection -> rejection.eventId() != null)
                .map(rejection -> letter(opened.frame(), rejection))
                .toList());
        counters.delivered(delivery);
        metrics.delivered(delivery, System.nanoTime() - opened.begunNanos());
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
