package org.hearthline.weather;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.jspecify.annotations.Nullable;

/**
 * Open-Meteo's current weather: no account, no key. Immutable; any thread.
 *
 * @see <a href="https://open-meteo.com/en/docs">Open-Meteo's API</a>
 */
public final class OpenMeteo implements WeatherSource {
    /** Where it is asked unless {@code weather.api-url} says otherwise. */
    public static final String API_URL = "https://api.open-meteo.com";

    private static final String NAME = "open-meteo";
    private static final String FIELDS = "temperature_2m,relative_humidity_2m,pressure_msl,wind_speed_10m,weather_code";

    private final WeatherFetch http;

    public OpenMeteo(WeatherFetch http) {
        this.http = http;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Observation fetch(Place place) {
        return parse(http.get(request(place)));
    }

    static WeatherRequest request(Place place) {
        return new WeatherRequest(
                "v1/forecast",
                String.format(
                        Locale.ROOT,
                        "latitude=%.2f&longitude=%.2f&current=%s&wind_speed_unit=ms&timezone=GMT",
                        place.latitude(),
                        place.longitude(),
                        FIELDS));
    }

    static Observation parse(byte[] json) {
        WeatherJson answer = WeatherJson.parse(NAME, json);
        return answer.observation(
                new WeatherJson.Pointers(
                        "/current/temperature_2m",
                        "/current/relative_humidity_2m",
                        "/current/pressure_msl",
                        "/current/wind_speed_10m"),
                condition(answer.number("/current/weather_code")),
                time(answer.at("/current/time")));
    }

    /** Their time has no offset, and is GMT because we ask for it: {@code 2026-11-21T12:15}. */
    private static @Nullable Instant time(JsonNode time) {
        try {
            return LocalDateTime.parse(time.asText()).toInstant(ZoneOffset.UTC);
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** WMO code table 4677, as far as Open-Meteo uses it, in the words of OpenWeatherMap. */
    private static @Nullable String condition(@Nullable Double code) {
        return code == null
                ? null
                : switch (code.intValue()) {
                    case 0, 1 -> "clear";
                    case 2, 3 -> "clouds";
                    case 45, 48 -> "fog";
                    case 51, 53, 55, 56, 57 -> "drizzle";
                    case 61, 63, 65, 66, 67, 80, 81, 82 -> "rain";
                    case 71, 73, 75, 77, 85, 86 -> "snow";
                    case 95, 96, 99 -> "thunderstorm";
                    default -> null;
                };
    }
}
