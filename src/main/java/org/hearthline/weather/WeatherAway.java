package org.hearthline.weather;

/** The service cannot answer for now: what a circuit breaker should count, unlike a refused key. */
public final class WeatherAway extends WeatherFailure {
    public WeatherAway(String message) {
        super(message);
    }
}
