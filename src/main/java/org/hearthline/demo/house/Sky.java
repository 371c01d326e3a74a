package org.hearthline.demo.house;

import java.util.random.RandomGenerator;

/**
 * Sun and weather as pure functions of house time: a day curve, and slow waves whose phases the seed chooses. The house's
 * outside sensors and the simulated weather service look at the same sky. Any thread.
 */
public final class Sky {
    private static final double LATITUDE = Math.toRadians(52.3731);
    /** Of a day in the middle of April. */
    private static final double DECLINATION = Math.toRadians(10);

    private static final double HALF_DAY =
            Math.acos(-Math.tan(LATITUDE) * Math.tan(DECLINATION)) / (2 * Math.PI) * HouseTime.DAY;
    private static final double NOON = HouseTime.DAY / 2;

    private final Wave clouds;
    private final Wave warmth;
    private final Wave pressure;
    private final Wave wind;
    private final Wave bearing;

    public Sky(RandomGenerator random) {
        this.clouds = new Wave(3.1 * 3600, random);
        this.warmth = new Wave(31 * 3600, random);
        this.pressure = new Wave(60 * 3600, random);
        this.wind = new Wave(5 * 3600, random);
        this.bearing = new Wave(17 * 3600, random);
    }

    /** The weather at a house second. */
    public Conditions at(double seconds) {
        double overcast = Math.max(0, Math.min(1, 0.45 + 0.6 * clouds.at(seconds)));
        double rain = Math.max(0, overcast - 0.93) * 40;
        double warmestAtThree = Math.cos((seconds - 15 * 3600) / HouseTime.DAY * 2 * Math.PI);
        double temperature = 11.5 + (6 - 2.5 * overcast) * warmestAtThree + 1.8 * warmth.at(seconds);
        return new Conditions(
                temperature,
                Math.max(30, Math.min(99, 70 - 2.6 * (temperature - 11.5) + 14 * overcast)),
                1013 + 9 * pressure.at(seconds),
                Math.max(0.2, 3.8 + 3.2 * wind.at(seconds)),
                Math.floorMod(Math.round(240 + 70 * bearing.at(seconds)), 360),
                overcast,
                rain,
                elevation(seconds));
    }

    /** Degrees from north, clockwise. */
    static double azimuth(double seconds) {
        double hourAngle = (seconds - NOON) / HouseTime.DAY * 2 * Math.PI;
        double y = Math.sin(hourAngle);
        double x = Math.cos(hourAngle) * Math.sin(LATITUDE) - Math.tan(DECLINATION) * Math.cos(LATITUDE);
        return Math.toDegrees(Math.atan2(y, x)) + 180;
    }

    /** The next house second after {@code seconds} at which it is {@code timeOfDay}. */
    static double next(double seconds, double timeOfDay) {
        return seconds + ((timeOfDay - seconds) % HouseTime.DAY + HouseTime.DAY) % HouseTime.DAY;
    }

    /** The next sunrise, or the one of this very second. */
    public static double nextRising(double seconds) {
        return next(seconds, NOON - HALF_DAY);
    }

    public static double nextSetting(double seconds) {
        return next(seconds, NOON + HALF_DAY);
    }

    private static double elevation(double seconds) {
        double hourAngle = (seconds - NOON) / HouseTime.DAY * 2 * Math.PI;
        double sine = Math.sin(LATITUDE) * Math.sin(DECLINATION)
                + Math.cos(LATITUDE) * Math.cos(DECLINATION) * Math.cos(hourAngle);
        return Math.toDegrees(Math.asin(sine));
    }
}
