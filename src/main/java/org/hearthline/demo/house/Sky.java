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
    private static final int WAVES = 4;

    private final double[] phases = new double[WAVES * Quantity.values().length];

    private enum Quantity {
        CLOUDS,
        TEMPERATURE,
        PRESSURE,
        WIND
    }

    public Sky(RandomGenerator random) {
        for (int i = 0; i < phases.length; i++) {
            phases[i] = random.nextDouble() * 2 * Math.PI;
        }
    }

    /** The weather at a house second. */
    public Conditions at(double seconds) {
        double clouds = Math.max(0, Math.min(1, 0.45 + 0.6 * wave(Quantity.CLOUDS, seconds, 3.1 * 3600)));
        double rain = clouds > 0.93 ? (clouds - 0.93) * 40 : 0;
        double warmestAtThree = Math.cos((seconds - 15 * 3600) / HouseTime.DAY * 2 * Math.PI);
        double temperature =
                11.5 + (6 - 2.5 * clouds) * warmestAtThree + 1.8 * wave(Quantity.TEMPERATURE, seconds, 31 * 3600);
        return new Conditions(
                temperature,
                Math.max(30, Math.min(99, 70 - 2.6 * (temperature - 11.5) + 14 * clouds)),
                1013 + 9 * wave(Quantity.PRESSURE, seconds, 60 * 3600),
                Math.max(0.2, 3.8 + 3.2 * wave(Quantity.WIND, seconds, 5 * 3600)),
                Math.floorMod(Math.round(240 + 70 * wave(Quantity.WIND, seconds, 17 * 3600)), 360),
                clouds,
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

    /** Looks like chance, between about -1 and 1: waves of which each is shorter and weaker than the one before. */
    private double wave(Quantity quantity, double seconds, double period) {
        double sum = 0;
        double strength = 0.6;
        for (int i = 0; i < WAVES; i++) {
            double phase = phases[quantity.ordinal() * WAVES + i];
            sum += strength * Math.sin(seconds / period * 2 * Math.PI + phase);
            strength *= 0.55;
            period /= 2.3;
        }
        return sum;
    }
}
