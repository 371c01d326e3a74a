package org.hearthline.cli;

import java.net.URI;

/** A simulated house, and a simulated weather service for it, that were started. */
interface Simulation extends AutoCloseable {
    /** Base address of the house, as for {@code HA_URL}. */
    URI house();

    /** Token that the house takes, as for {@code HA_TOKEN}. */
    String token();

    /** Base address of the weather service, as for {@code WEATHER_API_URL}. */
    URI weather();

    @Override
    void close();

    /**
     * What one may choose.
     *
     * @param port of the house, on loopback; 0: a free one
     * @param token empty: a random one
     * @param eventsPerSecond 0: as many as such a house has
     */
    record Options(int port, String token, double eventsPerSecond) {}
}
