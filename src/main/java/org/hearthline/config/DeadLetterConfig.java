package org.hearthline.config;

import java.time.Duration;

/**
 * How much is kept of the events that can never be stored as they are.
 *
 * @param maxBytes of all of them together
 * @param maxAge of each
 */
public record DeadLetterConfig(long maxBytes, Duration maxAge) {
    static DeadLetterConfig read(Settings settings) {
        OutboxConfig.endpoint(settings, "dead-letters.to");
        return new DeadLetterConfig(
                settings.size("dead-letters.max-bytes", 1L << 20, 64L << 30),
                settings.duration("dead-letters.max-age", Duration.ofHours(1), Duration.ofDays(3650)));
    }
}
