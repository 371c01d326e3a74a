package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.EnvelopeWriter;

/** Answers an HTTP request with the lines of JSON that the body gives, whenever it gives them. */
final class LinesAnswerProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        message.setHeader(Exchange.CONTENT_TYPE, EnvelopeWriter.CONTENT_TYPE);
    }
}
