package org.hearthline.demo.house;

import java.util.function.DoubleSupplier;

/**
 * A sensor whose number drifts.
 *
 * @param noise standard deviation of one reading; 0 for a counter
 * @param decimals of the number that it shows
 */
record Gauge(String entityId, DoubleSupplier truth, double noise, int decimals) {
    static Gauge counter(String entityId, DoubleSupplier truth) {
        return new Gauge(entityId, truth, 0, 3);
    }
}
