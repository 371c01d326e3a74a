package org.hearthline.weather;

/** The service is there, and will say the same again: a circuit breaker does not count it. */
public final class WeatherRefused extends WeatherFailure {
    public WeatherRefused(String message) {
        super(message);
    }
}
