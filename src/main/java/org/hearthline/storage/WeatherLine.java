package org.hearthline.storage;

import java.time.Instant;
import org.hearthline.event.Observation;
import org.hearthline.event.Timestamps;

/** Writes an observation as one line of measurement {@code weather}: tags house and source, at the time of observation. */
final class WeatherLine {
    static final String MEASUREMENT = "weather";

    /** The line of one observation; no line when it has no time or says nothing. */
    Lines encode(String house, Observation observation) {
        LineSink sink = new LineSink(1, 256);
        Instant at = observation.observedAt();
        if (at != null) {
            sink.begin(MEASUREMENT);
            sink.tag("house", house);
            sink.tag("source", observation.source());
            sink.number("temperature", observation.temperature());
            sink.number("humidity", observation.humidity());
            sink.number("pressure", observation.pressure());
            sink.number("wind_speed", observation.windSpeed());
            sink.text("condition", observation.condition());
            sink.end(Timestamps.micros(at) * 1000);
        }
        return sink.lines();
    }
}
