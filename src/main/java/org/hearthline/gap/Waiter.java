package org.hearthline.gap;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** How the repair lets time pass. */
@FunctionalInterface
public interface Waiter {
    /** Returns after this long. */
    void await(Duration pause) throws InterruptedException;

    /** In real time. */
    static Waiter ofProcess() {
        return pause -> {
            boolean ignored = new CountDownLatch(1).await(pause.toNanos(), TimeUnit.NANOSECONDS);
        };
    }
}
