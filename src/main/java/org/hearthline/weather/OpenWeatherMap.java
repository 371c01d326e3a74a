package org.hearthline.weather;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.jspecify.annotations.Nullable;

/**
 * OpenWeatherMap's current weather, with a key. Immutable; any thread.
 *
 * @see <a href="https://openweathermap.org/current">OpenWeatherMap's API</a>
 */
public final class OpenWeatherMap implements WeatherSource {
    /** Where it is asked unless {@code weather.api-url} says otherwise. */
    public static final String API_URL = "https://api.openweathermap.org";

    private static final String NAME = "openweathermap";

    private final WeatherFetch http;
    private final String key;

    public OpenWeatherMap(WeatherFetch http, String key) {
        this.http = http;
        this.key = key;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Observation fetch(Place place) {
        return parse(http.get(request(place)));
    }

    /** By coordinates, not by a name that is looked up; metric: °C and m/s. */
    WeatherRequest request(Place place) {
        return new WeatherRequest(
                "data/2.5/weather",
                String.format(
                        Locale.ROOT,
                        "lat=%.2f&lon=%.2f&units=metric&appid=%s",
                        place.latitude(),
                        place.longitude(),
                        URLEncoder.encode(key, StandardCharsets.UTF_8)));
    }

    static Observation parse(byte[] json) {
        WeatherJson answer = WeatherJson.parse(NAME, json);
        return answer.observation(
                new WeatherJson.Pointers("/main/temp", "/main/humidity", "/main/pressure", "/wind/speed"),
                condition(answer.at("/weather/0/main")),
                time(answer.at("/dt")));
    }

    private static @Nullable String condition(JsonNode word) {
        return word.isTextual() && !word.textValue().isBlank()
                ? word.textValue().strip().toLowerCase(Locale.ROOT)
                : null;
    }

    private static @Nullable Instant time(JsonNode seconds) {
        try {
            return seconds.isIntegralNumber() ? Instant.ofEpochSecond(seconds.longValue()) : null;
        } catch (DateTimeException e) {
            return null;
        }
    }
}
