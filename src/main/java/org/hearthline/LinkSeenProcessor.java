package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes with which status a stage in another process has answered; changes nothing. */
final class LinkSeenProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        LinkRoutePolicy.answered(
                exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class), exchange);
    }
}
