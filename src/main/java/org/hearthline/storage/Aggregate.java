package org.hearthline.storage;

import java.util.List;

/**
 * What came of an {@link AggregateQuery}.
 *
 * @param series in the order of their entities, each with at least one point
 * @param truncated whether there are more entities than fit
 */
record Aggregate(AggregateQuery query, List<Series> series, boolean truncated) {
    /**
     * One entity's numbers.
     *
     * @param points by time; a bucket without a number has none
     */
    record Series(String entityId, List<Point> points) {}

    /**
     * One bucket.
     *
     * @param nanos where it begins, ns since 1970
     * @param count of the numbers in it
     */
    record Point(long nanos, double value, long count) {}
}
