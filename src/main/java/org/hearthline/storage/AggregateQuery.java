package org.hearthline.storage;

/**
 * Numbers of entities, summed up in equal pieces of time ("buckets"). Buckets are counted from 1970 in UTC, so that the same
 * time is always in the same one, and a day is one of UTC.
 *
 * @param every as the caller wrote it: {@code 5m}
 * @param everySeconds the same, 1 or more
 */
record AggregateQuery(EventFilter filter, String every, long everySeconds, Aggregation fn) {
    /** More than any chart can show. */
    static final int MAX_BUCKETS = 10_000;
    /** Of all series together, when every bucket of each has a point. */
    static final int MAX_POINTS = 100_000;

    private static final long SECOND = 1_000_000_000L;

    /** How many points a series has at most. */
    long buckets() {
        long first = Math.floorDiv(filter.fromNanos(), everyNanos());
        long last = Math.floorDiv(Math.max(filter.fromNanos(), filter.toNanos() - 1), everyNanos());
        return last - first + 1;
    }

    /** How many series fit. */
    int maxSeries() {
        return (int) (MAX_POINTS / buckets());
    }

    AggregateQuery of(EventFilter narrower) {
        return new AggregateQuery(narrower, every, everySeconds, fn);
    }

    private long everyNanos() {
        return everySeconds * SECOND;
    }
}
