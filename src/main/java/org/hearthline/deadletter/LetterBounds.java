package org.hearthline.deadletter;

import java.time.Duration;

/**
 * How much is kept: beyond it the oldest letters go.
 *
 * @param maxBytes of all letters together
 * @param maxAge since a letter was written
 */
public record LetterBounds(long maxBytes, Duration maxAge) {
    /** From this part of a bound on, health speaks of it. */
    private static final double NEAR = 0.8;
    /** What is left when letters had to go, so that they do not go one by one. */
    private static final double AFTER = 0.9;

    long nearBytes() {
        return (long) (maxBytes * NEAR);
    }

    long bytesAfterwards() {
        return (long) (maxBytes * AFTER);
    }

    Duration nearAge() {
        return Duration.ofMillis((long) (maxAge.toMillis() * NEAR));
    }
}
