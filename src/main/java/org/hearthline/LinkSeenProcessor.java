package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Notes with which status a stage in another process has answered; changes nothing. */
final class LinkSeenProcessor implements Processor {
    private static final int OK = 200;

    @Override
    public void process(Exchange exchange) {
        int status = exchange.getMessage().getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        if (status == OK) {
            LinkRoutePolicy.answered(status, exchange);
        } else {
            LinkRoutePolicy.refused(status, "it answered " + status, exchange);
        }
    }
}
