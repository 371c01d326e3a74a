package org.hearthline.gap;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.State;
import org.hearthline.gap.GapLog.Memory;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The gaps of one house, in memory and on disk. What {@link GapWatch} tells goes to disk with the next {@link #save}, since a
 * connection cannot wait for it; what {@link GapRepair} and {@link GapApi} change is there when the call returns.
 *
 * <p>Any thread. Lock order: {@link GapWatch}, the disk, this; a change that is handed in takes no lock.
 */
public final class Gaps {
    private static final int MOST_CLOSED = 1000;
    /** Gaps that follow each other so closely are one. */
    private static final long ADJOINING = 60_000_000;

    private static final Logger LOG = LoggerFactory.getLogger(Gaps.class);

    private final GapLog log;
    private final KeptIds ids;
    private final HouseClock clock;
    private final Object disk = new Object();
    private final List<Gap> open = new ArrayList<>();
    private final Deque<Gap> closed = new ArrayDeque<>();

    private @Nullable Long coveredSince;
    private boolean everHeard;
    private boolean running;
    private boolean openChanged;
    private boolean closedChanged;
    private long repaired;

    /**
     * Empty until {@link GapWatch#start}.
     *
     * @param folder for the files about gaps
     */
    public Gaps(Path folder, AcceptedEvents accepted, HouseClock clock) {
        this.log = new GapLog(folder);
        this.ids = new KeptIds(accepted);
        this.clock = clock;
    }

    /** Reads what is on disk; what cannot be read is set aside. Answers whether the last process was killed. */
    synchronized boolean load() {
        Memory memory = log.load();
        closed.addAll(log.loadClosed());
        Set<UUID> done = new HashSet<>();
        closed.forEach(gap -> done.add(gap.id()));
        memory.open().stream().filter(gap -> !done.contains(gap.id())).forEach(open::add);
        coveredSince = memory.coveredSince();
        clock.differsBy(memory.difference());
        everHeard = memory.heard();
        running = true;
        openChanged = true;
        return memory.running();
    }

    /** Files that could not be read, by the name that they have now. */
    List<String> damaged() {
        return log.damaged();
    }

    /** Whether gaps that were not repaired are forgotten, since they could not be read. */
    boolean isMemoryLost() {
        return log.isMemoryLost();
    }

    /**
     * Events come no more.
     *
     * @param cause in words, for people
     * @param from when the last one happened, by Home Assistant's clock
     * @param atStart this process has just begun, and is repairing nothing yet
     */
    synchronized void open(String cause, long from, boolean atStart) {
        Gap before = open.stream()
                .filter(gap -> !gap.requested())
                .reduce((a, b) -> b)
                .orElse(null);
        if (before != null && adjoins(before, from, atStart)) {
            open.replaceAll(gap -> gap.id().equals(before.id()) ? gap.reopened(cause, from) : gap);
        } else {
            open.add(Gap.open(UUID.randomUUID(), cause, from, clock.now()));
        }
        keepIds();
        openChanged = true;
        LOG.atDebug()
                .addKeyValue("cause", cause)
                .addKeyValue("from", Span.text(from))
                .log("A gap opens");
    }

    /** One that is being repaired has its plan already, unless this process has just begun. */
    private static boolean adjoins(Gap before, long from, boolean atStart) {
        End end = before.end();
        boolean still = before.state() == State.WAITING || atStart;
        return end == null
                || (still
                        && !before.repair().edgesDropped()
                        && from >= before.fromMicros() - Gap.MARGIN
                        && from <= end.micros() + ADJOINING);
    }

    /** Changes open gaps; on disk with the next {@link #save}. */
    synchronized void changeAll(UnaryOperator<Gap> change) {
        open.replaceAll(change);
        openChanged = true;
    }

    /** When our clock went back: what ended has ended at the latest now. */
    synchronized void endByNow() {
        long now = clock.now();
        changeAll(gap -> {
            End end = gap.end();
            return end == null || end.oursMicros() <= now
                    ? gap
                    : gap.between(gap.fromMicros(), new End(end.micros(), now, end.margin()));
        });
    }

    /** Asks for the ids that the open gaps need. */
    synchronized void keepIds() {
        ids.keepFor(open);
    }

    /** Live events came. When too many ids would have to be kept, gaps do without. */
    synchronized void count(int events) {
        if (ids.areTooManyWith(events)) {
            changeAll(gap -> gap.needsIds() ? gap.with(gap.repair().withoutEdges()) : gap);
            keepIds();
        }
    }

    /** Adds gaps that somebody asked for. */
    void request(List<Gap> wanted) throws IOException {
        synchronized (this) {
            open.addAll(wanted);
            openChanged = true;
        }
        save();
    }

    /** Several in place of one. */
    void replace(UUID id, List<Gap> parts) throws IOException {
        synchronized (this) {
            open.removeIf(gap -> gap.id().equals(id));
            open.addAll(parts);
            keepIds();
            openChanged = true;
        }
        save();
    }

    /** Changes an open gap, on disk too when this returns. */
    Gap update(UUID id, UnaryOperator<Gap> change) throws IOException {
        Gap changed;
        synchronized (this) {
            changeAll(gap -> gap.id().equals(id) ? change.apply(gap) : gap);
            changed = opened(id);
            keepIds();
        }
        save();
        return changed;
    }

    /** The gap is done with. */
    void close(UUID id, State state) throws IOException {
        synchronized (this) {
            Gap gap = opened(id);
            open.remove(gap);
            closed.addLast(gap.closed(state, clock.now()));
            if (closed.size() > MOST_CLOSED) {
                closed.removeFirst();
            }
            keepIds();
            openChanged = true;
            closedChanged = true;
        }
        save();
    }

    private Gap opened(UUID id) {
        return open.stream().filter(gap -> gap.id().equals(id)).findFirst().orElseThrow();
    }

    /** Counts for an open gap; on disk with its next {@link #update}. */
    synchronized void sent(UUID id, long found, long already) {
        repaired += found;
        open.replaceAll(gap -> gap.id().equals(id) ? gap.with(gap.repair().counted(found, already)) : gap);
    }

    /** When this returns, all that was changed before is on disk. When it throws, the next call tries again. */
    void save() throws IOException {
        synchronized (disk) {
            Memory memory;
            List<Gap> done;
            boolean isDoneNew;
            synchronized (this) {
                if (!openChanged) {
                    return;
                }
                memory = new Memory(coveredSince, clock.difference(), everHeard, running, open);
                done = List.copyOf(closed);
                isDoneNew = closedChanged;
                openChanged = false;
                closedChanged = false;
            }
            try {
                if (isDoneNew) {
                    log.saveClosed(done);
                }
                log.save(memory);
            } catch (IOException e) {
                synchronized (this) {
                    openChanged = true;
                    closedChanged |= isDoneNew;
                }
                throw e;
            }
        }
    }

    /** Notes that this process stops, and is not killed. */
    void stop() throws IOException {
        synchronized (this) {
            running = false;
            openChanged = true;
        }
        save();
    }

    synchronized List<Gap> open() {
        return List.copyOf(open);
    }

    /** Open ones first, then the closed ones, the newest of them first. */
    synchronized List<Gap> all() {
        List<Gap> all = new ArrayList<>(open);
        closed.descendingIterator().forEachRemaining(all::add);
        return all;
    }

    Optional<Gap> find(UUID id) {
        return all().stream().filter(gap -> gap.id().equals(id)).findFirst();
    }

    /**
     * From this instant of Home Assistant's clock on, everything was heard but for gaps; empty while that is not so yet, {@link
     * Long#MIN_VALUE} when nobody remembers since when.
     */
    synchronized OptionalLong coveredSince() {
        return coveredSince == null ? OptionalLong.empty() : OptionalLong.of(coveredSince);
    }

    synchronized void coverSince(OptionalLong micros) {
        coveredSince = micros.isPresent() ? micros.getAsLong() : null;
        openChanged = true;
    }

    /** Whether there was any live event ever. */
    synchronized boolean isEverHeard() {
        return everHeard;
    }

    synchronized void noteHeard() {
        openChanged |= !everHeard;
        everHeard = true;
    }

    /** Events that were repaired since this process started. */
    public synchronized long repaired() {
        return repaired;
    }

    /** Gaps that are not closed. */
    public synchronized long openCount() {
        return open.size();
    }
}
