package org.hearthline.ha;

import java.time.Duration;
import java.util.concurrent.ExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.Route;
import org.apache.camel.StartupListener;
import org.jspecify.annotations.Nullable;

/**
 * Hands the batches of a {@link HaConnection} to the route, one exchange at a time. When the whole context starts, its endpoint
 * connects before the routes start, unless somebody has let it connect still earlier.
 */
public final class HaConsumer extends BatchConsumer implements StartupListener {
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
    public void onCamelContextStarting(CamelContext context, boolean alreadyStarted) {
        Route route = getRoute();
        if (context.isAutoStartup() && route != null && route.isAutoStartup()) {
            endpoint.connect();
        }
    }

    @Override
    public void onCamelContextStarted(CamelContext context, boolean alreadyStarted) {
        // Routes start after this.
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        HaConnection taken = endpoint.takeConnection();
        connection = taken;
        ExecutorService pool =
                endpoint.getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "ha-events", 2);
        threads = pool;
        taken.start(pool, new Sink());
    }

    @Override
    protected void doStop() throws Exception {
        if (connection != null) {
            connection.stop(handOver);
            connection = null;
            if (endpoint.getMonitor() != null) {
                endpoint.getMonitor().stopped();
            }
        }
        if (threads != null) {
            endpoint.getCamelContext().getExecutorServiceManager().shutdownNow(threads);
        }
        super.doStop();
    }

    private final class Sink implements BatchSink {
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
