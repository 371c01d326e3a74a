package org.hearthline;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceHelper;

/** The figures of routes, which Camel takes away with a route: they go on counting when the route is loaded anew. */
final class LastingMeters implements RoutePolicyFactory {
    private final RoutePolicyFactory factory;

    LastingMeters(RoutePolicyFactory factory) {
        this.factory = factory;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new Lasting(camel, factory.createRoutePolicy(camel, routeId, route));
    }

    private static final class Lasting extends RoutePolicySupport {
        private final RoutePolicy policy;

        Lasting(CamelContext camel, RoutePolicy policy) {
            this.policy = policy;
            CamelContextAware.trySetCamelContext(policy, camel);
        }

        @Override
        protected void doStart() throws Exception {
            ServiceHelper.startService(policy);
        }

        @Override
        public void onInit(Route route) {
            policy.onInit(route);
        }

        @Override
        public void onStart(Route route) {
            policy.onStart(route);
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            policy.onExchangeBegin(route, exchange);
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            policy.onExchangeDone(route, exchange);
        }
    }
}
