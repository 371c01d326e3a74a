package org.hearthline.weather;

import java.time.Duration;

/**
 * How long what is good.
 *
 * @param fresh an observation answers for this long before the source is asked again ({@code weather.cache-ttl})
 * @param retry a failure is remembered for this long
 * @param stale an observation is better than none for this long, while the source is away
 * @param patience a reader waits at most this long for the source
 */
public record WeatherTimes(Duration fresh, Duration retry, Duration stale, Duration patience) {
    public WeatherTimes {
        if (!isPositive(fresh) || !isPositive(retry) || !isPositive(stale) || patience.isNegative()) {
            throw new IllegalArgumentException("weather times: expected more than nothing, are " + fresh + ", " + retry
                    + ", " + stale + ", " + patience);
        }
    }

    private static boolean isPositive(Duration duration) {
        return !duration.isNegative() && !duration.isZero();
    }
}
