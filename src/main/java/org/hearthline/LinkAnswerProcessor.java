package org.hearthline;

import java.io.IOException;
import java.io.InputStream;
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
    /** Bytes. Of a thousand events that are all refused, the answer has some two million. */
    private static final int LONGEST = 16 << 20;

    private final LinkCodec codec;

    LinkAnswerProcessor(LinkCodec codec) {
        this.codec = codec;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Frame posted = exchange.getVariable(LinkRequestProcessor.POSTED, Frame.class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = body(message);
        String retryAfter = message.getHeader("Retry-After", String.class);
        message.removeHeaders("*");
        try {
            message.setBody(codec.isTooLarge(status) ? posted : codec.read(posted, status, body, retryAfter));
            LinkRoutePolicy.answered(status, exchange);
        } catch (TransientFailure e) {
            // A stage that takes no frame has failed, whatever it says: a wrong key, a wrong address, another program.
            LinkRoutePolicy.refused(status, String.valueOf(e.getMessage()), exchange);
            throw e;
        }
    }

    private static byte[] body(Message message) throws IOException {
        InputStream answer = message.getBody(InputStream.class);
        byte[] body = answer == null ? new byte[0] : answer.readNBytes(LONGEST + 1);
        if (body.length > LONGEST) {
            throw new TransientFailure("The next stage's answer is longer than one can be: check its address", null);
        }
        return body;
    }
}
