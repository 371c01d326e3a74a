package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.hearthline.outbox.OpenedFrame;

/**
 * Sees {@code delivery-carry} end. Its message is taken out of the outbox when it ends without an exception, which it must not
 * before what became of the events is counted, whatever steps a user has put between.
 */
final class DeliveryRoutePolicy extends RoutePolicySupport {
    /** The route that it is for. */
    static final String ROUTE = "delivery-carry";

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        OpenedFrame opened = exchange.getVariable(OpenFrameProcessor.OPENED, OpenedFrame.class);
        if (exchange.getException() == null && opened != null && !opened.isSettled()) {
            StageRoutePolicy.keep(exchange, "Route " + ROUTE + " ends before its step that settles the frame");
        }
    }
}
