package org.hearthline.demo.house;

/**
 * The weather outside at one moment.
 *
 * @param temperature °C
 * @param humidity %
 * @param pressure hPa
 * @param windSpeed m/s
 * @param windBearing degrees
 * @param clouds 0 (clear) to 1 (overcast)
 * @param rain mm/h
 * @param sunElevation degrees over the horizon, negative at night
 */
public record Conditions(
        double temperature,
        double humidity,
        double pressure,
        double windSpeed,
        double windBearing,
        double clouds,
        double rain,
        double sunElevation) {
    private static final double FULL_SUN_LUX = 98_000;

    public boolean isNight() {
        return sunElevation < 0;
    }

    /** Light outside in lx. */
    double illuminance() {
        return sunshine() * FULL_SUN_LUX + Math.max(0, Math.min(1, (sunElevation + 6) / 6)) * 40;
    }

    /** Share of the sun's full power that arrives, 0 to 1. */
    double sunshine() {
        return Math.max(0, Math.sin(Math.toRadians(sunElevation))) * (1 - 0.78 * clouds);
    }
}
