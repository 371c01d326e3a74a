package org.hearthline.weather;

import java.io.IOException;
import org.hearthline.event.Observation;
import org.hearthline.event.ObservationJson;
import org.hearthline.event.Place;

/** The weather stage of another process, asked at its link. Immutable; any thread. */
public final class LinkedWeather implements WeatherSource {
    private final WeatherFetch http;

    public LinkedWeather(WeatherFetch http) {
        this.http = http;
    }

    @Override
    public String name() {
        return "weather-link";
    }

    @Override
    public Observation fetch(Place place) {
        byte[] answer = http.get(
                new WeatherRequest("/api/v1/weather/current", "lat=" + place.latitude() + "&lon=" + place.longitude()));
        try {
            Observation observation = ObservationJson.read(answer);
            if (!observation.isAvailable()) {
                throw new WeatherFailure("The weather stage has no weather for this place");
            }
            return observation;
        } catch (IOException e) {
            throw new WeatherFailure("The weather stage answered something else than an observation");
        }
    }
}
