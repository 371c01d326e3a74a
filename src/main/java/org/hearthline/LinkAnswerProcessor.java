package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.Frame;
import org.hearthline.event.TransientFailure;
import org.hearthline.http.LinkCodec;

/**
 * Makes of a stage's HTTP answer the {@link org.hearthline.event.Delivery} of the frame that was posted. A frame that is too
 * large stays the body, for {@link LinkPartsProcessor}.
 */
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
        String retryAfter = message.getHeader("Retry-After", String.class);
        message.removeHeaders("*");
        try {
            message.setBody(
                    codec.isTooLarge(status)
                            ? posted
                            : codec.read(posted, status, body == null ? new byte[0] : body, retryAfter));
            LinkRoutePolicy.answered(status, exchange);
        } catch (TransientFailure e) {
            // A stage that takes no frame has failed, whatever it says: a wrong key, a wrong address, another program.
            LinkRoutePolicy.refused(status, String.valueOf(e.getMessage()), exchange);
            throw e;
        }
    }
}
