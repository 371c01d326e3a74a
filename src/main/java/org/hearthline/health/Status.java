package org.hearthline.health;

import java.time.Instant;

/**
 * How one thing is.
 *
 * @param detail one sentence for a person: what is so, and what to do where something is wrong; never a secret
 * @param since when it became so
 */
public record Status(Level level, String detail, Instant since) {
    /** From good to bad. */
    public enum Level {
        HEALTHY,
        /** Something behind is away or half there; events are taken. */
        DEGRADED,
        /** This process can take no events. */
        UNHEALTHY
    }
}
