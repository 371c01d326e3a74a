package org.hearthline.weather;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads that ask the source, and a way to know that they are done: virtual time must not pass meanwhile. */
final class Background extends ThreadPoolExecutor {
    Background() {
        super(4, 4, 1, TimeUnit.MINUTES, new LinkedBlockingQueue<>());
    }

    void settle() {
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(1))
                .until(() -> isShutdown() || getCompletedTaskCount() == getTaskCount());
    }
}
