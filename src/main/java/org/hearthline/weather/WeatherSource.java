package org.hearthline.weather;

import org.hearthline.event.Observation;
import org.hearthline.event.Place;

/** Somebody who knows the weather. Asking takes as long as it takes; any thread. */
public interface WeatherSource {
    /** As observations, answers and logs name it: {@code open-meteo}. */
    String name();

    /**
     * The weather at a place, now.
     *
     * @throws WeatherFailure when the source is away or its answer cannot be used
     */
    Observation fetch(Place place);
}
