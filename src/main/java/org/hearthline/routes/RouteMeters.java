package org.hearthline.routes;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.NamedNode;
import org.apache.camel.Route;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.spi.RoutePolicy;
import org.apache.camel.spi.RoutePolicyFactory;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.RoutePolicySupport;
import org.jspecify.annotations.Nullable;

/**
 * Counts what each route does, and how long it takes, under the names of Camel's own Micrometer policy. That one keeps a property
 * of the exchange for each route that a frame is in, which a split copies for every event, and it takes a route's figures away
 * with the route (docs/decisions/0036). Here they go on when the route is loaded anew; those of a route without an id of its own
 * go with it, since Camel names it otherwise the next time. Any thread.
 */
public final class RouteMeters implements RoutePolicyFactory {
    static final String ROUTE_ID = "routeId";
    static final String TIME = "camel.route.policy";
    static final String FAILURES = "camel.exchanges.failed";
    static final String FAILURES_HANDLED = "camel.exchanges.failures.handled";

    private static final double P99 = 0.99;
    private static final Duration RECENT = Duration.ofMinutes(2);
    private static final int PARTS_OF_RECENT = 2;

    private final MeterRegistry meters;

    public RouteMeters(MeterRegistry meters) {
        this.meters = meters;
    }

    @Override
    public RoutePolicy createRoutePolicy(CamelContext camel, String routeId, NamedNode route) {
        Tags tags =
                Tags.of("camelContext", camel.getName(), "kind", "CamelRoute", ROUTE_ID, routeId, "eventType", "route");
        return new OfRoute(meters, tags, isNamed(route));
    }

    private static boolean isNamed(NamedNode route) {
        return route instanceof OptionalIdentifiedDefinition<?> definition && definition.hasCustomIdAssigned();
    }

    private static final class OfRoute extends RoutePolicySupport {
        private final MeterRegistry meters;
        private final Tags tags;
        private final boolean named;
        private final Counter total;
        private final Counter succeeded;
        private final Counter failed;
        private final Counter handled;
        private final Counter redelivered;
        /** When each exchange came that is in the route now, ns of {@link System#nanoTime()}. */
        private final Map<Exchange, Long> begun = new ConcurrentHashMap<>();

        private volatile @Nullable Timer timer;

        OfRoute(MeterRegistry meters, Tags tags, boolean named) {
            this.meters = meters;
            this.tags = tags;
            this.named = named;
            this.total = counter("camel.exchanges.total", "Total number of processed exchanges");
            this.succeeded = counter("camel.exchanges.succeeded", "Number of successfully completed exchanges");
            this.failed = counter(FAILURES, "Number of failed exchanges");
            this.handled = counter(FAILURES_HANDLED, "Number of failures handled");
            this.redelivered = counter(
                    "camel.exchanges.external.redeliveries",
                    "Number of external initiated redeliveries (such as from JMS broker)");
        }

        private Counter counter(String name, String description) {
            return Counter.builder(name).description(description).tags(tags).register(meters);
        }

        @Override
        public void onExchangeBegin(Route route, Exchange exchange) {
            begun.put(exchange, System.nanoTime());
        }

        @Override
        public void onExchangeDone(Route route, Exchange exchange) {
            Long since = begun.remove(exchange);
            if (since != null) {
                timer().record(System.nanoTime() - since, TimeUnit.NANOSECONDS);
            }
            count(exchange);
        }

        private void count(Exchange exchange) {
            total.increment();
            if (exchange.isFailed()) {
                failed.increment();
                return;
            }
            succeeded.increment();
            if (ExchangeHelper.isFailureHandled(exchange)) {
                handled.increment();
            }
            if (exchange.isExternalRedelivered()) {
                redelivered.increment();
            }
        }

        /** Made when it is needed: a percentile costs memory, and many routes never run. */
        private Timer timer() {
            Timer known = timer;
            if (known == null) {
                known = newTimer();
                timer = known;
            }
            return known;
        }

        /** The same one for who asks twice. */
        private Timer newTimer() {
            return Timer.builder(TIME)
                    .description("Route performance metrics")
                    .tags(tags)
                    .publishPercentiles(P99)
                    .distributionStatisticExpiry(RECENT)
                    .distributionStatisticBufferLength(PARTS_OF_RECENT)
                    .register(meters);
        }

        @Override
        public void onRemove(Route route) {
            leave(route.getCamelContext());
            if (!named) {
                meters.getMeters().stream()
                        .filter(meter -> tags.stream().allMatch(meter.getId().getTags()::contains))
                        .forEach(meters::remove);
            }
        }

        /** Camel would keep it among its services to the end, one more with each reload. What is in the route still counts. */
        private void leave(CamelContext camel) {
            try {
                camel.removeService(this);
            } catch (Exception e) { // Camel declares no narrower one
                throw new IllegalStateException("The figures of a route that is gone cannot be let go", e);
            }
        }
    }
}
