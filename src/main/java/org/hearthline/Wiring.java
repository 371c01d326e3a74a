package org.hearthline;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.Stage;
import org.hearthline.config.Version;
import org.hearthline.event.Place;
import org.hearthline.health.Breakers;
import org.hearthline.health.Dependency;
import org.hearthline.health.Health;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.health.RouteWatch;
import org.hearthline.http.Front;
import org.hearthline.http.Json;
import org.hearthline.http.Problem;
import org.hearthline.outbox.Broker;
import org.hearthline.routes.GeneratedRoutes;
import org.hearthline.routes.RouteCheck;
import org.hearthline.routes.RouteReload;
import org.hearthline.routes.trial.StoredLines;
import org.jspecify.annotations.Nullable;

/**
 * Makes the beans that the route files name, from the configuration, and binds them: everything that a stage needs is built
 * here and given to constructors. Stages that do not run here get no beans.
 */
final class Wiring implements AutoCloseable {
    private final Config config;
    private final Deployment deployment;
    private final Clock clock = Clock.systemUTC();
    private final @Nullable Ahead<Broker> broker;
    private final Vertx vertx;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(Wiring::daemon);
    private final PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Breakers breakers = new Breakers(meters, clock);
    private final ProcessMetrics metrics = new ProcessMetrics(meters, breakers);
    private final List<Dependency> dependencies = new ArrayList<>();
    private final @Nullable HouseWiring house;
    private final @Nullable Ahead<IngestionWiring> ingestion;
    private final @Nullable StorageWiring storage;
    private final LinkWiring links;
    private final WeatherWiring weather;
    private final RouteFilesWiring files;
    private final RouteWatch routes;
    private final InspectionWiring inspection;
    private final TrialWiring trials;
    private final StageCounts stages;
    private @Nullable GatewayWiring gateway;
    private @Nullable Server server;

    /**
     * Makes what needs no Camel. The broker takes longest: it goes on to start when this has returned, and so does ingestion, which
     * needs it.
     */
    static Wiring of(Config config) {
        Ahead<Broker> broker = config.deployment().runs(Stage.INGESTION)
                ? Ahead.of("hearthline-broker-start", () -> OutboxWiring.broker(config))
                : null;
        try {
            return new Wiring(config, broker);
        } catch (RuntimeException e) {
            if (broker != null) {
                broker.ifMade(Broker::close);
            }
            throw e;
        }
    }

    private Wiring(Config config, @Nullable Ahead<Broker> broker) {
        this.config = config;
        this.broker = broker;
        this.deployment = config.deployment();
        this.storage = deployment.runs(Stage.STORAGE) ? new StorageWiring(config, clock, timer, meters) : null;
        this.stages = new StageCounts(deployment, storage == null ? null : storage.counters(), meters);
        this.links = new LinkWiring(config, clock, timer);
        this.weather = new WeatherWiring(config, links, clock);
        this.files = new RouteFilesWiring(config, clock);
        this.routes = new RouteWatch(clock, files::placeOf, config.secretValues()::masked);
        this.inspection = new InspectionWiring(config, meters, clock);
        this.trials = new TrialWiring(config, this::place, clock);
        // Last, since they start threads: whatever fails before leaves nothing behind but the broker.
        this.vertx = Server.vertx();
        this.house = broker == null ? null : new HouseWiring(config.house(), clock);
        this.ingestion = broker == null || house == null ? null : ingestion(broker, house);
    }

    private Ahead<IngestionWiring> ingestion(Ahead<Broker> starting, HouseWiring listening) {
        return Ahead.of(
                "hearthline-ingestion-start",
                () -> new IngestionWiring(
                        config, starting.get(), listening, stages::report, clock, timer, metrics, meters));
    }

