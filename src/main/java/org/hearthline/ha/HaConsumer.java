package org.hearthline.ha;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.random.RandomGenerator;
import org.apache.camel.Processor;
import org.hearthline.event.EventParser;
import org.jspecify.annotations.Nullable;

/** Hands the batches of a {@link HaConnection} to the route, one exchange at a time. */
public final class HaConsumer extends BatchConsumer {
    private static final Duration HAND_OVER = Duration.ofSeconds(10);

    private final HaEndpoint endpoint;
    private final Duration handOver;
    private @Nullable HaConnection connection;
    private @Nullable ExecutorService threads;

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
        ExecutorService pool =
                endpoint.getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "ha-events", 2);
        connection = started;
        threads = pool;
        if (endpoint.getMonitor() != null) {
            endpoint.getMonitor().watch(started);
        }
        started.start(pool);
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            connection.stop(handOver);
            if (endpoint.getMonitor() != null) {
                endpoint.getMonitor().stopped();
            }
        }
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(threads);
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
