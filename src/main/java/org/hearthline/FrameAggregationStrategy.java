package org.hearthline;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.support.ExchangeHelper;
import org.hearthline.event.Causes;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.FrameWalk;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.RouteWatch;
import org.jspecify.annotations.Nullable;

/**
 * Puts a frame together again after a {@code split} that showed its events one by one (docs/routes.md): what came through goes
 * on, {@code filter} + {@code stop} leaves out, {@link Rejected} refuses one event, {@link TransientFailure} ends the walk and
 * fails the frame. Variables {@code field.<name>} become fields of the event.
 *
 * <p>The split is sequential: one thread, in order.
 */
final class FrameAggregationStrategy implements AggregationStrategy {
    /** What a route's author names a variable whose value is to be stored. */
    static final String FIELD_PREFIX = "field.";

    /** Of the exchange, while it is split. */
    private static final String WALKING = "hearthline.walking";

    private final RouteWatch watch;

    FrameAggregationStrategy(RouteWatch watch) {
        this.watch = watch;
    }

    @Override
    public Exchange aggregate(Exchange before, Exchange one) {
        throw new UnsupportedOperationException("The frame strategy belongs into a split over a frame");
    }

    @Override
    public Exchange aggregate(@Nullable Exchange before, Exchange one, Exchange whole) {
        Frame frame = whole.getMessage().getBody(Frame.class);
        int index = one.getProperty(ExchangePropertyKey.SPLIT_INDEX, 0, Integer.class);
        FrameWalk walk = walk(whole, frame, index);
        String route = String.valueOf(ExchangeHelper.getRouteId(whole));
        settle(one, walk, index, route);
        boolean last = index == frame.size() - 1;
        if (last && walk.failure() == null && !walk.isComplete()) {
            walk.fail(
                    TransientFailure.brokenRoute(
                            "The split of route " + route
                                    + " has not seen each event once: it has to be sequential (no parallelProcessing). Its frames are kept"));
        }
        watch.brokenStep(route, last ? frame.size() : 0).ifPresent(failing -> walk.fail(broken(route, failing)));
        TransientFailure failure = walk.failure();
        if (failure != null || last) {
            whole.removeProperty(WALKING);
        }
        if (failure != null) {
            whole.setException(failure);
            // The split passes on what one of its steps threw.
            FailedStep.remember(whole, step(one));
        } else if (last) {
            whole.getMessage().setBody(walk.result());
            StageRoutePolicy.walked(whole, route, walk);
        }
        return whole;
    }

    /** The one that the split began with: whoever else splits the same frame, such as a tap, walks by himself. */
    private static FrameWalk walk(Exchange whole, Frame frame, int index) {
        FrameWalk begun = index == 0 ? null : whole.getProperty(WALKING, FrameWalk.class);
        if (begun != null) {
            return begun;
        }
        FrameWalk walk = frame.walk();
        whole.setProperty(WALKING, walk);
        return walk;
    }

    private void settle(Exchange one, FrameWalk walk, int index, String route) {
        Exception thrown = one.getException();
        if (thrown != null) {
            settleFailure(thrown, one, walk, index, route);
        } else if (one.isRouteStop()) {
            watch.passed(route);
            walk.filter();
        } else if (one.getMessage().getBody() instanceof Event event) {
            watch.passed(route);
            walk.keep(index, withFields(event, one));
        } else {
            unexpected("The body is no longer an event", one, walk, index, route);
        }
    }

    private void settleFailure(Exception thrown, Exchange one, FrameWalk walk, int index, String route) {
        Optional<TransientFailure> away = Failures.asTransient(thrown);
        Optional<Rejected> rejected = Failures.asRejected(thrown);
        if (away.isPresent()) {
            walk.fail(away.get());
        } else if (rejected.isPresent()) {
            watch.passed(route);
            walk.reject(index, route, step(one), rejected.get().fault());
        } else {
            unexpected(Causes.words(thrown), one, walk, index, route);
        }
    }

    private void unexpected(String what, Exchange one, FrameWalk walk, int index, String route) {
        watch.failed(route, step(one), what);
        walk.reject(index, route, step(one), Fault.of(ErrorCode.STEP_FAILED, what));
    }

    private static TransientFailure broken(String route, RouteWatch.Failing failing) {
        return TransientFailure.brokenRoute("Step " + failing.step() + " of route " + route + " fails at every event ("
                + failing.why() + "): mend the route, its frames are kept");
    }

    private static String step(Exchange one) {
        String failed = FailedStep.of(one);
        return failed == null ? "unknown" : failed;
    }

    private static Event withFields(Event event, Exchange one) {
        if (!one.hasVariables()) {
            return event;
        }
        Map<String, Object> fields = new HashMap<>();
        one.getVariables().forEach((name, value) -> {
            if (name.startsWith(FIELD_PREFIX) && value != null) {
                fields.put(name.substring(FIELD_PREFIX.length()), storable(value));
            }
        });
        return fields.isEmpty() ? event : event.with(event.enriched().withFields(fields));
    }

    /** Numbers and on/off as a number, everything else as text: a stored field never changes its type. */
    private static Object storable(Object value) {
        if (value instanceof Boolean flag) {
            return flag ? 1.0 : 0.0;
        }
        return value instanceof Number number ? (Object) number.doubleValue() : value.toString();
    }
}
