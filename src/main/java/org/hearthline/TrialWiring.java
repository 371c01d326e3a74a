package org.hearthline;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
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
import org.hearthline.routes.RouteReload;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.trial.FrameTap;
import org.hearthline.routes.trial.RouteTrials;
import org.hearthline.routes.trial.StoredLines;
import org.hearthline.storage.FlatEvent;
import org.jspecify.annotations.Nullable;

/** The beans by which changed files of routes are tried beside the real flow (routes/try.camel.yaml). */
final class TrialWiring {
    /** Half a minute more than live events can be asked for. */
    private static final Duration LONGEST = Duration.ofSeconds(330);

    private final Config config;
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
     * @param routes the files that run
     */
    void bind(CamelContext camel, StoredLines stored, Supplier<RouteReload> routes) {
        RouteTrials.House house = new RouteTrials.House(
                config.house().name(),
                place,
                weather(camel.createProducerTemplate()),
                () -> camel.getRoutes().stream().map(Route::getRouteId).collect(Collectors.toSet()));
        camel.getRegistry()
                .bind(
                        "routeTrials",
                        new RouteTrials(
                                new RouteTrials.Running(
                                        () -> routes.get().files(),
                                        file -> routes.get().faults(file)),
                                files -> around(files, routes.get().ownProperties()),
                                stored,
                                tap,
                                house,
                                new FlatEvent()::flat,
                                new RouteTrials.Limits(config.routes().reload(), LONGEST, camel::isStopping),
                                clock));
    }

    private Around around(List<RouteFile> files, Map<String, String> own) {
        Map<String, String> properties = new HashMap<>(config.withoutSecrets());
        properties.putAll(own);
        return new Around(JudgingBeans.of(config, clock)::bind, properties, files);
    }

    /** Only a process that asks for the weather anyway asks for it here. */
    private Function<@Nullable Place, Observation> weather(ProducerTemplate routes) {
        Deployment deployment = config.deployment();
        boolean asks = deployment.runs(Stage.ENRICHMENT) || deployment.runs(Stage.WEATHER);
        return where -> asks
                ? routes.requestBody(deployment.door(Stage.WEATHER), where, Observation.class)
                : Observation.unavailable("trial");
    }
}
