package org.hearthline.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.hearthline.deadletter.DeadLetter;
import org.hearthline.deadletter.DeadLetters;
import org.hearthline.deadletter.LetterHistory;
import org.hearthline.deadletter.Letters;
import org.hearthline.event.Delivery;
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
 * seen. Any thread; {@link #settle} and {@link #failed} by the one that delivers the partition.
 */
public final class Deliveries implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(Deliveries.class);

    private static final Duration LATE = Duration.ofMinutes(1);

    private final FlowCounters counters;
    private final Letters letters;
    private final DeadLetters deadLetters;
    private final Supplier<Duration> age;
    private final Clock clock;
    private final ProcessMetrics metrics;
    private final AtomicLong unreadable = new AtomicLong();

    private final Troubles troubles;
    private volatile Instant healthySince;

    public Deliveries(
            FlowCounters counters,
            ProcessMetrics metrics,
            Letters letters,
            DeadLetters deadLetters,
            Supplier<Duration> age,
            Clock clock) {
        this.counters = counters;
        this.metrics = metrics;
        this.letters = letters;
        this.deadLetters = deadLetters;
        this.age = age;
        this.clock = clock;
        this.troubles = new Troubles(clock);
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
     * What the stages have answered, if it tells what became of each event of the frame.
     *
     * @throws TransientFailure when it does not: some step of a route has put something else in its place
     */
    public Delivery answer(OpenedFrame opened, @Nullable Object body) {
        Delivery.fault(body, opened.frame().total()).ifPresent(fault -> {
            throw TransientFailure.brokenRoute(
                    "The stages answered " + fault + ": mend their files, the frame is kept");
        });
        return (Delivery) Objects.requireNonNull(body);
    }

    /** The last stage has answered: a dead letter about each event that was rejected, to be sent before {@link #settle}. */
    public List<DeadLetter> letters(OpenedFrame opened, Delivery delivery) {
        OpenedFrame.Replayed before = opened.replayed();
        return letters.of(
                opened.frame(),
                delivery,
                before == null ? null : new LetterHistory(before.firstSeen(), before.attempts()));
    }

    /** The dead letters are sent, and all is about to be committed. */
    public void settle(OpenedFrame opened, Delivery delivery, List<DeadLetter> sent) {
        opened.settle();
        deadLetters.kept(sent);
        counters.delivered(delivery);
        metrics.delivered(delivery, System.nanoTime() - opened.begunNanos());
        if (troubles.delivered(opened.frame().id())) {
            healthySince = clock.instant();
        }
    }

    /** What was received and is no event: kept as dead letters, and counted as both. */
    public void refuse(List<DeadLetter> refused) {
        deadLetters.keep(refused);
        counters.refused(refused.size());
        metrics.refused(refused.size());
    }

    /** An attempt to deliver this frame met something that is away. */
    public void failed(OpenedFrame opened, TransientFailure failure) {
        troubles.failed(opened.frame().id(), failure);
    }

    @Override
    public String name() {
        return "outbox";
    }

    @Override
    public Status status() {
        long events = counters.read().inOutbox();
        return troubles.oldest()
                .map(trouble -> new Status(
                        Level.DEGRADED,
                        events + " events wait, " + trouble.attempts() + " attempts so far: " + trouble.reason(),
                        trouble.since()))
                .orElseGet(() -> underWay(events));
    }

    /** A store that answers, and is slower than the house, shows by age alone. */
    private Status underWay(long events) {
        Duration oldest = age.get();
        return oldest.compareTo(LATE) < 0
                ? new Status(Level.HEALTHY, events + " events under way", healthySince)
                : new Status(
                        Level.DEGRADED,
                        events + " events wait, the oldest for " + oldest.toSeconds()
                                + " s: delivery goes on, but the store is slower than the house",
                        clock.instant().minus(oldest));
    }
}
