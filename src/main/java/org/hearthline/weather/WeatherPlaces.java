package org.hearthline.weather;

import java.util.Locale;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;

/** Which places share their weather. Immutable; any thread. */
public final class WeatherPlaces {
    private static final double PER_DEGREE = 100;

    private final String source;

    /**
     * @param source name of the weather source, for the answer about no place
     */
    public WeatherPlaces(String source) {
        this.source = source;
    }

    /**
     * The place in hundredths of a degree, about a kilometre: the key of the cache, and all that the weather service learns.
     *
     * @return {@code latitude,longitude}, as {@link Place#parse} reads it
     */
    public String around(Place place) {
        return String.format(Locale.ROOT, "%.2f,%.2f", rounded(place.latitude()), rounded(place.longitude()));
    }

    /** The weather at no place at all: a house that has not said where it stands. */
    public Observation nowhere() {
        return Observation.unavailable(source);
    }

    private static double rounded(double degrees) {
        return Math.rint(degrees * PER_DEGREE) / PER_DEGREE + 0.0; // -0 is 0
    }
}
