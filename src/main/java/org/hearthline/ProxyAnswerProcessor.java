package org.hearthline;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.hearthline.gateway.ProxyHeaders;

/** Passes a stage's answer on: status, headers, and the body as it comes. */
final class ProxyAnswerProcessor implements Processor {
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final String service;

    ProxyAnswerProcessor(String service) {
        this.service = service;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        LinkRoutePolicy.answered(status, exchange);
        // The caller's key was right, and there are no proxies for him to know of.
        if (status == UNAUTHORIZED) {
            throw away(" refuses the gateway's key: give both the same LINK_KEY");
        }
        if (status == BAD_GATEWAY || status == GATEWAY_TIMEOUT) {
            throw away(" is away: what stands before it answered " + status);
        }
        Map<String, List<String>> headers = ProxyHeaders.ofAnswer(entries(message.getHeaders()));
        message.removeHeaders("*");
        headers.forEach((name, values) -> message.setHeader(name, values.size() == 1 ? values.get(0) : values));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
    }

    private TransientFailure away(String how) {
        return new TransientFailure(ErrorCode.UNAVAILABLE, service + how, null, null);
    }

    private static List<Map.Entry<String, String>> entries(Map<String, Object> headers) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        headers.forEach((name, value) -> {
            for (Object one : value instanceof Collection<?> several ? several : List.of(value)) {
                entries.add(Map.entry(name, String.valueOf(one)));
            }
        });
        return entries;
    }
}
