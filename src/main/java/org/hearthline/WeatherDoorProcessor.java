package org.hearthline;

import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Place;
import org.hearthline.event.Rejected;
import org.hearthline.http.Correlation;

/** Reads {@code lat} and {@code lon} of a request for the weather. */
final class WeatherDoorProcessor implements Processor {
    @Override
    public void process(Exchange exchange) {
        Message message = exchange.getMessage();
        Place place = place(message.getHeader("lat", String.class), message.getHeader("lon", String.class));
        Object correlationId = message.getHeader(Correlation.HEADER);
        message.removeHeaders("*");
        message.setHeader(Correlation.HEADER, correlationId);
        message.setBody(place);
    }

    private static Place place(String lat, String lon) {
        try {
            return Place.parse(lat + "," + lon);
        } catch (IllegalArgumentException e) {
            throw new Rejected(new Fault(
                    ErrorCode.INVALID_REQUEST,
                    "lat=" + lat + " and lon=" + lon + " are no place",
                    Map.of("field", "lat, lon", "expected", "degrees: -90 to 90, and -180 to 180")));
        }
    }
}
