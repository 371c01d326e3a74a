package org.hearthline.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.EventContext;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Rejected;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.ha.HaBatch;
import org.hearthline.ha.HouseHistory;
import org.jspecify.annotations.Nullable;

/**
 * A house with a recorder, a socket that can be cut, an outbox that remembers only what it is asked to, and time that passes
 * only when somebody waits. Files are real; a crash is a new beginning on the same ones.
 */
final class World {
    static final Duration COMMIT = Duration.ofSeconds(5);

    final SteppedClock clock = new SteppedClock();
    final Ledger ledger = new Ledger();
    final Past recorder = new Past();
    final List<HaBatch> sent = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();
    private final Set<UUID> live = new TreeSet<>();
    private final Map<UUID, Integer> repaired = new HashMap<>();
    private final PriorityQueue<Planned> plans = new PriorityQueue<>((a, b) -> Long.compare(a.at, b.at));
    private final Path folder;
    private final GapRepair.Settings settings;
    private final List<String> named = new ArrayList<>();
    private final Set<String> hidden = new TreeSet<>();

    private KnownEntities known;
    private Gaps gaps;
    private GapWatch watch;
    private HouseClock houseClock;
    private GapRepair repair;
    private long houseAhead;
    private boolean connected;
    int refusedBatches;
    private long lastMicros;

    private record Row(String entityId, long micros, long writtenOurs) {}

    private record Planned(long at, Runnable what) {}

    World(Path folder) {
        this(folder, true);
    }

    World(Path folder, boolean repairs) {
        this.folder = folder;
        this.settings = new GapRepair.Settings(
                "home", repairs, Duration.ofDays(10), Duration.ofMillis(50), List.of("state_changed"));
        start();
    }

