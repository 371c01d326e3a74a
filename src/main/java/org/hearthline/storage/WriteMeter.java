package org.hearthline.storage;

import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.LongAdder;

/** Counts lines and remembers how long the latest writes took. Any thread. */
final class WriteMeter {
    private static final int REMEMBERED = 1024;

    private final LongAdder written = new LongAdder();
    private final LongAdder rejected = new LongAdder();
    private final AtomicLongArray nanos = new AtomicLongArray(REMEMBERED);
    private final AtomicInteger writes = new AtomicInteger();

    void count(int linesWritten, int linesRejected, long tookNanos) {
        written.add(linesWritten);
        rejected.add(linesRejected);
        nanos.set(Math.floorMod(writes.getAndIncrement(), REMEMBERED), tookNanos);
    }

    WriteStats stats() {
        int known = Math.min(REMEMBERED, Math.max(0, writes.get()));
        long[] sorted = new long[known];
        Arrays.setAll(sorted, nanos::get);
        Arrays.sort(sorted);
        return new WriteStats(written.sum(), rejected.sum(), at(sorted, 0.50), at(sorted, 0.99));
    }

    private static double at(long[] sorted, double share) {
        return sorted.length == 0 ? 0 : sorted[(int) (share * (sorted.length - 1))] / 1e6;
    }
}
