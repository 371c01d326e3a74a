package org.hearthline;

import java.util.UUID;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.config.Secret;
import org.hearthline.http.Correlation;
import org.hearthline.link.Link;
import org.hearthline.link.LinkCall;
import org.hearthline.weather.WeatherRequest;

/** Makes of a {@link WeatherRequest} the GET to the weather stage of another process, at the address whose turn it is. */
final class WeatherLinkRequestProcessor implements Processor {
    private final Link link;
    private final Secret linkKey;

    WeatherLinkRequestProcessor(Link link, Secret linkKey) {
        this.link = link;
        this.linkKey = linkKey;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        WeatherRequest request = message.getBody(WeatherRequest.class);
        String correlationId = UUID.randomUUID().toString();
        LinkCall call = link.call(link.next(), new LinkCall.Subject("GET", request.path(), 1, 0, correlationId));
        LinkRoutePolicy.began(call, exchange);
        message.removeHeaders("*");
        message.setHeader(Correlation.HEADER, correlationId);
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(Exchange.HTTP_URI, call.base().toString());
        message.setHeader(Exchange.HTTP_PATH, request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.query());
        linkKey.bearer().ifPresent(key -> message.setHeader("Authorization", key));
        message.setBody(null);
    }
}
