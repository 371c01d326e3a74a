package org.hearthline.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.slf4j.LoggerFactory;

/** When to stop. */
@FunctionalInterface
interface StopSignal {
    Duration PATIENCE = Duration.ofSeconds(7);

    /** Returns when the process was told to stop and what runs is closed. */
    void await(Running running) throws InterruptedException;

    /**
     * Ctrl-C, TERM and whatever else ends the process. The JVM itself then gives the exit code: 130 for Ctrl-C, 143 for
     * TERM.
     */
    static StopSignal ofProcess() {
        return running -> {
            CountDownLatch closed = new CountDownLatch(1);
            Runtime.getRuntime()
                    .addShutdownHook(new Thread(
                            () -> {
                                close(running);
                                closed.countDown();
                            },
                            "hearthline-stop"));
            closed.await();
        };
    }

    /** What hangs is left behind, as by a kill: whoever sends TERM waits ten seconds, and not more. */
    private static void close(Running running) {
        Thread closing = new Thread(running::close, "hearthline-close");
        closing.setDaemon(true);
        closing.start();
        try {
            closing.join(PATIENCE.toMillis());
            if (closing.isAlive()) {
                LoggerFactory.getLogger(StopSignal.class)
                        .atWarn()
                        .addKeyValue("seconds", PATIENCE.toSeconds())
                        .log("Not everything has ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
