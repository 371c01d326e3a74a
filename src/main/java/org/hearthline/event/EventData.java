package org.hearthline.event;

import org.jspecify.annotations.Nullable;

/**
 * A Home Assistant event as it came: its bytes, and what was read of them.
 *
 * @param json the event's own bytes, nested or flat, without denied attributes
 * @param entityId absent for events about no single entity
 * @param micros when it happened, µs since 1970: {@code new_state.last_updated} where there is a new state, else {@code
 *     time_fired}, else {@code timestamp}; {@link #NO_TIME} when it says none
 * @param origin LOCAL, REMOTE, backfill
 * @param newState null when the entity was removed, and for events that are no state changes
 * @param data the inner {@code data}, for the identity of events without entity; the whole event in the flat form
 */
public record EventData(
        JsonSlice json,
        String eventType,
        @Nullable String entityId,
        long micros,
        @Nullable String origin,
        EventContext context,
        @Nullable State newState,
        @Nullable State oldState,
        JsonSlice data) {
    public static final long NO_TIME = Long.MIN_VALUE;
    public static final String STATE_CHANGED = "state_changed";
}
