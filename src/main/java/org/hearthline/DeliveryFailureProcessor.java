package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.hearthline.event.TransientFailure;
import org.hearthline.outbox.Deliveries;
import org.hearthline.outbox.OpenedFrame;

/** Sees each failed attempt of a delivery: tells {@link Deliveries}, and sets the pause that the other side asked for. */
final class DeliveryFailureProcessor implements Processor {
    private final Deliveries deliveries;

    DeliveryFailureProcessor(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    @Override
    public void process(Exchange exchange) {
        Exception thrown = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        TransientFailure failure =
                Failures.asTransient(thrown).orElseGet(() -> new TransientFailure(String.valueOf(thrown), thrown));
        OpenedFrame opened = exchange.getVariable(OpenFrameProcessor.OPENED, OpenedFrame.class);
        if (opened != null) {
            deliveries.failed(opened, failure);
        }
        failure.retryAfter()
                .ifPresentOrElse(
                        pause -> exchange.getMessage().setHeader(Exchange.REDELIVERY_DELAY, pause.toMillis()),
                        () -> exchange.getMessage().removeHeader(Exchange.REDELIVERY_DELAY));
    }
}
