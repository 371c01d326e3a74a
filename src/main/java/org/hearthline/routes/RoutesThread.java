package org.hearthline.routes;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that looks at the files of routes and changes what runs. Any thread may give it work. */
final class RoutesThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesThread.class);

    private static final long PAUSE_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 60;

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(RoutesThread::daemon);

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hearthline-routes");
        thread.setDaemon(true);
        return thread;
    }

    /** Again and again; never again once it has thrown something. */
    void repeat(Runnable work, Duration pause) {
        Future<?> unused =
                worker.scheduleWithFixedDelay(work, pause.toMillis(), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Once, in half a second. */
    void soon(Runnable work) {
        Future<?> unused = worker.schedule(work, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Now, and the caller waits for what comes of it.
     *
     * @throws TransientFailure when that takes more than a minute, or when the process stops
     */
    <T> T ask(Callable<T> work) {
        try {
            return worker.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while routes were loaded", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new TransientFailure("Routes are not loaded yet, or the process stops", e);
        }
    }

    /** What is under way ends first, within a minute. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("Not everything has ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
