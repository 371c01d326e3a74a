package org.hearthline.demo.house;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the house says of the world outside: the garden's sensors, the sun, the forecast, the string lights at dusk. */
final class Outdoors implements Thing {
    private static final double TWILIGHT = 35 * 60;
    private static final double FORECAST_EVERY = 15 * 60;

    private final House house;
    private final HouseTime time;
    private Conditions sky;
    private double nextForecast;

    Outdoors(House house, HouseTime time, Sky sky) {
        this.house = house;
        this.time = time;
        this.sky = sky.at(time.seconds());
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(
                new Gauge("sensor.garden_temperature", () -> sky.temperature(), 0.05, 1),
                new Gauge("sensor.garden_humidity", () -> sky.humidity(), 0.4, 0),
                new Gauge("sensor.garden_pressure", () -> sky.pressure(), 0.05, 1),
                new Gauge("sensor.garden_illuminance", () -> sky.illuminance(), 0, 0),
                new Gauge("sensor.garden_wind_speed", () -> Math.max(0, sky.windSpeed()), 0, 1));
    }

    @Override
    public void live(Moment moment) {
        sky = moment.sky();
        saySun(moment);
        if (moment.now() >= nextForecast) {
            nextForecast = moment.now() + FORECAST_EVERY;
            sayForecast();
        }
    }

    /** Elevation and azimuth in steps, as Home Assistant does: mostly changes of attributes alone. */
    private void saySun(Moment moment) {
        double now = moment.now();
        double rounded = now - now % 240;
        Map<String, @Nullable Object> sun = new LinkedHashMap<>();
        sun.put("next_dawn", iso(Sky.nextRising(now + TWILIGHT) - TWILIGHT));
        sun.put("next_dusk", iso(Sky.nextSetting(now - TWILIGHT) + TWILIGHT));
        sun.put("next_midnight", iso(Sky.next(now, 0)));
        sun.put("next_noon", iso(Sky.next(now, HouseTime.DAY / 2)));
        sun.put("next_rising", iso(Sky.nextRising(now)));
        sun.put("next_setting", iso(Sky.nextSetting(now)));
        sun.put("elevation", round(sky.sunElevation(), 0));
        sun.put("azimuth", round(Sky.azimuth(rounded), 2));
        sun.put("rising", now % HouseTime.DAY < HouseTime.DAY / 2);
        house.say("sun.sun", sky.isNight() ? "below_horizon" : "above_horizon", sun);
    }

    private void sayForecast() {
        Map<String, @Nullable Object> forecast = new LinkedHashMap<>();
        forecast.put("temperature", round(sky.temperature(), 0));
        forecast.put("humidity", 5 * Math.round(sky.humidity() / 5));
        forecast.put("pressure", round(sky.pressure(), 0));
        forecast.put("wind_speed", (double) Math.round(sky.windSpeed() * 3.6 / 2) * 2);
        forecast.put("wind_bearing", 10 * Math.round(sky.windBearing() / 10));
        forecast.put("cloud_coverage", 10 * Math.round(sky.clouds() * 10));
        house.say("weather.home", condition(), forecast);
    }

    private String condition() {
        if (sky.rain() > 0) {
            return "rainy";
        }
        if (sky.clouds() > 0.75) {
            return "cloudy";
        }
        if (sky.clouds() > 0.3) {
            return "partlycloudy";
        }
        return sky.isNight() ? "clear-night" : "sunny";
    }

    private String iso(double houseSeconds) {
        return Stamp.of(time.at(Math.rint(houseSeconds))).iso();
    }

    private static double round(double value, int decimals) {
        double factor = Math.pow(10, decimals);
        return Math.round(value * factor) / factor;
    }
}
