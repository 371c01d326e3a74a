package org.hearthline.cli;

import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Clock;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.hearthline.demo.SimulatedWeather;

/** The house and the weather service of the package {@code demo}, with an event loop of their own. */
final class SimulatedSurroundings implements Simulation {
    private final Vertx vertx;
    private final SimulatedHouse house;
    private final SimulatedWeather weather;
    private final URI houseAddress;
    private final URI weatherAddress;
    private final AtomicBoolean closed = new AtomicBoolean();

    private SimulatedSurroundings(Vertx vertx, HouseSettings settings) {
        Clock clock = Clock.systemUTC();
        this.vertx = vertx;
        this.house = new SimulatedHouse(vertx, settings, clock);
        this.weather = new SimulatedWeather(vertx, 0, house.outside(), clock);
        this.houseAddress = house.start();
        this.weatherAddress = weather.start();
    }

    /**
     * Returns when both answer.
     *
     * @throws java.io.UncheckedIOException when the port is taken
     */
    static Simulation start(Options options) {
        HouseSettings settings = HouseSettings.demo().withPort(options.port());
        if (!options.token().isEmpty()) {
            settings = settings.withToken(options.token());
        }
        if (options.eventsPerSecond() > 0) {
            settings = settings.withEventsPerSecond(options.eventsPerSecond());
        }
        Vertx vertx = Vertx.vertx();
        try {
            return new SimulatedSurroundings(vertx, settings);
        } catch (RuntimeException e) {
            closeAndWait(vertx);
            throw e;
        }
    }

    @Override
    public URI house() {
        return houseAddress;
    }

    @Override
    public String token() {
        return house.token();
    }

    @Override
    public URI weather() {
        return weatherAddress;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            weather.close();
            house.close();
            closeAndWait(vertx);
        }
    }

    private static void closeAndWait(Vertx vertx) {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
