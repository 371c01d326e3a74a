package org.hearthline.weather;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.jspecify.annotations.Nullable;

/** Reads a weather service's JSON: what is missing or of another type is null, what is no JSON object is a failure. */
final class WeatherJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Where a service puts its readings: °C, %, hPa, m/s. */
    record Pointers(String temperature, String humidity, String pressure, String wind) {}

    private final String source;
    private final JsonNode root;

    private WeatherJson(String source, JsonNode root) {
        this.source = source;
        this.root = root;
    }

    static WeatherJson parse(String source, byte[] json) {
        try {
            JsonNode root = MAPPER.readTree(json);
            if (!root.isObject()) {
                throw notWeather(source);
            }
            return new WeatherJson(source, root);
        } catch (IOException e) {
            throw notWeather(source);
        }
    }

    JsonNode at(String pointer) {
        return root.at(pointer);
    }

    @Nullable
    Double number(String pointer) {
        JsonNode value = root.at(pointer);
        return value.isNumber() && Double.isFinite(value.doubleValue()) ? value.doubleValue() : null;
    }

    /** Without a temperature, an answer is no weather. */
    double temperature(String pointer) {
        Double celsius = number(pointer);
        if (celsius == null) {
            throw new WeatherFailure(source + " answered without a temperature");
        }
        return celsius;
    }

    /** Fresh weather: the readings where this service puts them, and what it says in words and times of its own. */
    Observation observation(Pointers readings, @Nullable String condition, @Nullable Instant time) {
        return new Observation(
                Availability.FRESH,
                temperature(readings.temperature),
                number(readings.humidity),
                number(readings.pressure),
                number(readings.wind),
                condition,
                time,
                source);
    }

    private static WeatherFailure notWeather(String source) {
        return new WeatherFailure(
                source + " answered something that is no weather: check WEATHER_API_URL and the network");
    }
}
