package org.hearthline.cli;

import java.util.concurrent.CountDownLatch;

/** When to stop. */
@FunctionalInterface
interface StopSignal {
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
                                running.close();
                                closed.countDown();
                            },
                            "hearthline-stop"));
            closed.await();
        };
    }
}
