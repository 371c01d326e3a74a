package org.hearthline.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The one thread that looks at the files of routes and changes what runs. Any thread may give it work. */
final class RoutesThread implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RoutesThread.class);

    private static final long PAUSE_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 60;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(2);

    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(RoutesThread::daemon);
    private final List<Asked> waiting = new ArrayList<>();
    private Set<String> replaced = Set.of();

    /** Somebody waits for work: the route that answers him, which can go only when it has. */
    private record Asked(String route, Future<?> work) {}

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
     * @param route id of the one that waits
     * @throws TransientFailure when that takes more than a minute, when the route is about to be replaced, or when the process stops
     */
    <T> T ask(String route, Callable<T> work) {
        Asked asked = null;
        try {
            Future<T> future;
            synchronized (waiting) {
                if (replaced.contains(route)) {
                    throw beingReplaced(null);
                }
                future = worker.submit(work);
                asked = new Asked(route, future);
                waiting.add(asked);
            }
            return future.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (CancellationException e) {
            throw beingReplaced(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while routes were loaded", e);
        } catch (TimeoutException | RejectedExecutionException e) {
            throw new TransientFailure("Routes are not loaded yet, or the process stops", e);
        } finally {
            synchronized (waiting) {
                waiting.remove(asked);
            }
        }
    }

    /** How many wait. */
    int asked() {
        synchronized (waiting) {
            return waiting.size();
        }
    }

    private static TransientFailure beingReplaced(@Nullable Throwable cause) {
        return new TransientFailure(
                ErrorCode.UNAVAILABLE,
                "The route that answers this is just being replaced: ask again",
                RETRY_AFTER,
                cause);
    }

    /**
     * Does something during which some routes go: who waits in one of them for this thread is sent away first, and whoever comes
     * meanwhile, or each would wait for the other. On this thread only.
     *
     * @param routes ids; none of them waits for the very work that calls this
     */
    void whileReplacing(Set<String> routes, Replacement work) throws RouteSwap.SwapFailed {
        synchronized (waiting) {
            replaced = Set.copyOf(routes);
            waiting.stream().filter(asked -> routes.contains(asked.route)).forEach(asked -> asked.work.cancel(false));
        }
        try {
            work.run();
        } finally {
            synchronized (waiting) {
                replaced = Set.of();
            }
        }
    }

    @FunctionalInterface
    interface Replacement {
        void run() throws RouteSwap.SwapFailed;
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
