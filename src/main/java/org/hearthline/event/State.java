package org.hearthline.event;

import org.jspecify.annotations.Nullable;

/**
 * A state of an entity, as in {@code new_state} and {@code old_state}.
 *
 * @param state always text in Home Assistant: "21.4", "on", "unavailable", ""
 * @param lastChangedMicros µs since 1970, or {@link EventData#NO_TIME}
 * @param lastUpdatedMicros µs since 1970, or {@link EventData#NO_TIME}
 * @param unit attribute {@code unit_of_measurement}
 */
public record State(
        String state,
        long lastChangedMicros,
        long lastUpdatedMicros,
        @Nullable String deviceClass,
        @Nullable String unit,
        @Nullable String friendlyName,
        Attributes attributes) {}