    /** The process begins, on the files that the last one left. */
    void start() {
        try {
            known = new KnownEntities(folder.resolve("entities"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ledger.keepFrom(Long.MIN_VALUE);
        houseClock = new HouseClock(clock);
        gaps = new Gaps(folder, ledger, houseClock);
        watch = new GapWatch(gaps, known, ledger, houseClock);
        watch.start();
        repair = new GapRepair(gaps, watch, known, ledger, recorder, settings, houseClock, this::await);
    }

    /** kill -9: nothing is told, nothing is closed. */
    void kill() {
        connected = false;
    }

    void stop() {
        connected = false;
        watch.stop();
    }

    void connect() {
        watch.subscribed(now());
        connected = true;
        known.states(JsonSlice.of(named.stream()
                .map(id -> "{\"entity_id\":\"" + id + "\",\"attributes\":{\"entity_id\":[\"light.not_this\"]}}")
                .toList()
                .toString()));
    }

    void cut(String cause) {
        connected = false;
        watch.lost(cause, now());
    }

    /** Neither the registry nor the states name it. */
    void hide(String entityId) {
        hidden.add(entityId);
    }

    void turnHouseClock(Duration by) {
        houseAhead += by.toNanos() / 1000;
    }

    /** One event of each of these, live when somebody listens. */
    void happen(String... entityIds) {
        for (String id : entityIds) {
            if (!named.contains(id) && !hidden.contains(id)) {
                named.add(id);
            }
            long micros = now() + houseAhead;
            lastMicros = micros == lastMicros ? micros + 1 : micros;
            rows.add(new Row(id, lastMicros, now()));
            if (connected) {
                EventData event = event(id, lastMicros, "LOCAL");
                watch.heard(new HaBatch(UUID.randomUUID(), List.of(event), now(), List.of()));
                live.add(id(event));
                ledger.accept(id(event), lastMicros);
            }
        }
    }

    /** Events of an entity, one every so often, for so long. */
    void happenFor(Duration length, Duration every, String... entityIds) {
        for (Duration past = Duration.ZERO; past.compareTo(length) < 0; past = past.plus(every)) {
            happen(entityIds);
            pass(every);
        }
    }

    /** Something happens at a later moment, whatever goes on then. */
    void plan(Duration in, Runnable what) {
        plans.add(new Planned(now() + in.toNanos() / 1000, what));
    }

    /** Time passes without any repair. */
    void pass(Duration time) {
        long end = now() + time.toNanos() / 1000;
        while (!plans.isEmpty() && plans.peek().at <= end) {
            Planned next = plans.remove();
            clock.step(Duration.ofNanos(Math.max(0, next.at - now()) * 1000));
            next.what.run();
        }
        clock.step(Duration.ofNanos(Math.max(0, end - now()) * 1000));
    }

    private void await(Duration pause) throws InterruptedException {
        pass(pause);
        if (now() > deadline) {
            throw new InterruptedException("time is up");
        }
    }

    private long deadline = Long.MAX_VALUE;

    /** The repair works for so long. */
    void repair(Duration time) {
        deadline = now() + time.toNanos() / 1000;
        try {
            while (now() < deadline) {
                if (!repair.step(this::take)) {
                    await(Duration.ofMillis(500));
                }
            }
        } catch (InterruptedException e) {
            assertThat(e).hasMessage("time is up");
        } finally {
            deadline = Long.MAX_VALUE;
        }
    }

    private boolean take(HaBatch batch) {
        sent.add(batch);
        if (refusedBatches > 0) {
            refusedBatches--;
            return false;
        }
        assertThat(batch.events())
                .hasSizeBetween(1, 500)
                .isSortedAccordingTo((a, b) -> Long.compare(a.micros(), b.micros()));
        batch.events().forEach(event -> repaired.merge(id(event), 1, Integer::sum));
        return true;
    }

    /** Everything that happened is there, and nothing that was heard live came again. */
    void assertNothingIsMissingNorDoubled() {
        assertThat(missing()).as("events that never came").isEmpty();
        assertThat(repaired.keySet()).as("copies of live events").noneMatch(live::contains);
    }

    List<String> missing() {
        return rows.stream()
                .filter(row -> {
                    UUID id = EventId.ofEntity("home", EventData.STATE_CHANGED, row.entityId, row.micros);
                    return !live.contains(id) && !repaired.containsKey(id);
                })
                .map(row -> row.entityId + " " + Span.text(row.micros))
                .toList();
    }

    int repairedTwice() {
        return (int) repaired.values().stream().filter(times -> times > 1).count();
    }

    int repaired() {
        return repaired.size();
    }

    Gaps gaps() {
        return gaps;
    }

    Gap onlyGap() {
        assertThat(gaps.all()).hasSize(1);
        return gaps.all().get(0);
    }

    GapHealth health() {
        return new GapHealth(gaps, watch, repair, clock);
    }

    GapApi api() {
        return new GapApi(gaps, repair, Duration.ofDays(10), houseClock);
    }

    long now() {
        return Timestamps.micros(clock.instant());
    }

    private static UUID id(EventData event) {
        return EventId.ofEntity("home", event.eventType(), String.valueOf(event.entityId()), event.micros());
    }

    private static EventData event(String id, long micros, String origin) {
        JsonSlice json = JsonSlice.of("{}");
        return new EventData(json, EventData.STATE_CHANGED, id, micros, origin, EventContext.NONE, null, null, json);
    }

    /** Forgets what it may: ids older than 20 s before the watermark, unless it was asked to keep them or not told yet. */
    static final class Ledger implements AcceptedEvents {
        private final Map<UUID, Long> ids = new HashMap<>();
        private OptionalLong watermark = OptionalLong.empty();
        private long keepFrom = Long.MIN_VALUE;

        void accept(UUID id, long micros) {
            ids.put(id, micros);
            watermark = OptionalLong.of(micros);
            long oldest = Math.min(keepFrom, micros - 20_000_000);
            ids.values().removeIf(time -> time < oldest);
        }

        @Override
        public boolean contains(UUID eventId, long micros) {
            return ids.containsKey(eventId);
        }

        @Override
        public OptionalLong watermark() {
            return watermark;
        }

        @Override
        public void keepFrom(long micros) {
            keepFrom = micros;
        }

        int size() {
            return ids.size();
        }

        void forget() {
            watermark = OptionalLong.empty();
            ids.clear();
        }
    }

    /** Commits late, and can be slow, refuse, or know nothing of an entity. */
    final class Past implements HouseHistory {
        final Deque<RuntimeException> failures = new ArrayDeque<>();
        final Set<String> unrecorded = new TreeSet<>();
        final Set<String> refused = new TreeSet<>();
        final List<Span> questions = new ArrayList<>();

        @Nullable
        RuntimeException always;

        boolean recording = true;
        long backlog;
        int mostRows = Integer.MAX_VALUE;
        int largest;

        @Override
        public Recorder recorder() {
            if (!connected) {
                throw new TransientFailure("Not subscribed", null);
            }
            return new Recorder(recording, backlog);
        }

        @Override
        public List<EventData> events(Collection<String> entityIds, long fromMicros, long toMicros) {
            assertThat(entityIds).isNotEmpty();
            questions.add(new Span(fromMicros, toMicros));
            if (!connected) {
                throw new TransientFailure("Not subscribed", null);
            }
            if (always != null) {
                throw always;
            }
            if (!failures.isEmpty()) {
                throw failures.pop();
            }
            if (entityIds.stream().anyMatch(refused::contains)) {
                throw new Rejected("Invalid entity_ids");
            }
            List<EventData> found = rows.stream()
                    .filter(row -> row.writtenOurs + COMMIT.toNanos() / 1000 <= now() && backlog == 0)
                    .filter(row -> row.micros > fromMicros && row.micros <= toMicros)
                    .filter(row -> entityIds.contains(row.entityId) && !unrecorded.contains(row.entityId))
                    .sorted((a, b) -> Long.compare(a.micros, b.micros))
                    .map(row -> event(row.entityId, row.micros, "backfill"))
                    .toList();
            if (found.size() > mostRows) {
                throw new TransientFailure("No answer in time", null);
            }
            largest = Math.max(largest, found.size());
            return found;
        }
    }
}
