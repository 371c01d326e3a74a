package org.hearthline.demo;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.hearthline.demo.house.Conditions;

/**
 * The weather in Open-Meteo's words.
 *
 * @param metresPerSecond whether wind is wanted in m/s, not in km/h
 */
record OpenMeteo(Conditions now, boolean metresPerSecond) {
    private static final int INTERVAL_SECONDS = 900;
    private static final DateTimeFormatter MINUTES = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm");

    /** A number and its unit. */
    private record Quantity(String unit, Number value) {}

    /**
     * Answer of {@code /v1/forecast}, of which only {@code current} exists here.
     *
     * @param names what is asked for, comma-separated: {@code temperature_2m,relative_humidity_2m}
     * @throws IllegalArgumentException when a name is unknown; the message is the service's
     */
    JsonObject forecast(double latitude, double longitude, String names, Instant time) {
        JsonObject units = new JsonObject().put("time", "iso8601").put("interval", "seconds");
        long quarter = time.getEpochSecond() - time.getEpochSecond() % INTERVAL_SECONDS;
        String minutes = MINUTES.format(Instant.ofEpochSecond(quarter).atOffset(ZoneOffset.UTC));
        JsonObject current = new JsonObject().put("time", minutes).put("interval", INTERVAL_SECONDS);
        for (String name : names.isEmpty() ? new String[0] : names.split(",", -1)) {
            Quantity quantity = quantity(name);
            units.put(name, quantity.unit());
            current.put(name, quantity.value());
        }
        return new JsonObject()
                .put("latitude", latitude)
                .put("longitude", longitude)
                .put("generationtime_ms", 0.05)
                .put("utc_offset_seconds", 0)
                .put("timezone", "GMT")
                .put("timezone_abbreviation", "GMT")
                .put("elevation", 2.0)
                .put("current_units", units)
                .put("current", current);
    }

    static JsonObject fault(String reason) {
        return new JsonObject().put("error", true).put("reason", reason);
    }

    private Quantity quantity(String name) {
        return switch (name) {
            case "temperature_2m" -> new Quantity("°C", round(now.temperature()));
            case "apparent_temperature" -> new Quantity("°C", round(now.temperature() - 0.25 * now.windSpeed()));
            case "relative_humidity_2m" -> new Quantity("%", Math.round(now.humidity()));
            case "pressure_msl", "surface_pressure" -> new Quantity("hPa", round(now.pressure()));
            case "cloud_cover" -> new Quantity("%", Math.round(now.clouds() * 100));
            case "precipitation", "rain" -> new Quantity("mm", round(now.rain()));
            case "weather_code" -> new Quantity("wmo code", weatherCode());
            case "is_day" -> new Quantity("", now.isNight() ? 0 : 1);
            case "wind_direction_10m" -> new Quantity("°", Math.round(now.windBearing()));
            case "wind_speed_10m" -> wind(now.windSpeed());
            case "wind_gusts_10m" -> wind(now.windSpeed() * 1.7);
            default ->
                throw new IllegalArgumentException(
                        "Data corrupted at path ''. Cannot initialize SurfacePressureAndHeightVariable from invalid String value "
                                + name + ".");
        };
    }

    private Quantity wind(double speed) {
        return metresPerSecond ? new Quantity("m/s", round(speed)) : new Quantity("km/h", round(speed * 3.6));
    }

    /** WMO: 0 clear, 2 partly cloudy, 3 overcast, 61 light rain. */
    private int weatherCode() {
        if (now.rain() > 0) {
            return 61;
        }
        return now.clouds() > 0.75 ? 3 : now.clouds() > 0.3 ? 2 : 0;
    }

    private static double round(double value) {
        return Math.round(value * 10) / 10.0;
    }
}
