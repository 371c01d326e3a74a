package org.hearthline.demo;

import io.vertx.core.Context;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.util.function.Supplier;
import org.hearthline.demo.house.Conditions;
import org.jspecify.annotations.Nullable;

/**
 * A weather service with two faces: OpenWeatherMap's {@code GET /data/2.5/weather} (any API key will do, none will not) and
 * Open-Meteo's {@code GET /v1/forecast?current=…}. Both tell the same weather, whatever the place.
 *
 * @see <a href="https://openweathermap.org/current">OpenWeatherMap</a>
 * @see <a href="https://open-meteo.com/en/docs">Open-Meteo</a>
 */
public final class SimulatedWeather implements AutoCloseable {
    private static final String OPEN_WEATHER_MAP = "/data/2.5/weather";
    private static final String OPEN_METEO = "/v1/forecast";

    private final Context context;
    private final int port;
    private final Supplier<Conditions> outside;
    private final Clock clock;
    private final HttpServer server;

    /**
     * Builds the service; no port is opened yet.
     *
     * @param vertx stays the caller's, who closes it
     * @param port on loopback; 0 for a free one
     * @param outside the weather now, {@link SimulatedHouse#outside()}
     */
    public SimulatedWeather(Vertx vertx, int port, Supplier<Conditions> outside, Clock clock) {
        this.context = vertx.getOrCreateContext();
        this.port = port;
        this.outside = outside;
        this.clock = clock;
        this.server = vertx.createHttpServer().requestHandler(this::answer);
    }

    /**
     * Opens the port.
     *
     * @return the base address, {@code http://127.0.0.1:<port>}
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public URI start() {
        return Loopback.listen(context, server, port);
    }

    @Override
    public void close() {
        Loopback.await(server.close());
    }

    private void answer(HttpServerRequest request) {
        switch (request.path()) {
            case OPEN_WEATHER_MAP -> openWeatherMap(request);
            case OPEN_METEO -> openMeteo(request);
            default -> send(request, 404, OpenWeatherMap.fault("404", "Internal error"));
        }
    }

    private void openWeatherMap(HttpServerRequest request) {
        MultiMap asked = request.params();
        Double latitude = number(asked, "lat");
        Double longitude = number(asked, "lon");
        String key = asked.get("appid");
        if (key == null || key.isBlank()) {
            send(request, 401, OpenWeatherMap.fault(401, "Invalid API key."));
        } else if (latitude == null || longitude == null) {
            send(request, 400, OpenWeatherMap.fault("400", "Nothing to geocode"));
        } else {
            String units = asked.contains("units") ? asked.get("units") : "standard";
            send(request, 200, OpenWeatherMap.current(outside.get(), latitude, longitude, units, clock.instant()));
        }
    }

    private void openMeteo(HttpServerRequest request) {
        MultiMap asked = request.params();
        Double latitude = number(asked, "latitude");
        Double longitude = number(asked, "longitude");
        if (latitude == null || longitude == null) {
            String missing = latitude == null ? "latitude" : "longitude";
            send(request, 400, OpenMeteo.fault("Parameter '" + missing + "' is required."));
            return;
        }
        String quantities = asked.contains("current") ? asked.get("current") : "";
        boolean metresPerSecond = "ms".equals(asked.get("wind_speed_unit"));
        try {
            OpenMeteo face = new OpenMeteo(outside.get(), metresPerSecond);
            send(request, 200, face.forecast(latitude, longitude, quantities, clock.instant()));
        } catch (IllegalArgumentException e) {
            send(request, 400, OpenMeteo.fault(String.valueOf(e.getMessage())));
        }
    }

    private static @Nullable Double number(MultiMap asked, String name) {
        String text = asked.get(name);
        try {
            return text == null ? null : Double.valueOf(text);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static void send(HttpServerRequest request, int status, JsonObject body) {
        request.response()
                .setStatusCode(status)
                .putHeader("content-type", "application/json; charset=utf-8")
                .end(body.encode());
    }
}
