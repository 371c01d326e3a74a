package org.hearthline.demo.house;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;

/**
 * The time of day in the house, which runs faster than the clock on the wall so that a day's curves can be watched. Counts
 * house seconds from midnight of its first day. Any thread.
 */
public final class HouseTime {
    static final double DAY = 86_400;
    private static final double FIRST_MORNING = 6.25 * 3600;

    private final Clock clock;
    private final Instant start;
    private final double speed;

    /**
     * Starts at a quarter past six in the morning, when the house wakes up.
     *
     * @param speed house seconds in a real second
     */
    public HouseTime(Clock clock, double speed) {
        this.clock = clock;
        this.start = clock.instant();
        this.speed = speed;
    }

    /** House seconds since the first midnight. */
    public double seconds() {
        return FIRST_MORNING + Duration.between(start, clock.instant()).toNanos() / 1e9 * speed;
    }

    /** Real seconds that a span of house time takes. */
    double real(double houseSeconds) {
        return houseSeconds / speed;
    }

    /** When it will be (or was) that time in the house. */
    Instant at(double houseSeconds) {
        return start.plusNanos(Math.round(real(houseSeconds - FIRST_MORNING) * 1e9));
    }
}
