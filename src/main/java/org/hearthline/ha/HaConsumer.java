package org.hearthline.ha;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.hearthline.event.EventParser;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands the batches of a {@link HaConnection} to the route, one exchange at a time. */
public final class HaConsumer extends DefaultConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(HaConsumer.class);
    private static final Duration HAND_OVER = Duration.ofSeconds(10);
    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final HaEndpoint endpoint;
    private final Duration handOver;
    private @Nullable HaConnection connection;
    private @Nullable ExecutorService drainThread;
    private long failures;

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
                this::take,
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

    private boolean take(HaBatch batch) {
        Exchange exchange = createExchange(false);
        exchange.setPattern(ExchangePattern.InOnly);
        exchange.getMessage().setBody(batch);
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
        Exception failure = exchange.getException();
        releaseExchange(exchange, false);
        noteOutcome(failure);
        // The outbox swallows the interrupt of a stop that waits no longer: then nothing was handed over, and nobody
        // says so.
        return failure == null && !Thread.currentThread().isInterrupted();
    }

    /** A route that fails again and again is told of once. For the drain thread. */
    private void noteOutcome(@Nullable Exception failure) {
        if (failure == null) {
            if (failures > 0) {
                LOG.atInfo().addKeyValue("failures", failures).log("The route takes batches again");
            }
            failures = 0;
        } else if (failures++ == 0) {
            getExceptionHandler()
                    .handleException("The route could not take a batch; it is offered again until it does", failure);
        }
    }
}
