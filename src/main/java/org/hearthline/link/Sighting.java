package org.hearthline.link;

import org.jspecify.annotations.Nullable;

/**
 * How a service was when somebody looked.
 *
 * @param detail for a person; empty where there is nothing to say
 * @param latencyMs of its answer; null when there was none
 * @param version that it names
 */
public record Sighting(
        Condition condition,
        String detail,
        @Nullable Double latencyMs,
        @Nullable String version) {
    /** From good to bad. */
    public enum Condition {
        HEALTHY,
        /** It answers, and something behind it is away. */
        DEGRADED,
        /** It answers that it can take nothing. */
        UNHEALTHY,
        /** It does not answer. */
        AWAY,
        /** Another service answers at its address. */
        OTHER;

        /** Whether nothing can be asked of it. */
        public boolean isAway() {
            return this == AWAY || this == OTHER;
        }
    }

    static Sighting away(String reason) {
        return new Sighting(Condition.AWAY, reason, null, null);
    }
}
