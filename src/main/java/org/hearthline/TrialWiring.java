package org.hearthline;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.Route;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.Stage;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.trial.FrameTap;
import org.hearthline.routes.trial.RouteTrials;
import org.hearthline.routes.trial.StoredLines;
import org.hearthline.storage.FlatEvent;
import org.jspecify.annotations.Nullable;

/** The beans by which changed files of routes are tried beside the real flow (routes/try.camel.yaml). */
final class TrialWiring {
    private final Config config;
    private final RouteFolder folder;
    private final Supplier<@Nullable Place> place;
    private final Clock clock;
    private final FrameTap tap = new FrameTap();

    /**
     * Trials in one process.
     *
     * @param place where the house stands, if that is known
     */
    TrialWiring(Config config, Supplier<@Nullable Place> place, Clock clock) {
        this.config = config;
        this.folder = new RouteFolder(Path.of(config.properties().getOrDefault("routes.dir", "routes")));
        this.place = place;
        this.clock = clock;
    }

    /** Before the routes are made. */
    void configure(CamelContext camel) {
        TapRoutePolicy listening = new TapRoutePolicy(tap);
        camel.addRoutePolicyFactory((context, id, route) -> listening);
    }

    /**
     * Binds the trials.
     *
     * @param stored where stored events are asked for
     */
    void bind(CamelContext camel, StoredLines stored) {
        RouteTrials.House house = new RouteTrials.House(
                config.house().name(),
                place,
                weather(camel.createProducerTemplate()),
                () -> camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet()));
        camel.getRegistry()
                .bind(
                        "routeTrials",
                        new RouteTrials(
                                folder::effective,
                                this::around,
                                stored,
                                tap,
                                house,
                                new FlatEvent()::flat,
                                clock,
                                camel::isStopping));
    }

    private Around around(List<RouteFile> files) {
        return new Around(JudgingBeans.of(config, clock)::bind, properties(), files);
    }

    private Map<String, String> properties() {
        Map<String, String> all = new HashMap<>(config.properties());
        folder.look().properties().values().forEach(text -> {
            Properties own = new Properties();
            try {
                own.load(new StringReader(text));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            own.stringPropertyNames().forEach(name -> all.put(name, own.getProperty(name)));
        });
        return all;
    }

    /** Only a process that asks for the weather anyway asks for it here. */
    private java.util.function.Function<@Nullable Place, Observation> weather(ProducerTemplate routes) {
        Deployment deployment = config.deployment();
        boolean asks = deployment.runs(Stage.ENRICHMENT) || deployment.runs(Stage.WEATHER);
        return where -> asks
                ? routes.requestBody(deployment.door(Stage.WEATHER), where, Observation.class)
                : Observation.unavailable("trial");
    }
}
