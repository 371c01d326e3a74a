package org.hearthline.config;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Where the weather comes from and how long it holds.
 *
 * @param apiKey of OpenWeatherMap; without it Open-Meteo is asked
 * @param apiUrl base address; empty: the source's public one
 * @param cacheTtl age from which an observation is refreshed
 * @param staleFor age up to which it is still used
 * @param retryAfter pause after a failed request
 * @param maxWait longest time that a frame waits for it
 * @param timeout of one request
 * @param wantedFor domains and device classes that get it; {@code *}: all
 */
public record WeatherConfig(
        Secret apiKey,
        Optional<URI> apiUrl,
        Duration cacheTtl,
        Duration staleFor,
        Duration retryAfter,
        Duration maxWait,
        Duration timeout,
        Set<String> wantedFor) {
    private static final Pattern NAME = Pattern.compile("\\*|[a-z0-9_]{1,64}");

    static WeatherConfig read(Settings settings) {
        Duration second = Duration.ofSeconds(1);
        Duration cacheTtl = settings.duration("weather.cache-ttl", second, Duration.ofHours(24));
        Duration staleFor = settings.duration("weather.stale-for", second, Duration.ofDays(30));
        settings.checkAtLeast("weather.stale-for", staleFor, "weather.cache-ttl", cacheTtl);
        return new WeatherConfig(
                settings.secret("weather.api-key"),
                settings.url("weather.api-url", "http", "https"),
                cacheTtl,
                staleFor,
                settings.duration("weather.retry-after", second, Duration.ofHours(1)),
                settings.duration("weather.wait", Duration.ZERO, Duration.ofSeconds(5)),
                settings.duration("weather.timeout", Duration.ofMillis(100), Duration.ofSeconds(60)),
                Set.copyOf(settings.list(
                        "weather.for",
                        NAME,
                        "expected * or names of domains and device classes, separated by commas")));
    }
}
