package org.hearthline.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The weather at a place: fresh, stale, or not known at all. The weather stage always answers with one.
 *
 * @param temperature °C
 * @param humidity %
 * @param pressure hPa at sea level
 * @param windSpeed m/s
 * @param condition one word, lower case: clear, clouds, rain, …
 * @param observedAt when the source said so; null when unavailable
 */
public record Observation(
        Availability availability,
        @Nullable Double temperature,
        @Nullable Double humidity,
        @Nullable Double pressure,
        @Nullable Double windSpeed,
        @Nullable String condition,
        @Nullable Instant observedAt,
        String source) {
    /** How good an observation is. */
    public enum Availability {
        FRESH,
        /** Older than the cache's time, and the source is away. */
        STALE,
        UNAVAILABLE
    }

    public static Observation unavailable(String source) {
        return new Observation(Availability.UNAVAILABLE, null, null, null, null, null, null, source);
    }

    public boolean isAvailable() {
        return availability != Availability.UNAVAILABLE;
    }

    public Observation as(Availability now) {
        return new Observation(now, temperature, humidity, pressure, windSpeed, condition, observedAt, source);
    }
}
