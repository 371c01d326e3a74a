package org.hearthline.ha;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePattern;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** Hands batches to the route, one exchange at a time. One thread. */
abstract class BatchConsumer extends DefaultConsumer {
    private long failures;

    BatchConsumer(HaEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
    }

    /** Whether the route has taken the batch; false when it has to be offered again. */
    final boolean take(HaBatch batch) {
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

    /** A route that fails again and again is told of once. */
    private void noteOutcome(@Nullable Exception failure) {
        if (failure == null) {
            if (failures > 0) {
                LoggerFactory.getLogger(getClass())
                        .atInfo()
                        .addKeyValue("failures", failures)
                        .log("The route takes batches again");
            }
            failures = 0;
        } else if (failures++ == 0) {
            getExceptionHandler()
                    .handleException("The route could not take a batch; it is offered again until it does", failure);
        }
    }
}
