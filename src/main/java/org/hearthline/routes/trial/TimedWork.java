package org.hearthline.routes.trial;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.hearthline.routes.trial.RouteTrials.Limits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Work on a thread of its own, so that whoever waits for it is free in time, whatever a tried file does. For one use. */
final class TimedWork {
    private static final Logger LOG = LoggerFactory.getLogger(TimedWork.class);
    private static final Duration LOOK = Duration.ofMillis(500);
    private static final Duration GRACE = Duration.ofSeconds(1);

    private volatile boolean over;

    /** Whether the work is to end: time is up, or the process stops. */
    boolean isOver() {
        return over;
    }

    /**
     * Does the work, and comes back when it is done, or has been given up.
     *
     * @param work asks {@link #isOver()}, and is interrupted if it goes on all the same
     * @return what the work says; true when it was given up
     */
    boolean run(Callable<Boolean> work, Limits limits) throws InterruptedException {
        FutureTask<Boolean> task = new FutureTask<>(work);
        Thread thread = new Thread(task, "hearthline-trial");
        thread.setDaemon(true);
        thread.start();
        try {
            long start = System.nanoTime();
            while (!limits.stopping().getAsBoolean()
                    && System.nanoTime() - start < limits.longest().toNanos()) {
                thread.join(LOOK.toMillis());
                if (task.isDone()) {
                    return result(task);
                }
            }
            return true;
        } finally {
            end(thread);
        }
    }

    private void end(Thread thread) throws InterruptedException {
        over = true;
        thread.join(GRACE.toMillis());
        if (thread.isAlive()) {
            thread.interrupt();
            // Closing both sandboxes takes a second each where something in them still runs.
            thread.join(GRACE.multipliedBy(4).toMillis());
        }
        if (thread.isAlive()) {
            LOG.atWarn().log("A tried file of routes cannot be ended");
        }
    }

    private static boolean result(FutureTask<Boolean> task) throws InterruptedException {
        try {
            return task.get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException thrown) {
                throw thrown;
            }
            throw new IllegalStateException(e.getCause());
        }
    }
}
