package org.hearthline.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.hearthline.demo.house.HouseEvent;
import org.hearthline.demo.house.HouseState;
import org.hearthline.demo.house.Stamp;
import org.hearthline.event.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What Home Assistant's recorder would have: the states of the last hours, a row for each that was written or removed. Rows
 * can be read after the recorder's commit, up to five seconds later. One thread.
 */
final class HouseHistory {
    private static final int MOST_ROWS = 100_000;
    private static final Set<String> ALWAYS_SIGNIFICANT = Set.of("climate", "device_tracker");
    /** What integrations tell the recorder not to keep. */
    private static final Set<String> UNRECORDED = Set.of(
            "access_token",
            "entity_picture",
            "hvac_modes",
            "max_color_temp_kelvin",
            "max_temp",
            "min_color_temp_kelvin",
            "min_temp",
            "options",
            "supported_color_modes",
            "supported_features");

    private final Clock clock;
    private final HouseFaults faults;
    private Deque<Row> rows = new ArrayDeque<>();
    private @Nullable String renamed;

    /** A state that was written at {@code updated}; null when its entity was removed then. */
    private record Row(String entityId, @Nullable HouseState state, Stamp updated) {}

    HouseHistory(Clock clock, HouseFaults faults) {
        this.clock = clock;
        this.faults = faults;
    }

    /** A state that was there before the first event. */
    void start(HouseState state) {
        add(new Row(state.entityId(), state, state.updated()));
    }

    /** After a rename, the old id's removal leaves no row: nothing is found under that id any more. */
    void record(HouseEvent event) {
        HouseEvent.Change change = event.change();
        String before = event.data().getString("old_entity_id");
        if (before != null) {
            rename(before, event.data().getString("entity_id"));
            renamed = before;
        } else if (change != null && change.entityId().equals(renamed)) {
            renamed = null;
        } else if (change != null) {
            add(new Row(change.entityId(), change.after(), event.fired()));
        }
    }

    /**
     * {@code {entity_id: [{s, a, lu, lc?}]}}; entities without rows are left out. As Home Assistant asks its database: by the
     * raw clock, and rows at exactly the start and exactly the end of the span are in nothing.
     */
    JsonObject find(HistoryQuery query) {
        double from = query.fromMicros() / 1e6;
        double to = query.toMicros() / 1e6;
        long committed = committed();
        Map<String, JsonArray> found = new LinkedHashMap<>();
        Map<String, Row> starts = new LinkedHashMap<>();
        Map<String, Row> previous = new LinkedHashMap<>();
        for (Row row : rows) {
            double at = row.updated().seconds();
            boolean isThere = at != from && row.updated().micros() <= committed;
            if (!isThere || !query.entityIds().contains(row.entityId())) {
                continue;
            }
            if (at < from) {
                starts.put(row.entityId(), row);
                continue;
            }
            if (at >= to) {
                continue;
            }
            Row start = starts.remove(row.entityId());
            if (start != null) {
                addStart(start, query, found, previous);
            }
            if (isWanted(row, previous.put(row.entityId(), row), query)) {
                boolean first = !found.containsKey(row.entityId());
                found.computeIfAbsent(row.entityId(), id -> new JsonArray()).add(json(row, query, first));
            }
        }
        starts.values().forEach(start -> addStart(start, query, found, previous));
        return new JsonObject(new LinkedHashMap<>(found));
    }

    /** The state that an entity had when the span began, as a row of that very instant. */
    private static void addStart(
            Row start, HistoryQuery query, Map<String, JsonArray> found, Map<String, Row> previous) {
        previous.put(start.entityId(), start);
        HouseState state = start.state();
        if (query.includeStart() && query.fromMicros() < query.nowMicros()) {
            JsonObject row = new JsonObject()
                    .put("s", state == null ? null : state.state())
                    .put("a", state == null ? new JsonObject() : attributes(state, query));
            found.put(start.entityId(), JsonArray.of(row.put("lu", seconds(query.fromMicros() / 1e6))));
        }
    }

    private static boolean isWanted(Row row, @Nullable Row previous, HistoryQuery query) {
        HouseState now = row.state();
        HouseState before = previous == null ? null : previous.state();
        if (now == null || before == null || !now.state().equals(before.state())) {
            return true;
        }
        String domain = row.entityId().substring(0, row.entityId().indexOf('.'));
        return !query.minimal() && (!query.significantOnly() || ALWAYS_SIGNIFICANT.contains(domain));
    }

    private static JsonObject json(Row row, HistoryQuery query, boolean first) {
        HouseState state = row.state();
        JsonObject json = new JsonObject().put("s", state == null ? null : state.state());
        if (first || !query.minimal()) {
            json.put("a", state == null ? new JsonObject() : attributes(state, query));
        }
        json.put("lu", seconds(row.updated().seconds()));
        if (state != null && state.changed().micros() != state.updated().micros()) {
            json.put("lc", seconds(state.changed().seconds()));
        }
        return json;
    }

    private static JsonObject attributes(HouseState state, HistoryQuery query) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        if (!query.noAttributes()) {
            kept.putAll(state.attributes());
            kept.keySet().removeAll(UNRECORDED);
        }
        return new JsonObject(kept);
    }

    /** The shortest decimal text of the double, without an exponent: 1795251447.2237875. */
    private static BigDecimal seconds(double seconds) {
        return BigDecimal.valueOf(seconds);
    }

    private void rename(String before, String after) {
        Deque<Row> moved = new ArrayDeque<>(rows.size());
        rows.forEach(
                row -> moved.add(row.entityId().equals(before) ? new Row(after, row.state(), row.updated()) : row));
        rows = moved;
    }

    private void add(Row row) {
        if (rows.size() == MOST_ROWS) {
            rows.removeFirst();
        }
        rows.addLast(row);
    }

    private long committed() {
        long now = Timestamps.micros(clock.instant());
        long interval = faults.commitInterval().toNanos() / 1000;
        return interval == 0 ? now : now - now % interval;
    }
}
