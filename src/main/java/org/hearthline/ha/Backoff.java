package org.hearthline.ha;

import java.time.Duration;
import java.util.random.RandomGenerator;

/** Exponential waiting times with jitter: many houses' clients do not come back in step. For one thread. */
final class Backoff {
    private static final int MOST_DOUBLINGS = 20;

    private final long minMillis;
    private final long maxMillis;
    private final RandomGenerator random;
    private int attempt;

    Backoff(Duration min, Duration max, RandomGenerator random) {
        this.minMillis = min.toMillis();
        this.maxMillis = Math.max(minMillis, max.toMillis());
        this.random = random;
    }

    /** The next wait: between half and the whole of a span that doubles, never outside of the bounds. */
    Duration next() {
        long span = Math.min(maxMillis, minMillis << Math.min(++attempt, MOST_DOUBLINGS));
        return Duration.ofMillis(Math.max(minMillis, span / 2 + random.nextLong(span / 2 + 1)));
    }

    void reset() {
        attempt = 0;
    }
}
