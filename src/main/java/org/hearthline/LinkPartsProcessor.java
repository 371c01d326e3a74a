package org.hearthline;

import java.io.IOException;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.support.ExchangeHelper;
import org.hearthline.event.Delivery;
import org.hearthline.event.Frame;
import org.hearthline.http.LinkCodec;

/**
 * Posts a frame that was too large for the stage half by half, through the same route, until each part fits. Behind the circuit
 * breaker: one that probes lets a single call pass, which must not wait for others.
 */
final class LinkPartsProcessor implements Processor {
    private final LinkCodec codec;

    LinkPartsProcessor(LinkCodec codec) {
        this.codec = codec;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        if (exchange.getMessage().getBody() instanceof Frame tooLarge) {
            exchange.getMessage().setBody(inParts(tooLarge, exchange));
        }
    }

    private Delivery inParts(Frame frame, Exchange exchange) throws IOException {
        String route = ExchangeHelper.getRouteId(exchange);
        if (frame.size() < 2) {
            return frame.isEmpty() ? frame.settle(Delivery.NOTHING) : codec.refused(frame, route + "-post");
        }
        Delivery all = Delivery.NOTHING;
        try (ProducerTemplate again = exchange.getContext().createProducerTemplate()) {
            for (Frame half : frame.halves()) {
                all = all.plus(again.requestBody("direct:" + route, half, Delivery.class));
            }
        }
        return all;
    }
}
