package org.hearthline.demo.house;

/**
 * One small step of house time.
 *
 * @param now house seconds since the first midnight, at the step's end
 * @param step house seconds that passed
 */
record Moment(double now, double step, Conditions sky) {
    /** Hour of the day with fraction, 0 to 24. */
    double hour() {
        return now % HouseTime.DAY / 3600;
    }

    int day() {
        return (int) (now / HouseTime.DAY);
    }

    /** Dark enough indoors that people want light. */
    boolean isDark() {
        return sky.illuminance() < 9_000;
    }

    /** Share of the way that a value moves towards its goal within this step. */
    double towards(double timeConstantSeconds) {
        return 1 - Math.exp(-step / timeConstantSeconds);
    }

    /** Chance that something happens in this step that happens once in {@code seconds} on average. */
    double chance(double seconds) {
        return towards(seconds);
    }
}
