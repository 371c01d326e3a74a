package org.hearthline.gap;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.hearthline.event.EventData;
import org.hearthline.event.TransientFailure;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.State;
import org.hearthline.ha.ConnectionListener;
import org.hearthline.ha.HaBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Watches when events come and when they do not: it opens {@link Gaps} and says where they end. A gap begins at the outbox's
 * watermark, so that a kill at any moment costs nothing, and is on disk before a later live event can move that watermark
 * ({@link #heard} stands before the outbox).
 *
 * <p>Ids of live events are kept for a while ({@link KeptIds}): usually until half a minute after the reconnect. When history
 * cannot be asked for so long that there are too many of them, they are kept no longer, and the gap is asked without margins.
 *
 * <p>Any thread; only {@link #heard}, {@link #start} and {@link #stop} wait for the disk.
 */
public final class GapWatch implements ConnectionListener {
    private static final Duration MOST_LATE_FIRST = Duration.ofSeconds(10);
    private static final long MOST_LATE_FIRST_MICROS = MOST_LATE_FIRST.toMillis() * 1000;

    private static final Logger LOG = LoggerFactory.getLogger(GapWatch.class);

    private final Gaps gaps;
    private final KnownEntities known;
    private final AcceptedEvents accepted;
    private final HouseClock clock;
    private final Set<String> heardAtEnd = new HashSet<>();

    private @Nullable String unknown;
    private boolean coveredIsEstimate;
    private boolean subscribed;
    private long subscribedAtOurs;
    /** When that was told: only then does it begin to be read what came. */
    private long toldAt;

    private long subscribedAt;
    private OptionalLong watermarkThen = OptionalLong.empty();
    private boolean awaitsFirst;

    public GapWatch(Gaps gaps, KnownEntities known, AcceptedEvents accepted, HouseClock clock) {
        this.gaps = gaps;
        this.known = known;
        this.accepted = accepted;
        this.clock = clock;
    }

    /** Before anything is read of what the house says, and after the outbox knows its watermark. */
    public void start() {
        boolean killed = gaps.load();
        gaps.endByNow();
        openAtStart(killed ? "Hearthline was killed, or crashed" : "Hearthline was stopped");
        gaps.keepIds();
        trySave();
    }

    private synchronized void openAtStart(String cause) {
        OptionalLong watermark = accepted.watermark();
        if (gaps.isMemoryLost()) {
            gaps.coverSince(watermark.isPresent() ? OptionalLong.of(Long.MIN_VALUE) : OptionalLong.empty());
        }
        if (!gaps.damaged().isEmpty()) {
            unknown = "Damaged files about gaps were set aside (" + String.join(", ", gaps.damaged()) + ")"
                    + (gaps.isMemoryLost()
                            ? ": gaps that were not repaired yet are forgotten. See GET /api/v1/gaps, and backfill"
                            : "");
        }
        if (watermark.isPresent()) {
            gaps.noteHeard();
            gaps.open(cause, watermark.getAsLong(), true);
        } else if (gaps.isEverHeard()) {
            unknown = "The outbox does not know any more which event was the last, so nobody knows what is missing"
                    + " since then: ask for it with backfill";
        } else if (gaps.open().stream().allMatch(Gap::requested)) {
            gaps.coveredSince().ifPresent(since -> gaps.open(cause, since, true));
        }
    }

    @Override
    public synchronized void subscribed(long atMicros) {
        subscribed = true;
        subscribedAtOurs = atMicros;
        toldAt = clock.now();
        subscribedAt = clock.toHouse(atMicros);
        watermarkThen = accepted.watermark();
        awaitsFirst = true;
        heardAtEnd.clear();
        if (gaps.coveredSince().isEmpty()) {
            gaps.coverSince(OptionalLong.of(subscribedAt));
            coveredIsEstimate = true;
        }
        end(new End(subscribedAt, atMicros, Gap.MARGIN));
    }

    @Override
    public synchronized void lost(String cause, long atMicros) {
        if (!subscribed) {
            return;
        }
        subscribed = false;
        awaitsFirst = false;
        OptionalLong watermark = accepted.watermark();
        boolean moved = watermark.isPresent() && !watermark.equals(watermarkThen);
        gaps.open(cause, moved ? watermark.getAsLong() : subscribedAt, false);
    }

    /**
     * A live batch, before the outbox takes it: what it says about the time and about entities; and gaps go to disk.
     *
     * @throws TransientFailure when that cannot be: the batch has to come again
     */
    public void heard(HaBatch batch) {
        known.saw(entityIds(batch.events()));
        noteTime(batch);
        try {
            gaps.save();
        } catch (IOException e) {
            throw new TransientFailure("Gaps cannot be noted on disk (" + e + "): is it full?", e);
        }
    }

    private static List<String> entityIds(List<EventData> events) {
        List<String> ids = new ArrayList<>(events.size());
        for (EventData event : events) {
            String id = event.entityId();
            if (id != null) {
                ids.add(id);
            }
        }
        return ids;
    }

    private synchronized void noteTime(HaBatch batch) {
        Optional<EventData> first = batch.events().stream()
                .filter(event -> event.micros() != EventData.NO_TIME)
                .findFirst();
        if (first.isEmpty()) {
            return;
        }
        long micros = first.get().micros();
        clock.differsBy(micros - batch.receivedMicros());
        gaps.noteHeard();
        if (awaitsFirst && batch.receivedMicros() >= subscribedAtOurs) {
            heardFirst(micros, batch.receivedMicros());
        }
        if (subscribed && micros <= subscribedAt + Gap.SMALL_MARGIN) {
            batch.events().stream()
                    .filter(event -> event.micros() <= subscribedAt + Gap.SMALL_MARGIN && event.entityId() != null)
                    .forEach(event -> heardAtEnd.add(String.valueOf(event.entityId())));
        }
        gaps.count(batch.events().size());
    }

    /** Nothing happened between the subscription and its first event, so this is where the gap ends. */
    private void heardFirst(long micros, long receivedMicros) {
        awaitsFirst = false;
        if (coveredIsEstimate) {
            gaps.coverSince(OptionalLong.of(micros));
            coveredIsEstimate = false;
        }
        if (receivedMicros - subscribedAtOurs <= MOST_LATE_FIRST_MICROS) {
            subscribedAt = micros;
            end(new End(micros, receivedMicros, Gap.SMALL_MARGIN));
        }
    }

    private void end(End end) {
        gaps.changeAll(gap -> gap.end() == null || (gap.state() == State.WAITING && isOfThisSubscription(gap))
                ? gap.between(gap.fromMicros(), end).with(State.WAITING)
                : gap);
    }

    private boolean isOfThisSubscription(Gap gap) {
        End end = gap.end();
        return !gap.requested() && end != null && end.oursMicros() == subscribedAtOurs;
    }

    /**
     * Gaps that have an end, in the order in which they are to be repaired. None while events are not heard, nor in the first
     * seconds after that: the house has not said yet what there is, and the first event may tell the end better.
     */
    synchronized List<Gap> repairable() {
        long now = clock.now();
        if (now < subscribedAtOurs) {
            subscribedAtOurs = now; // Our clock went back.
            gaps.endByNow();
        }
        toldAt = Math.min(toldAt, now);
        return !subscribed || now < toldAt + MOST_LATE_FIRST_MICROS
                ? List.of()
                : gaps.open().stream()
                        .filter(gap -> gap.end() != null)
                        .sorted(Comparator.comparing((Gap gap) -> !gap.needsIds())
                                .thenComparing(Gap::requested)
                                .thenComparing(Gap::openedMicros))
                        .toList();
    }

    /** Whose events were heard in the moments behind a gap's end for which history is asked too, if this process knows. */
    synchronized Set<String> heardBehind(Gap gap) {
        End end = gap.end();
        return end != null
                        && end.oursMicros() >= subscribedAtOurs
                        && end.oursMicros() <= subscribedAtOurs + MOST_LATE_FIRST_MICROS
                ? Set.copyOf(heardAtEnd)
                : Set.of();
    }

    /** Brings to disk what came from the connection, if that is possible now. */
    void trySave() {
        try {
            gaps.save();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Gaps cannot be noted on disk now");
        }
    }

    /** Notes that this process stops, and is not killed. */
    public void stop() {
        try {
            gaps.stop();
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Gaps cannot be noted on disk");
        }
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    /** What cannot be known since this process started, in words; empty when nothing is amiss. */
    synchronized Optional<String> unknown() {
        return Optional.ofNullable(unknown);
    }
}
