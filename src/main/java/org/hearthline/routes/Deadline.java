package org.hearthline.routes;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/**
 * Interrupts the thread that made it, each time that a while has passed since it began, until it is closed: what users write may wait for ever.
 * Only around work of which nothing is left behind when it is cut off. To be closed by the thread that made it.
 */
public final class Deadline implements AutoCloseable {
    private final Thread thread = Thread.currentThread();
    private final Executor later;
    private boolean over;
    private boolean interrupted;

    /**
     * Begins with {@link #begin()}.
     *
     * @param patience until the first interrupt, and between them
     */
    public Deadline(Duration patience) {
        this.later = CompletableFuture.delayedExecutor(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    public void begin() {
        later.execute(this::interrupt);
    }

    private synchronized void interrupt() {
        if (!over) {
            interrupted = true;
            thread.interrupt();
            later.execute(this::interrupt);
        }
    }

    /** Whether it has interrupted. */
    public synchronized boolean hasPassed() {
        return interrupted;
    }

    /** No interrupt comes from here any more, and none is left. */
    @Override
    public synchronized void close() {
        over = true;
        if (interrupted) {
            boolean unused = Thread.interrupted();
        }
    }
}
