package org.hearthline;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.http.LinkCodec;

/** Makes of a stage's HTTP answer the {@link Delivery} of the frame that was posted; one that was too large goes in parts. */
final class LinkAnswerProcessor implements Processor {
    private final LinkCodec codec;

    LinkAnswerProcessor(LinkCodec codec) {
        this.codec = codec;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        Frame posted = exchange.getVariable(LinkRequestProcessor.POSTED, Frame.class);
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        byte[] body = message.getBody(byte[].class);
        String retryAfter = message.getHeader("Retry-After", String.class);
        LinkRoutePolicy.answered(status, exchange);
        message.removeHeaders("*");
        message.setBody(
                codec.isTooLarge(status)
                        ? inParts(posted, exchange)
                        : codec.read(posted, status, body == null ? new byte[0] : body, retryAfter));
    }

    /** Through the same route again, half by half, until each part fits. */
    private Delivery inParts(Frame posted, Exchange exchange) throws IOException {
        String route = ExchangeHelper.getRouteId(exchange);
        if (posted.size() < 2) {
            return posted.isEmpty() ? posted.settle(Delivery.NOTHING) : codec.refused(posted, route + "-post");
        }
        Delivery all = Delivery.NOTHING;
        try (ProducerTemplate again = exchange.getContext().createProducerTemplate()) {
            for (Frame half : posted.halves()) {
                all = all.plus(again.requestBody("direct:" + route, half, Delivery.class));
            }
        }
        return all;
    }
}
