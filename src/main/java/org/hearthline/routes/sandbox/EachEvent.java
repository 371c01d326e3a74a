package org.hearthline.routes.sandbox;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.DefaultConsumer;
import org.hearthline.event.Event;

/**
 * Leads the events of a frame one by one into a route whose body is one event, as a step of enrichment would, and judges what
 * comes of it as in any stage. A route may make of its copy what it likes (a text for a webhook): the event goes on as it came,
 * unless the route answers another one.
 */
final class EachEvent extends RouteBuilder {
    /** Of no scheme that an author is likely to take from; in a sandbox all of them are the same. */
    static final String IN = "seda:sandbox-each-event";
    /** Property of the exchange: the id of the route. */
    static final String ROUTE = "hearthline.sandbox.route";

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(IN).routeId("sandbox-each-event")
                .split(body())
                .aggregationStrategy("#frame")
                .streaming()
                .process(EachEvent::pass);
    }

    private static void pass(Exchange exchange) throws Exception {
        CamelContext context = exchange.getContext();
        String route = exchange.getProperty(ROUTE, String.class);
        Exchange copy = exchange.copy();
        ((DefaultConsumer) context.getRoute(route).getConsumer()).getProcessor().process(copy);
        copy.getProperties().forEach(exchange::setProperty);
        copy.getVariables().forEach(exchange::setVariable);
        if (copy.getException() != null) {
            throw copy.getException();
        }
        exchange.setRouteStop(copy.isRouteStop());
        if (copy.getMessage().getBody() instanceof Event event) {
            exchange.getMessage().setBody(event);
        }
    }
}
