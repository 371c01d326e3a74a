package org.hearthline.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import org.hearthline.demo.house.Conditions;

/** The weather in OpenWeatherMap's words. */
final class OpenWeatherMap {
    private static final double ZERO_CELSIUS = 273.15;
    private static final double MILES_PER_HOUR = 2.23694;

    private OpenWeatherMap() {}

    /**
     * Answer of {@code /data/2.5/weather}.
     *
     * @param units metric (°C, m/s), imperial (°F, mph), anything else: standard (K, m/s)
     */
    static JsonObject current(Conditions now, double latitude, double longitude, String units, Instant time) {
        JsonObject answer = new JsonObject()
                .put("coord", new JsonObject().put("lon", longitude).put("lat", latitude))
                .put("weather", JsonArray.of(sight(now)))
                .put("base", "stations")
                .put("main", measured(now, units))
                .put("visibility", now.rain() > 0 ? 6000 : 10_000)
                .put(
                        "wind",
                        new JsonObject()
                                .put("speed", speed(now.windSpeed(), units))
                                .put("deg", Math.round(now.windBearing()))
                                .put("gust", speed(now.windSpeed() * 1.7, units)))
                .put("clouds", new JsonObject().put("all", Math.round(now.clouds() * 100)));
        if (now.rain() > 0) {
            answer.put("rain", new JsonObject().put("1h", round(now.rain())));
        }
        return answer.put("dt", time.getEpochSecond())
                .put("sys", new JsonObject().put("type", 2).put("country", "NL"))
                .put("timezone", 0)
                .put("id", 2759794)
                .put("name", "Hearth House")
                .put("cod", 200);
    }

    /**
     * An error.
     *
     * @param cod a number or a text: the real service is not consistent
     */
    static JsonObject fault(Object cod, String message) {
        return new JsonObject().put("cod", cod).put("message", message);
    }

    private static JsonObject measured(Conditions now, String units) {
        double temperature = temperature(now.temperature(), units);
        return new JsonObject()
                .put("temp", temperature)
                .put("feels_like", temperature(now.temperature() - 0.25 * now.windSpeed(), units))
                .put("temp_min", temperature)
                .put("temp_max", temperature)
                .put("pressure", Math.round(now.pressure()))
                .put("humidity", Math.round(now.humidity()))
                .put("sea_level", Math.round(now.pressure()))
                .put("grnd_level", Math.round(now.pressure()));
    }

    private static JsonObject sight(Conditions now) {
        String hour = now.isNight() ? "n" : "d";
        if (now.rain() > 0) {
            return sight(500, "Rain", "light rain", "10" + hour);
        }
        if (now.clouds() > 0.75) {
            return sight(804, "Clouds", "overcast clouds", "04" + hour);
        }
        if (now.clouds() > 0.3) {
            return sight(802, "Clouds", "scattered clouds", "03" + hour);
        }
        return sight(800, "Clear", "clear sky", "01" + hour);
    }

    private static JsonObject sight(int id, String main, String description, String icon) {
        return new JsonObject()
                .put("id", id)
                .put("main", main)
                .put("description", description)
                .put("icon", icon);
    }

    private static double temperature(double celsius, String units) {
        return switch (units) {
            case "metric" -> round(celsius);
            case "imperial" -> round(celsius * 9 / 5 + 32);
            default -> round(celsius + ZERO_CELSIUS);
        };
    }

    private static double speed(double metresPerSecond, String units) {
        return round(units.equals("imperial") ? metresPerSecond * MILES_PER_HOUR : metresPerSecond);
    }

    private static double round(double value) {
        return Math.round(value * 100) / 100.0;
    }
}
