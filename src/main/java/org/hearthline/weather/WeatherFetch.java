package org.hearthline.weather;

/** One HTTP GET to a weather service, as the route {@code weather-fetch} does it: with timeout and circuit breaker. */
@FunctionalInterface
public interface WeatherFetch {
    /**
     * The body of the answer.
     *
     * @throws RuntimeException when there is no answer that could be read; its cause says why, and its message may quote the address
     */
    byte[] get(WeatherRequest request);
}
