package org.hearthline.event;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What enrichment has added to an event.
 *
 * @param value the state as a number: finite, on/off-like states as 1/0; absent for text
 * @param unit canonical unit of measurement
 * @param durationInState seconds spent in the old state
 * @param weather temperature and so on outside, when the event was processed
 * @param fields users' own, by name without the {@code x_}: {@code Double} or {@code String}, never anything else, so that a
 *     stored field never changes its type
 */
public record Enriched(
        @Nullable Double value,
        @Nullable String deviceClass,
        @Nullable String unit,
        @Nullable String friendlyName,
        @Nullable Double durationInState,
        @Nullable Observation weather,
        Map<String, Object> fields) {
    public static final Enriched NOTHING = new Enriched(null, null, null, null, null, null, Map.of());

    public Enriched {
        fields = fields.isEmpty() ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(fields));
    }

    public Enriched withWeather(Observation observation) {
        return new Enriched(value, deviceClass, unit, friendlyName, durationInState, observation, fields);
    }

    public Enriched withFields(Map<String, Object> more) {
        Map<String, Object> all = new TreeMap<>(fields);
        all.putAll(more);
        return new Enriched(value, deviceClass, unit, friendlyName, durationInState, weather, all);
    }
}
