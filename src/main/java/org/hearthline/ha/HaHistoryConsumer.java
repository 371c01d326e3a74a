package org.hearthline.ha;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs a {@link HistoryWork} on a thread of its own, and hands its batches to the route. */
public final class HaHistoryConsumer extends BatchConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(HaHistoryConsumer.class);
    private static final Duration LAST_WORDS = Duration.ofSeconds(2);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final HaEndpoint endpoint;
    private @Nullable ExecutorService thread;

    public HaHistoryConsumer(HaEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
    }

    @Override
    protected void doStart() throws Exception {
        HistoryWork work = endpoint.getWork();
        if (work == null) {
            throw new IllegalArgumentException("ha:history: work is missing: name the bean that asks history");
        }
        super.doStart();
        thread = endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "ha-history");
        thread.execute(() -> workUntilInterrupted(work));
    }

    @Override
    protected void doStop() throws Exception {
        if (thread != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(thread);
            if (!thread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.atWarn().log("The work on history does not end; its thread is left behind");
            }
        }
        super.doStop();
    }

    private void workUntilInterrupted(HistoryWork work) {
        CountDownLatch never = new CountDownLatch(1);
        Backoff pauses = new Backoff(FIRST_PAUSE, LONGEST_PAUSE, RandomGenerator.getDefault());
        try {
            while (fails(work)) {
                never.await(pauses.next().toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** False when the work is done, which it is not before it is interrupted. */
    private boolean fails(HistoryWork work) throws InterruptedException {
        try {
            work.run(this::take);
            return false;
        } catch (RuntimeException e) {
            // The thread's edge: whatever a repair meets, the repairs behind it are done.
            getExceptionHandler().handleException("The work on Home Assistant's history broke off; it begins anew", e);
            return true;
        }
    }
}
