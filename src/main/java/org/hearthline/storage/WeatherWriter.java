package org.hearthline.storage;

import org.hearthline.event.Observation;

/** Writes the weather at one house into measurement {@code weather}. Any thread. */
public final class WeatherWriter {
    private final String house;
    private final FrameWriter writer;

    public WeatherWriter(String house, FrameWriter writer) {
        this.house = house;
        this.writer = writer;
    }

    /**
     * Stores a new observation.
     *
     * @throws org.hearthline.event.TransientFailure when the store is away: an observation is not kept for later
     */
    public void write(Observation observation) {
        writer.write(house, observation);
    }
}
