package org.hearthline;

import java.util.Map;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.event.FrameWalk;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.StageCounters;
import org.jspecify.annotations.Nullable;

/**
 * Sees a stage's route end, which is when everything behind it has answered. An end that does not tell what became of each
 * event is none, whatever the user's steps have done: the frame fails, and is kept. Counts the events: what {@link
 * FrameAggregationStrategy} has seen in a frame counts only if the frame did not fail.
 */
final class StageRoutePolicy extends RoutePolicySupport {
    /** Of the exchange, while it is in the route: the walk over its frame. */
    private static final String WALK = "hearthline.walk.";

    private final Map<String, StageCounters> counted;

    /**
     * A policy for the routes of stages.
     *
     * @param counted those whose events are counted here, by the id of their route
     */
    StageRoutePolicy(Map<String, StageCounters> counted) {
        this.counted = Map.copyOf(counted);
    }

    /** The walk over a frame has come to its end. */
    static void walked(Exchange whole, String route, FrameWalk walk) {
        whole.setProperty(WALK + route, walk);
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        String id = route.getRouteId();
        FrameWalk walk = (FrameWalk) exchange.removeProperty(WALK + id);
        if (exchange.getException() == null) {
            fault(exchange, walk).ifPresent(fault -> keep(exchange, "Route " + id + fault));
        }
        StageCounters counters = counted.get(id);
        if (counters == null) {
            return;
        }
        if (exchange.getException() != null) {
            counters.retried();
        } else if (walk != null && !walk.isTrial()) {
            counters.settled(walk.kept(), walk.filtered(), walk.rejected().size());
        }
    }

    private static Optional<String> fault(Exchange exchange, @Nullable FrameWalk walk) {
        if (exchange.isRouteStop() || exchange.isRollbackOnly()) {
            return Optional.of(" ends a whole frame: stop belongs into the split, where the body is one event");
        }
        Object answer = exchange.getMessage().getBody();
        if (answer instanceof Frame trial && trial.isTrial()) {
            return Optional.empty();
        }
        // Without a split nobody has counted the events here.
        int events = walk != null ? walk.total() : answer instanceof Delivery delivery ? delivery.events() : 0;
        return Delivery.fault(answer, events).map(fault -> " answers " + fault);
    }

    /** A mark to stop would end the routes of all callers too. */
    static void keep(Exchange exchange, String why) {
        exchange.setRouteStop(false);
        exchange.setRollbackOnly(false);
        exchange.setException(TransientFailure.brokenRoute(why + ". Mend its file; its frames are kept"));
    }
}
