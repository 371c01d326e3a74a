package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.hearthline.event.Causes;
import org.hearthline.event.TransientFailure;
import org.hearthline.outbox.Deliveries;
import org.hearthline.outbox.OpenedFrame;
import org.hearthline.routes.RouteReload;

/** Sees each failed attempt of a delivery: tells {@link Deliveries}, and sets the pause that the other side asked for. */
final class DeliveryFailureProcessor implements Processor {
    private final Deliveries deliveries;

    DeliveryFailureProcessor(Deliveries deliveries) {
        this.deliveries = deliveries;
    }

    /** A route that is not there while routes are loaded anew is not to be started by anybody. */
    private static TransientFailure inWords(TransientFailure away, Exchange exchange) {
        RouteReload files = exchange.getContext().getRegistry().lookupByNameAndType("routeFiles", RouteReload.class);
        return away.isBrief() && files != null && files.isUnderWay()
                ? TransientFailure.brief("A route that this one hands on to is being loaded anew", away)
                : away;
    }

    @Override
    public void process(Exchange exchange) {
        Exception thrown = exchange.getException() != null
                ? exchange.getException()
                : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        TransientFailure failure = Failures.asTransient(thrown)
                .map(away -> inWords(away, exchange))
                .orElseGet(() -> new TransientFailure(Causes.words(thrown), thrown));
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
