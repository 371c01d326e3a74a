package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.http.LinkCodec;

/** Makes of a stage's HTTP answer the {@link Delivery} of the frame that was posted. */
final class LinkAnswerProcessor implements Processor {
    private final LinkCodec codec;

    LinkAnswerProcessor(LinkCodec codec) {
        this.codec = codec;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Frame posted = exchange.getVariable(LinkRequestProcessor.POSTED, Frame.class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = message.getBody(byte[].class);
        Delivery delivery = codec.read(
                posted, status, body == null ? new byte[0] : body, message.getHeader("Retry-After", String.class));
        message.removeHeaders("*");
        message.setBody(delivery);
    }
}
