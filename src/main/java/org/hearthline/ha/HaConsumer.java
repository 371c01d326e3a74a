package org.hearthline.ha;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Processor;
import org.hearthline.event.EventParser;
import org.jspecify.annotations.Nullable;

/** Hands the batches of a {@link HaConnection} to the route, one exchange at a time. */
public final class HaConsumer extends BatchConsumer {
    private static final Duration HAND_OVER = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final HaEndpoint endpoint;
    private final Duration handOver;
    private @Nullable HaConnection connection;
    private @Nullable ExecutorService drainThread;

    public HaConsumer(HaEndpoint endpoint, Processor processor) {
        this(endpoint, processor, HAND_OVER);
    }

    /**
     * One that gives up sooner or later.
     *
     * @param handOver how long a stop waits for the route to take what was received
     */
    HaConsumer(HaEndpoint endpoint, Processor processor, Duration handOver) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.handOver = handOver;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HaConnection started = new HaConnection(
                endpoint.getComponent().vertx(),
                endpoint.settings(),
                new EventParser(endpoint.denied()),
                new Route(),
                endpoint.getHouse(),
                RandomGenerator.getDefault(),
                Clock.systemUTC());
        ExecutorService thread =
                endpoint.getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "ha-drain");
        connection = started;
        drainThread = thread;
        if (endpoint.getMonitor() != null) {
            endpoint.getMonitor().watch(started);
        }
        started.start(thread);
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            connection.stop(handOver);
        }
        if (drainThread != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(drainThread);
            drainThread.awaitTermination(LAST_WORDS.toMillis(), TimeUnit.MILLISECONDS);
        }
        super.doStop();
    }

    private final class Route implements BatchSink {
        @Override
        public boolean take(HaBatch batch) {
            return HaConsumer.this.take(batch);
        }

        @Override
        public long waiting() {
            HaMonitor monitor = endpoint.getMonitor();
            return monitor == null ? 0 : monitor.backlog();
        }
    }
}
