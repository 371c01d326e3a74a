package org.hearthline;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.hearthline.event.FrameWalk;
import org.hearthline.health.StageCounters;

/**
 * Counts a stage's events when its route ends, which is when everything behind it has answered: what {@link
 * FrameAggregationStrategy} has seen in a frame counts only if the frame did not fail further on.
 */
final class StageRoutePolicy extends RoutePolicySupport {
    /** Of the exchange, while it is in the route: the walk over its frame. */
    private static final String WALK = "hearthline.walk.";

    private final Map<String, StageCounters> stages;

    /**
     * A policy for the routes of some stages.
     *
     * @param stages by the id of their route
     */
    StageRoutePolicy(Map<String, StageCounters> stages) {
        this.stages = Map.copyOf(stages);
    }

    /** The walk over a frame has come to its end. */
    static void walked(Exchange whole, String route, FrameWalk walk) {
        whole.setProperty(WALK + route, walk);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        String id = route.getRouteId();
        StageCounters counters = stages.get(id);
        if (counters == null) {
            return;
        }
        Object walk = exchange.removeProperty(WALK + id);
        if (exchange.getException() != null) {
            counters.retried();
        } else if (walk instanceof FrameWalk done && !done.isTrial()) {
            counters.settled(done.kept(), done.filtered(), done.rejected().size());
        }
    }
}
