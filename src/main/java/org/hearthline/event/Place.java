package org.hearthline.event;

import java.util.Locale;

/**
 * A point on earth, in degrees (WGS 84).
 *
 * @param latitude −90 to 90
 * @param longitude −180 to 180
 */
public record Place(double latitude, double longitude) {
    public Place {
        if (!(Math.abs(latitude) <= 90)) {
            throw new IllegalArgumentException("latitude " + latitude + ": expected -90 to 90");
        }
        if (!(Math.abs(longitude) <= 180)) {
            throw new IllegalArgumentException("longitude " + longitude + ": expected -180 to 180");
        }
    }

    /** Reads {@code lat,lon}, the form of the header {@code X-Place}. */
    public static Place parse(String text) {
        String[] parts = text.split(",", -1);
        if (parts.length != 2) {
            throw new IllegalArgumentException("place '" + text + "': expected 'latitude,longitude' in degrees");
        }
        try {
            return new Place(Double.parseDouble(parts[0].strip()), Double.parseDouble(parts[1].strip()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("place '" + text + "': expected 'latitude,longitude' in degrees", e);
        }
    }

    /** {@code lat,lon} with six digits: some ten centimetres. */
    public String text() {
        return String.format(Locale.ROOT, "%.6f,%.6f", latitude, longitude);
    }
}
