package org.hearthline.ha;

import org.hearthline.event.EventData;
import org.hearthline.event.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * A row of Home Assistant's history: what was written for an entity at one instant.
 *
 * @param state its JSON: a string, or null when the entity was removed then
 * @param changedMicros {@code lc}, or {@code lu} where that is left out; µs since 1970
 * @param updatedMicros {@code lu}; µs since 1970
 */
record HistoryRow(JsonSlice state, JsonSlice attributes, long changedMicros, long updatedMicros) {
    private static final JsonSlice NULL = JsonSlice.of("null");

    boolean isRemoval() {
        return state.equals(NULL);
    }

    /** The same at an unknown time: what Home Assistant makes up for the start of a span holds at that instant, and is older. */
    HistoryRow atUnknownTime() {
        return new HistoryRow(state, attributes, EventData.NO_TIME, EventData.NO_TIME);
    }

    /** The row as the state that it leaves behind; null when there is none. */
    static @Nullable HistoryRow stateOf(@Nullable HistoryRow row) {
        return row == null || row.isRemoval() ? null : row;
    }

    /**
     * Seconds of Home Assistant's clock in µs, exactly as its live events have them: Python rounds the fraction apart from the
     * seconds, half to even. Rounding the whole is off by one in one row of eight.
     *
     * @param seconds the double that stands in the JSON, not a decimal
     */
    static long micros(double seconds) {
        long whole = (long) seconds;
        return whole * 1_000_000 + (long) Math.rint((seconds - whole) * 1e6);
    }
}
