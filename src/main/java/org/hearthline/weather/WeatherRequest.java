package org.hearthline.weather;

/**
 * What to ask a weather service, below {@code weather.api-url}.
 *
 * @param path without leading slash: {@code v1/forecast}
 * @param query encoded; may hold the key, and is therefore never shown
 */
public record WeatherRequest(String path, String query) {
    @Override
    public String toString() {
        return "WeatherRequest[" + path + "]";
    }
}
