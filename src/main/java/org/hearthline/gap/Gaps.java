package org.hearthline.gap;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hearthline.event.EventData;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.State;
import org.hearthline.gap.GapLog.Memory;
import org.hearthline.ha.ConnectionListener;
import org.hearthline.ha.HaBatch;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gaps of one house: when they open, end and close. A gap begins at the outbox's watermark, so that a kill at any moment
 * costs nothing, and is on disk before a later live event can move that watermark ({@link #heard} stands before the outbox).
 *
 * <p>Ids of live events are kept from ten seconds before an open gap on, until its first and its last minute, which are
 * repaired before all else, are done: usually half a minute after the reconnect; of a gap in the middle of which events were
 * heard for a while, until all is done. When history cannot be asked for so long that
 * {@value #MOST_KEPT} live events came meanwhile, they are kept no longer, and the gap is asked without margins.
 *
 * <p>Any thread; nothing but {@link #heard}, {@link #request} and what {@link GapRepair} calls waits for the disk.
 */
public final class Gaps implements ConnectionListener {
    static final Duration MOST_LATE_FIRST = Duration.ofSeconds(10);
    private static final long MOST_KEPT = 500_000;
    private static final int MOST_CLOSED = 1000;
    /** Gaps that follow each other so closely are one. */
    private static final long ADJOINING = 60_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    private final GapLog log;
    private final KnownEntities known;
    private final AcceptedEvents accepted;
    private final Clock clock;
    private final Object disk = new Object();
    private final List<Gap> open = new ArrayList<>();
    private final Deque<Gap> closed = new ArrayDeque<>();
    private final Set<String> heardAtEnd = new HashSet<>();

    private @Nullable Long coveredSince;
    private boolean coveredIsEstimate;
    private @Nullable String unknown;
    private long difference;
    private boolean everHeard;
    private boolean subscribed;
    private long subscribedAtOurs;
    private long subscribedAt;
    private OptionalLong watermarkThen = OptionalLong.empty();
    private boolean awaitsFirst;
    private long kept;
    private long keptFrom = Long.MIN_VALUE;
    private boolean dirty;
    private long repaired;

    /**
     * Reads what is on disk; a part that cannot be read is set aside.
     *
     * @param folder for the files about gaps
     */
    public Gaps(Path folder, KnownEntities known, AcceptedEvents accepted, Clock clock) {
        this.log = new GapLog(folder);
        this.known = known;
        this.accepted = accepted;
        this.clock = clock;
    }

    /** Before the connection to Home Assistant begins, and after the outbox knows its watermark. */
    public void start() {
        load();
        saveIfNeeded();
    }

    private synchronized void load() {
        Memory memory = log.load();
        closed.addAll(log.loadClosed());
        Set<UUID> done = new HashSet<>();
        closed.forEach(gap -> done.add(gap.id()));
        memory.open().stream()
                .filter(gap -> !done.contains(gap.id()))
                .map(this::notInTheFuture)
                .forEach(open::add);
        coveredSince = memory.coveredSince();
        difference = memory.difference();
        everHeard = memory.heard();
        openAtStart(memory.running() ? "Hearthline was killed, or crashed" : "Hearthline was stopped");
        dirty = true;
        keepIds();
    }

    private Gap notInTheFuture(Gap gap) {
        End end = gap.end();
        return end == null || end.oursMicros() <= now()
                ? gap
                : gap.between(gap.fromMicros(), new End(end.micros(), now(), end.margin()));
    }

    private void openAtStart(String cause) {
        OptionalLong watermark = accepted.watermark();
        boolean lost = log.isMemoryLost();
        if (lost) {
            coveredSince = watermark.isPresent() ? Long.MIN_VALUE : null;
        }
        if (!log.damaged().isEmpty()) {
            unknown = "Damaged files about gaps were set aside (" + String.join(", ", log.damaged()) + ")"
                    + (lost
                            ? ": gaps that were not repaired yet are forgotten. See GET /api/v1/gaps, and backfill"
                            : "");
        }
        if (watermark.isPresent()) {
            everHeard = true;
            openGap(cause, watermark.getAsLong());
        } else if (everHeard) {
            unknown = "The outbox does not know any more which event was the last, so nobody knows what is missing"
                    + " since then: ask for it with backfill";
        } else if (coveredSince != null && open.stream().allMatch(Gap::requested)) {
            openGap(cause, coveredSince);
        }
    }

    @Override
    public synchronized void subscribed(long atMicros) {
        subscribed = true;
        subscribedAtOurs = atMicros;
        subscribedAt = atMicros + difference;
        watermarkThen = accepted.watermark();
        awaitsFirst = true;
        heardAtEnd.clear();
        if (coveredSince == null) {
            coveredSince = subscribedAt;
            coveredIsEstimate = true;
        }
        end(new End(subscribedAt, atMicros, Gap.MARGIN));
        dirty = true;
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
        openGap(cause, moved ? watermark.getAsLong() : subscribedAt);
        dirty = true;
        keepIds();
    }

    /**
     * A live batch, before the outbox takes it: what it says about the time and about entities; and gaps go to disk.
     *
     * @throws TransientFailure when that cannot be: the batch has to come again
     */
    public void heard(HaBatch batch) {
        Set<String> ids = new HashSet<>();
        batch.events().stream().map(EventData::entityId).forEach(id -> {
            if (id != null) {
                ids.add(id);
            }
        });
        known.saw(ids);
        if (noteTime(batch)) {
            try {
                save();
            } catch (IOException e) {
                throw new TransientFailure("Gaps cannot be noted on disk (" + e + "): is it full?", e);
            }
        }
    }

    /** Answers whether there is something for the disk. */
    private synchronized boolean noteTime(HaBatch batch) {
        Optional<EventData> first = batch.events().stream()
                .filter(event -> event.micros() != EventData.NO_TIME)
                .findFirst();
        if (first.isEmpty()) {
            return dirty;
        }
        long micros = first.get().micros();
        difference = micros - batch.receivedMicros();
        dirty |= !everHeard;
        everHeard = true;
        if (awaitsFirst && batch.receivedMicros() >= subscribedAtOurs) {
            heardFirst(micros, batch.receivedMicros());
        }
        if (subscribed && micros <= subscribedAt + Gap.SMALL_MARGIN) {
            batch.events().stream()
                    .filter(event -> event.micros() <= subscribedAt + Gap.SMALL_MARGIN && event.entityId() != null)
                    .forEach(event -> heardAtEnd.add(String.valueOf(event.entityId())));
        }
        kept += keptFrom == Long.MAX_VALUE ? 0 : batch.events().size();
        if (kept > MOST_KEPT) {
            open.replaceAll(gap -> gap.needsIds() ? gap.with(gap.repair().withoutEdges()) : gap);
            keepIds();
            dirty = true;
        }
        return dirty;
    }

    /** Nothing happened between the subscription and its first event, so this is where the gap ends. */
    private void heardFirst(long micros, long receivedMicros) {
        awaitsFirst = false;
        if (coveredIsEstimate) {
            coveredSince = micros;
            coveredIsEstimate = false;
            dirty = true;
        }
        if (receivedMicros - subscribedAtOurs <= MOST_LATE_FIRST.toMillis() * 1000) {
            subscribedAt = micros;
            end(new End(micros, receivedMicros, Gap.SMALL_MARGIN));
            dirty = true;
        }
    }

    private void end(End end) {
        open.replaceAll(gap -> gap.end() == null || (gap.state() == State.WAITING && isOfThisSubscription(gap))
                ? gap.between(gap.fromMicros(), end).with(State.WAITING)
                : gap);
    }

    private boolean isOfThisSubscription(Gap gap) {
        End end = gap.end();
        return !gap.requested() && end != null && end.oursMicros() == subscribedAtOurs;
    }

    private void openGap(String cause, long from) {
        Gap before = open.stream()
                .filter(gap -> !gap.requested())
                .reduce((a, b) -> b)
                .orElse(null);
        if (before != null && adjoins(before, from)) {
            open.replaceAll(gap -> gap.id().equals(before.id()) ? gap.reopened(cause, from) : gap);
        } else if (before == null || before.end() != null) {
            open.add(Gap.open(UUID.randomUUID(), cause, from, now()));
        }
        LOG.atDebug()
                .addKeyValue("cause", cause)
                .addKeyValue("from", Span.text(from))
                .log("A gap opens");
    }

    /** One that is being repaired has its plan already, unless this process has just begun. */
    private boolean adjoins(Gap before, long from) {
        End end = before.end();
        boolean still = before.state() == State.WAITING || subscribedAtOurs == 0;
        return end == null
                || (still
                        && !before.repair().edgesDropped()
                        && from >= before.fromMicros() - Gap.MARGIN
                        && from <= end.micros() + ADJOINING);
    }

    /** The ids that the open gaps need. */
    private void keepIds() {
        LongSummaryStatistics from =
                open.stream().filter(Gap::needsIds).mapToLong(Gap::fromMicros).summaryStatistics();
        long wanted = from.getCount() == 0 ? Long.MAX_VALUE : from.getMin() - Gap.MARGIN;
        if (wanted != keptFrom) {
            kept = wanted == Long.MAX_VALUE ? 0 : kept;
            keptFrom = wanted;
            accepted.keepFrom(wanted);
        }
    }

    /**
     * Gaps that have an end, in the order in which they are to be repaired. None while events are not heard, nor in the first
     * seconds after that: the house has not said yet what there is, and the first event may tell the end better.
     */
    synchronized List<Gap> repairable() {
        long now = now();
        if (now < subscribedAtOurs) {
            subscribedAtOurs = now; // Our clock went back: what ended has ended at the latest now.
            open.replaceAll(this::notInTheFuture);
        }
        return !subscribed || now < subscribedAtOurs + MOST_LATE_FIRST.toMillis() * 1000
                ? List.of()
                : open.stream()
                        .filter(gap -> gap.end() != null)
                        .sorted(Comparator.comparing((Gap gap) -> !gap.needsIds())
                                .thenComparing(Gap::requested)
                                .thenComparing(Gap::openedMicros))
                        .toList();
    }

    /** Adds gaps that somebody asked for. */
    void request(List<Gap> wanted) throws IOException {
        synchronized (this) {
            open.addAll(wanted);
        }
        save();
    }

    /** Several in place of one. */
    void replace(UUID id, List<Gap> parts) throws IOException {
        synchronized (this) {
            open.removeIf(gap -> gap.id().equals(id));
            open.addAll(parts);
            keepIds();
        }
        save();
    }

    /** Changes an open gap, on disk too when this returns. */
    Gap update(UUID id, UnaryOperator<Gap> change) throws IOException {
        Gap changed;
        synchronized (this) {
            open.replaceAll(gap -> gap.id().equals(id) ? change.apply(gap) : gap);
            changed =
                    open.stream().filter(gap -> gap.id().equals(id)).findFirst().orElseThrow();
            keepIds();
        }
        save();
        return changed;
    }

    /** The gap is done with. */
    void close(UUID id, State state) throws IOException {
        List<Gap> all;
        synchronized (this) {
            Gap gap =
                    open.stream().filter(one -> one.id().equals(id)).findFirst().orElseThrow();
            open.remove(gap);
            closed.addLast(gap.closed(state, now()));
            if (closed.size() > MOST_CLOSED) {
                closed.removeFirst();
            }
            all = List.copyOf(closed);
            keepIds();
        }
        synchronized (disk) {
            log.saveClosed(all);
        }
        save();
    }

    synchronized void sent(UUID id, long found, long already) {
        repaired += found;
        open.replaceAll(gap -> gap.id().equals(id) ? gap.with(gap.repair().counted(found, already)) : gap);
    }

    private void save() throws IOException {
        save(true);
    }

    private void save(boolean running) throws IOException {
        synchronized (disk) {
            Memory memory;
            synchronized (this) {
                dirty = false;
                memory = new Memory(coveredSince, difference, everHeard, running, open);
            }
            try {
                log.save(memory);
            } catch (IOException e) {
                synchronized (this) {
                    dirty = true;
                }
                throw e;
            }
        }
    }

    /** What came from the connection, which cannot wait for a disk. */
    void saveIfNeeded() {
        synchronized (this) {
            if (!dirty) {
                return;
            }
        }
        try {
            save();
        } catch (IOException e) {
            LOG.atDebug().setCause(e).log("Gaps cannot be noted on disk now");
        }
    }

    /** Notes that this process stops, and is not killed. */
    public void stop() {
        try {
            save(false);
        } catch (IOException e) {
            LOG.atWarn().setCause(e).log("Gaps cannot be noted on disk");
        }
    }

    /** Open ones first, then the closed ones, the newest of them first. */
    synchronized List<Gap> all() {
        List<Gap> all = new ArrayList<>(open);
        closed.descendingIterator().forEachRemaining(all::add);
        return all;
    }

    synchronized Optional<Gap> find(UUID id) {
        return all().stream().filter(gap -> gap.id().equals(id)).findFirst();
    }

    /** From this instant of Home Assistant's clock on, everything was heard but for gaps; empty while that is not so yet. */
    synchronized OptionalLong coveredSince() {
        return coveredSince == null ? OptionalLong.empty() : OptionalLong.of(coveredSince);
    }

    /** Whose events were heard in the moments behind a gap's end for which history is asked too, if this process knows. */
    synchronized Set<String> heardBehind(Gap gap) {
        End end = gap.end();
        return end != null
                        && end.oursMicros() >= subscribedAtOurs
                        && end.oursMicros() <= subscribedAtOurs + MOST_LATE_FIRST.toMillis() * 1000
                ? Set.copyOf(heardAtEnd)
                : Set.of();
    }

    synchronized boolean isSubscribed() {
        return subscribed;
    }

    /** What cannot be known since this process started, in words; empty when nothing is amiss. */
    synchronized Optional<String> unknown() {
        return Optional.ofNullable(unknown);
    }

    /** Events that were repaired since this process started. */
    public synchronized long repaired() {
        return repaired;
    }

    /** Gaps that are not closed. */
    public synchronized long openCount() {
        return open.size();
    }

    /** By Home Assistant's clock, as far as we know it. */
    synchronized long houseNow() {
        return now() + difference;
    }

    /** How far Home Assistant's clock is ahead of ours, µs. */
    synchronized long difference() {
        return difference;
    }

    /** By our clock. */
    long now() {
        return Timestamps.micros(clock.instant());
    }
}
