package org.hearthline.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.hearthline.config.WeatherConfig;
import org.hearthline.event.Place;

/** Asks the weather service once. */
final class WeatherCheck {
    private static final String NAME = "Weather";

    private final WeatherConfig weather;
    private final Place place;
    private final Duration patience;

    WeatherCheck(WeatherConfig weather, Place place, Duration patience) {
        this.weather = weather;
        this.place = place;
        this.patience = patience;
    }

    Finding run() throws InterruptedException {
        boolean hasKey = weather.apiKey().isPresent();
        String service = hasKey ? "OpenWeatherMap" : "Open-Meteo";
        URI base = weather.apiUrl()
                .orElse(URI.create(hasKey ? "https://api.openweathermap.org" : "https://api.open-meteo.com"));
        HttpRequest request = HttpRequest.newBuilder(URI.create(base + (hasKey ? openWeatherMap() : openMeteo())))
                .timeout(patience)
                .build();
        try {
            HttpResponse<String> answer =
                    HttpClient.newBuilder().connectTimeout(patience).build().send(request, BodyHandlers.ofString());
            return finding(service + " at " + base, answer, hasKey);
        } catch (IOException e) {
            return Finding.bad(
                    NAME, NoAnswer.reason(e, base.toString(), service) + " Events are stored without weather.");
        }
    }

    private Finding finding(String service, HttpResponse<String> answer, boolean hasKey) throws IOException {
        int status = answer.statusCode();
        if (status != 200) {
            String advice = status == 401 || status == 403
                    ? "Check WEATHER_API_KEY; a new key takes up to two hours to work."
                    : status == 429 ? "Too many requests: wait, or use another key." : "Check WEATHER_API_URL.";
            return Finding.bad(NAME, service + " answers " + status + ". " + advice);
        }
        double temperature = new ObjectMapper()
                .readTree(answer.body())
                .at(hasKey ? "/main/temp" : "/current/temperature_2m")
                .asDouble(Double.NaN);
        return Double.isNaN(temperature)
                ? Finding.bad(NAME, service + " gives no temperature. Check WEATHER_API_URL.")
                : Finding.good(
                        NAME,
                        "%s says %.1f °C at %.2f,%.2f."
                                .formatted(service, temperature, place.latitude(), place.longitude()));
    }

    private String openMeteo() {
        return String.format(
                Locale.ROOT,
                "/v1/forecast?latitude=%.2f&longitude=%.2f&current=temperature_2m",
                place.latitude(),
                place.longitude());
    }

    private String openWeatherMap() {
        String key = URLEncoder.encode(weather.apiKey().reveal(), StandardCharsets.UTF_8);
        return String.format(
                Locale.ROOT,
                "/data/2.5/weather?lat=%.2f&lon=%.2f&units=metric&appid=%s",
                place.latitude(),
                place.longitude(),
                key);
    }
}
