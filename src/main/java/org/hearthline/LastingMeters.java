package org.hearthline;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.camel.support.service.ServiceHelper;

/**
 * The figures of routes, which Camel takes away with a route: they go on counting when the route is loaded anew. Those of a route
 * without an id of its own go with it, since Camel names it otherwise the next time.
 */
final class LastingMeters implements RoutePolicyFactory {
    private final RoutePolicyFactory factory;

    LastingMeters(RoutePolicyFactory factory) {
        this.factory = factory;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        return new Lasting(camel, factory.createRoutePolicy(camel, routeId, route), isNamed(route));
    }

    private static boolean isNamed(NamedNode route) {
        return route instanceof OptionalIdentifiedDefinition<?> definition && definition.hasCustomIdAssigned();
    }

    private static final class Lasting extends RoutePolicySupport {
        private final RoutePolicy policy;
        private final boolean named;

        Lasting(CamelContext camel, RoutePolicy policy, boolean named) {
            this.policy = policy;
            this.named = named;
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
        public void onRemove(Route route) {
            if (!named) {
                policy.onRemove(route);
            }
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
