package org.hearthline.demo.house;

import java.util.random.RandomGenerator;

/** Looks like chance, between about -1 and 1, and is a function of time: waves of which each is shorter and weaker than the one before. */
final class Wave {
    private static final int PARTS = 4;

    private final double periodSeconds;
    private final double[] phases;

    Wave(double periodSeconds, RandomGenerator random) {
        this.periodSeconds = periodSeconds;
        this.phases = random.doubles(PARTS, 0, 2 * Math.PI).toArray();
    }

    double at(double seconds) {
        double sum = 0;
        double strength = 0.6;
        double frequency = 2 * Math.PI / periodSeconds;
        for (double phase : phases) {
            sum += strength * Math.sin(seconds * frequency + phase);
            strength *= 0.55;
            frequency *= 2.3;
        }
        return sum;
    }
}