    /** What route files may ask for as {@code {{key}}}. */
    Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>(config.properties());
        properties.putAll(deployment.properties());
        properties.putAll(weather.properties());
        return properties;
    }

    /**
     * Connects to the house, in the background, before anything else that needs Camel. What is heard waits in memory until its route
     * starts.
     */
    void listen(CamelContext camel) {
        bindHouse(camel.getRegistry());
        if (house != null) {
            house.connect(camel, files.ahead(camel).inputs(Stage.INGESTION.id() + ".camel.yaml"));
        }
    }

    private void bindHouse(Registry registry) {
        registry.bind("vertx", vertx);
        if (house != null && ingestion != null) {
            house.bind(registry, () -> ingestion.get().entities());
        }
    }

    void configure(CamelContext camel) {
        bindBeans(camel);
        files.ahead(camel).all();
        listDependencies();
        // Before the store is asked, which may take its time: liveness answers from here on.
        Server started = Server.start(camel, config.http(), config.link().longest(), front(camel::isStarted));
        server = started;
        try {
            if (storage != null) {
                storage.start();
            }
            bindStages(camel);
            GatewayWiring here = gateway;
            if (here != null) {
                here.watch(timer);
            }
            links.start();
            files.bind(camel, generated(), fromMemory(), this::forget);
        } catch (RuntimeException e) {
            started.close();
            throw e;
        }
    }

    /** The beans alone, for looking at route files where nothing runs: no port is opened, and nobody is asked. */
    RouteCheck configureOffline(CamelContext camel) {
        bindHouse(camel.getRegistry());
        bindBeans(camel);
        camel.getRegistry().bind("platform-http-engine", new SilentHttpEngine());
        bindStages(camel);
        camel.getRegistry().bind("routeFiles", "offline");
        return new RouteCheck(camel, generated(), fromMemory());
    }

    private void bindBeans(CamelContext camel) {
        Registry registry = camel.getRegistry();
        registry.bind(AnswerProcessor.SECRETS, config.secretValues());
        registry.bind("circuitBreakers", breakers.registry());
        configureRoutes(camel);
        JudgingBeans.of(config, clock).bind(camel, routes);
        registry.bind("problem", new ProblemProcessor(new Problem(clock)));
        registry.bind("routeFilesAnswer", new JsonAnswerProcessor<>(Map.class, Json::bytes));
        new DoorWiring(config, this::place, metrics::delivered, clock).bind(registry);
        links.bind(camel);
    }

    private List<GeneratedRoutes> generated() {
        List<GeneratedRoutes> generated = new ArrayList<>();
        if (ingestion != null) {
            generated.add(new GeneratedRoutes("delivery", ingestion.get()::deliveryRoutes));
        }
        GatewayWiring here = gateway;
        if (here != null) {
            generated.add(new GeneratedRoutes("proxies", here::proxyRoutes));
        }
        return generated;
    }

    private void forget(Set<String> gone) {
        routes.forget(gone);
        inspection.forget(gone);
    }

    /** All routes, for the start. */
    Collection<RoutesBuilder> load() {
        return files.load();
    }

    /** The routes of the user and ours; there once everything is bound. */
    RouteReload routes() {
        return files.reload();
    }

    private void configureRoutes(CamelContext camel) {
        // A stage whose route is stopped is away, at once: whoever sent a frame tries again.
        camel.getComponent("direct", DirectComponent.class).setBlock(false);
        inspection.configure(camel);
        trials.configure(camel);
        stages.follow(camel);
    }

    /** The configured place, else Home Assistant's, which only ingestion knows. */
    private @Nullable Place place() {
        return house == null ? config.house().place().orElse(null) : house.place();
    }

    private void bindStages(CamelContext camel) {
        if (ingestion != null) {
            ingestion.get().bind(camel);
        }
        if (storage != null) {
            storage.bind(camel.getRegistry());
        }
        weather.bind(camel);
        trials.bind(camel, stored(camel), this::routes);
    }

    /** Where trials of routes find stored events. */
    private StoredLines stored(CamelContext camel) {
        return storage != null
                ? new StoredHere(storage.queries(), camel.createProducerTemplate())
                : new StoredElsewhere(
                        links.to(Stage.STORAGE),
                        config.http().linkKey(),
                        config.link().connectTimeout());
    }

    private void listDependencies() {
        if (ingestion != null) {
            dependencies.addAll(ingestion.get().dependencies());
        }
        if (storage != null) {
            dependencies.addAll(storage.dependencies());
        }
        if (deployment.runs(Stage.WEATHER) || deployment.runs(Stage.ENRICHMENT)) {
            dependencies.add(weather.dependency());
        }
        if (deployment.runs(Stage.VALIDATION) || deployment.runs(Stage.ENRICHMENT)) {
            dependencies.add(routes);
        }
        dependencies.addAll(links.dependencies());
        dependencies.add(files.health());
    }

    private Front front(BooleanSupplier started) {
        Health health = new Health(
                deployment.serviceName(),
                Version.current(),
                clock,
                dependencies,
                house == null ? OptionalLong::empty : house::lastEventMicros,
                started);
        if (deployment.runs(Stage.GATEWAY)) {
            gateway = new GatewayWiring(config, links, health, this::address, clock);
        }
        FromMemory answers = new FromMemory(health, metrics, meters, reports());
        return new FrontWiring(config, clock).front(answers, () -> started.getAsBoolean() && !files.isUnderWay());
    }

    private Set<String> fromMemory() {
        return FromMemory.paths(deployment.stages(), reports().keySet());
    }

    /** What stages answer from memory. */
    private Map<String, Supplier<Map<String, Object>>> reports() {
        Map<String, Supplier<Map<String, Object>>> reports = new HashMap<>();
        if (ingestion != null) {
            reports.putAll(ingestion.get().reports());
        }
        if (deployment.runs(Stage.WEATHER)) {
            reports.put("/weather/api/v1/weather/cache", weather::report);
        }
        if (gateway != null) {
            reports.put("/gateway/api/v1/services", gateway::report);
        }
        deployment
                .stages()
                .forEach(stage -> reports.put("/" + stage.id() + "/api/v1/routes/status", () -> routes().status()));
        return reports;
    }

    String address() {
        if (server == null) {
            throw new IllegalStateException("Not started");
        }
        return server.address();
    }

    Optional<String> jmxAddress() {
        return inspection.jmxAddress();
    }

    /** Even while frames are still written: what is under way fails then, at once. */
    void closeStoreAfter(Duration patience) {
        StorageWiring open = storage;
        if (open != null && !timer.isShutdown()) {
            Future<?> unused = timer.schedule(open::close, patience.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    /** While routes still run. */
    void closeReload() {
        files.close();
    }

    @Override
    public void close() {
        inspection.close();
        if (house != null) {
            house.close();
        }
        if (ingestion != null) {
            ingestion.ifMade(IngestionWiring::close);
        }
        if (broker != null) {
            broker.ifMade(Broker::close);
        }
        if (storage != null) {
            storage.close();
        }
        weather.close();
        links.close();
        timer.shutdownNow();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hearthline-timer");
        thread.setDaemon(true);
        return thread;
    }
}
