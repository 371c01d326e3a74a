package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.Frame;
import org.hearthline.http.Correlation;
import org.hearthline.http.EventDoor;
import org.hearthline.http.Received;
import org.slf4j.MDC;

/**
 * Lets the events of an HTTP request in: the body becomes a {@link Frame}, the headers go, the variables {@code place} (for
 * the weather) and {@code request} (for the answer) stay.
 */
final class DoorProcessor implements Processor {
    static final String REQUEST = "request";

    private final EventDoor door;

    DoorProcessor(EventDoor door) {
        this.door = door;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        byte[] body = message.getBody(byte[].class);
        Received received = door.read(
                body == null ? new byte[0] : body,
                new EventDoor.Head(
                        message.getHeader("Content-Type", String.class),
                        message.getHeader("Content-Encoding", String.class),
                        message.getHeader(EventDoor.FRAME_ID, String.class),
                        message.getHeader(EventDoor.PLACE, String.class),
                        message.getHeader(Correlation.HEADER, String.class)));
        message.removeHeaders("*");
        MDC.put(Correlation.LOG_KEY, received.correlationId());
        exchange.setVariable(REQUEST, received);
        exchange.setVariable("place", received.frame().place());
        message.setBody(received.frame());
    }
}
