package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.hearthline.routes.trial.FrameTap;

/** Shows each frame that comes to a route to whoever tries a change of that route. Costs one look when nobody does. */
final class TapRoutePolicy extends RoutePolicySupport {
    private final FrameTap tap;

    TapRoutePolicy(FrameTap tap) {
        this.tap = tap;
    }

    @Override
    public void onExchangeBegin(Route route, Exchange exchange) {
        tap.heard(route.getRouteId(), exchange.getMessage()::getBody);
    }
}
