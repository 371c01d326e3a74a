package org.hearthline.routes;

import java.util.Map;
import java.util.TreeMap;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.FrameWalk;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;

/** The least that a split over a frame needs, so that a stage can be tested without the rest of the process. */
final class FrameForTests implements AggregationStrategy {
    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange) {
        throw new UnsupportedOperationException("Camel calls the one with the input");
    }

    @Override
    public Exchange aggregate(Exchange oldExchange, Exchange newExchange, Exchange input) {
        Frame frame = input.getMessage().getBody(Frame.class);
        FrameWalk walk = frame.walk();
        int index = newExchange.getProperty(Exchange.SPLIT_INDEX, Integer.class);
        Exception failure = newExchange.getException();
        newExchange.setException(null);
        if (failure instanceof TransientFailure away) {
            walk.fail(away);
            newExchange.setException(away);
        } else if (failure instanceof Rejected refused) {
            walk.reject(index, "stage", "step", refused.fault());
        } else if (failure != null) {
            throw new IllegalStateException(failure);
        } else if (newExchange.isRouteStop()) {
            walk.filter();
        } else {
            walk.keep(index, withFields(newExchange));
        }
        Exchange aggregate = oldExchange == null ? newExchange : oldExchange;
        aggregate.setRouteStop(false);
        return aggregate;
    }

    @Override
    public void onCompletion(Exchange exchange, Exchange input) {
        if (exchange != null) {
            exchange.getMessage()
                    .setBody(input.getMessage().getBody(Frame.class).walk().result());
        }
    }

    private static Event withFields(Exchange exchange) {
        Event event = exchange.getMessage().getBody(Event.class);
        Map<String, Object> fields = new TreeMap<>();
        exchange.getVariables().forEach((name, value) -> {
            if (name.startsWith("field.")) {
                fields.put(name.substring("field.".length()), value);
            }
        });
        return event.with(event.enriched().withFields(fields));
    }
}
