package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.Frame;
import org.hearthline.event.Place;
import org.hearthline.http.EventDoor;
import org.jspecify.annotations.Nullable;

/** Makes of a frame the request that posts it to a stage in another process. The frame stays in variable {@code posted}. */
final class LinkRequestProcessor implements Processor {
    static final String POSTED = "posted";

    private final EnvelopeWriter writer = new EnvelopeWriter();
    private final @Nullable String linkKey;

    LinkRequestProcessor(@Nullable String linkKey) {
        this.linkKey = linkKey;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Frame frame = message.getBody(Frame.class);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "POST");
        message.setHeader(Exchange.CONTENT_TYPE, EnvelopeWriter.CONTENT_TYPE);
        message.setHeader(EventDoor.FRAME_ID, frame.id().toString());
        Place place = frame.place();
        if (place != null) {
            message.setHeader(EventDoor.PLACE, place.text());
        }
        if (linkKey != null) {
            message.setHeader("Authorization", "Bearer " + linkKey);
        }
        exchange.setVariable(POSTED, frame);
        message.setBody(writer.write(frame));
    }
}
