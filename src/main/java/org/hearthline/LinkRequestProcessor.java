package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.config.Secret;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.Frame;
import org.hearthline.event.Place;
import org.hearthline.http.Correlation;
import org.hearthline.http.EventDoor;
import org.hearthline.http.Received;
import org.hearthline.link.Link;
import org.hearthline.link.LinkCall;

/**
 * Makes of a frame the request that posts it to a stage in another process, at the address whose turn it is. The frame stays in
 * variable {@code posted}.
 */
final class LinkRequestProcessor implements Processor {
    static final String POSTED = "posted";

    private static final String METHOD = "POST";
    private static final String PATH = "/api/v1/events";

    private final EnvelopeWriter writer = new EnvelopeWriter();
    private final Link link;
    private final Secret linkKey;

    LinkRequestProcessor(Link link, Secret linkKey) {
        this.link = link;
        this.linkKey = linkKey;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Frame frame = message.getBody(Frame.class);
        String correlationId = correlationId(exchange, frame);
        int attempt = 1 + message.getHeader(Exchange.REDELIVERY_COUNTER, 0, Integer.class);
        LinkCall call =
                link.call(link.next(), new LinkCall.Subject(METHOD, PATH, attempt, frame.size(), correlationId));
        LinkRoutePolicy.began(call, exchange);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, METHOD);
        message.setHeader(Exchange.HTTP_URI, call.base().toString());
        message.setHeader(Exchange.HTTP_PATH, PATH);
        message.setHeader(Exchange.CONTENT_TYPE, EnvelopeWriter.CONTENT_TYPE);
        message.setHeader(EventDoor.FRAME_ID, frame.id().toString());
        message.setHeader(Correlation.HEADER, correlationId);
        Place place = frame.place();
        if (place != null) {
            message.setHeader(EventDoor.PLACE, place.text());
        }
        linkKey.bearer().ifPresent(key -> message.setHeader("Authorization", key));
        exchange.setVariable(POSTED, frame);
        message.setBody(writer.write(frame));
    }

    /** The caller's; a frame out of the outbox has no caller, and its own id ties its hops together. */
    private static String correlationId(Exchange exchange, Frame frame) {
        Received request = exchange.getVariable(DoorProcessor.REQUEST, Received.class);
        return request == null ? frame.id().toString() : request.correlationId();
    }
}
