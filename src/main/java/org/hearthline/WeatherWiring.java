package org.hearthline;

import com.github.benmanes.caffeine.cache.Ticker;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.Stage;
import org.hearthline.config.WeatherConfig;
import org.hearthline.event.Observation;
import org.hearthline.event.ObservationJson;
import org.hearthline.event.Place;
import org.hearthline.health.Dependency;
import org.hearthline.weather.LinkedWeather;
import org.hearthline.weather.OpenMeteo;
import org.hearthline.weather.OpenWeatherMap;
import org.hearthline.weather.WeatherAnswer;
import org.hearthline.weather.WeatherCache;
import org.hearthline.weather.WeatherFetch;
import org.hearthline.weather.WeatherPlaces;
import org.hearthline.weather.WeatherSource;
import org.hearthline.weather.WeatherTimes;
import org.jspecify.annotations.Nullable;

/** The beans of weather: its cache, and behind it a weather service, or the weather stage of another process. */
final class WeatherWiring implements AutoCloseable {
    private final Config config;
    private final LinkWiring links;
    private final WeatherCache cache;
    private final WeatherSource source;
    private final ExecutorService background = Executors.newFixedThreadPool(2, WeatherWiring::daemon);
    private @Nullable ProducerTemplate routes;

    WeatherWiring(Config config, LinkWiring links, Clock clock) {
        this.config = config;
        this.links = links;
        this.source = source();
        WeatherConfig weather = config.weather();
        WeatherTimes times =
                new WeatherTimes(weather.cacheTtl(), weather.retryAfter(), weather.staleFor(), weather.maxWait());
        this.cache = new WeatherCache(source, times, this::store, background, Ticker.systemTicker(), clock);
    }

    /** Where weather and storage run together, every new observation is stored as well. */
    private void store(Place place, Observation observation) {
        ProducerTemplate template = routes;
        Deployment deployment = config.deployment();
        if (template != null && deployment.runs(Stage.WEATHER) && deployment.runs(Stage.STORAGE)) {
            template.sendBody("direct:storage-weather", observation);
        }
    }

    private WeatherSource source() {
        if (!config.deployment().runs(Stage.WEATHER)) {
            return new LinkedWeather(through("direct:weather-link"));
        }
        WeatherFetch fetch = through("direct:weather-fetch");
        return config.weather().apiKey().isPresent()
                ? new OpenWeatherMap(fetch, config.weather().apiKey().reveal())
                : new OpenMeteo(fetch);
    }

    /** The route does the call, with its timeout and its breaker, so that a user can see and change it. */
    private WeatherFetch through(String route) {
        return request -> {
            ProducerTemplate template = routes;
            if (template == null) {
                throw new IllegalStateException("The routes are not started");
            }
            return template.requestBody(route, request, byte[].class);
        };
    }

    Map<String, String> properties() {
        String standard = config.weather().apiKey().isPresent() ? OpenWeatherMap.API_URL : OpenMeteo.API_URL;
        String url = config.weather().apiUrl().map(URI::toString).orElse(standard);
        String timeout = Long.toString(config.weather().timeout().toMillis());
        return Map.of("weather.api-url", url, "weather.connect-timeout", "2000", "weather.response-timeout", timeout);
    }

    void bind(CamelContext camel) {
        routes = camel.createProducerTemplate();
        Registry registry = camel.getRegistry();
        registry.bind("weatherCache", cache.answers());
        registry.bind("weatherPlaces", new WeatherPlaces(source.name()));
        registry.bind("weatherAnswer", new WeatherAnswer());
        if (!config.deployment().runs(Stage.WEATHER)) {
            registry.bind(
                    "weatherLinkRequest",
                    new WeatherLinkRequestProcessor(
                            links.to(Stage.WEATHER), config.http().linkKey()));
        }
        registry.bind("weatherQuestion", new WeatherDoorProcessor());
        registry.bind("weatherAnswerJson", new JsonAnswerProcessor<>(Observation.class, ObservationJson::write));
    }

    /** The answer of {@code GET /api/v1/weather/cache}. */
    Map<String, Object> report() {
        List<Map<String, Object>> places = new ArrayList<>();
        cache.places().forEach((place, observation) -> {
            Map<String, Object> one = new LinkedHashMap<>();
            one.put("place", place);
            one.put("observation", ObservationJson.tree(observation));
            places.add(one);
        });
        return Map.of("places", places);
    }

    Dependency dependency() {
        return cache.health();
    }

    @Override
    public void close() {
        background.shutdownNow();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hearthline-weather");
        thread.setDaemon(true);
        return thread;
    }
}
