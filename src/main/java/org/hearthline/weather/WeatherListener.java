package org.hearthline.weather;

import org.hearthline.event.Observation;
import org.hearthline.event.Place;

/** Hears of every new observation, once per refresh. Called in the background; what it throws is logged. */
@FunctionalInterface
public interface WeatherListener {
    WeatherListener NOBODY = (place, observation) -> {};

    /** The source has just said so; the observation is fresh. */
    void observed(Place place, Observation observation);
}
