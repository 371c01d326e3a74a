package org.hearthline;

import jakarta.jms.JMSException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.jms.JmsMessage;
import org.apache.camel.support.DefaultMessage;
import org.hearthline.outbox.OpenedFrame;
import org.hearthline.outbox.Outbox;
import org.hearthline.outbox.UnreadableFrame;

/**
 * A message of the outbox becomes the frame that it holds: the body, and also variable {@code opened} for the dead letters' own
 * bytes; variable {@code place} is where the house stands, for its weather.
 */
final class OpenFrameProcessor implements Processor {
    static final String OPENED = "opened";

    private final Outbox outbox;

    OpenFrameProcessor(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void process(Exchange exchange) throws JMSException, UnreadableFrame {
        JmsMessage message = exchange.getMessage(JmsMessage.class);
        OpenedFrame opened = outbox.open(message.getJmsMessage(), message.getBody(byte[].class));
        exchange.setVariable(OPENED, opened);
        exchange.setVariable("place", opened.frame().place());
        // Nothing of JMS stays: every event of a split is a copy of the exchange, and its message would ask the session
        // for each.
        exchange.removeProperty(Exchange.BINDING);
        exchange.setMessage(new DefaultMessage(exchange));
        exchange.getMessage().setBody(opened.frame());
    }
}
