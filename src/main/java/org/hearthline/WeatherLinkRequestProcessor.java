package org.hearthline;

import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.config.Secret;
import org.hearthline.weather.WeatherRequest;

/** Makes of a {@link WeatherRequest} the GET to the weather stage of another process. */
final class WeatherLinkRequestProcessor implements Processor {
    private final Secret linkKey;

    WeatherLinkRequestProcessor(Secret linkKey) {
        this.linkKey = linkKey;
    }

    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        WeatherRequest request = message.getBody(WeatherRequest.class);
        message.removeHeaders("*");
        message.setHeader(Exchange.HTTP_METHOD, "GET");
        message.setHeader(Exchange.HTTP_PATH, request.path());
        message.setHeader(Exchange.HTTP_QUERY, request.query());
        if (linkKey.isPresent()) {
            message.setHeader("Authorization", "Bearer " + linkKey.reveal());
        }
        message.setBody(null);
    }
}
