package org.hearthline.event;

import java.util.Random;

/** The seed of a property test: printed, and repeated by {@code -Dhearthline.test.seed=…}. */
public record Seed(String test, long value) {
    public static Seed of(String test) {
        Seed seed = new Seed(test, Long.getLong("hearthline.test.seed", System.nanoTime()));
        System.out.println(seed);
        return seed;
    }

    public Random random() {
        return new Random(value);
    }

    @Override
    public String toString() {
        return test + ": -Dhearthline.test.seed=" + value;
    }
}
