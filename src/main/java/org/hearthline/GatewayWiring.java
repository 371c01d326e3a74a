package org.hearthline;

import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.hearthline.config.Config;
import org.hearthline.config.Stage;
import org.hearthline.config.Version;
import org.hearthline.gateway.Services;
import org.hearthline.health.Health;
import org.hearthline.link.Link;
import org.jspecify.annotations.Nullable;

/** The beans of the gateway: the services of the pipeline, and the routes to those that run in other processes. */
final class GatewayWiring {
    private final Config config;
    private final Clock clock;
    private final Services services;
    private final List<ProxyRoutes.Proxied> proxied = new ArrayList<>();

    GatewayWiring(Config config, LinkWiring links, Health health, Supplier<String> address, Clock clock) {
        this.config = config;
        this.clock = clock;
        Map<Stage, @Nullable Link> byStage = new LinkedHashMap<>();
        for (Stage stage : Stage.values()) {
            Link link = config.deployment().runs(stage) ? null : links.to(stage);
            byStage.put(stage, link);
            if (link != null) {
                proxied.add(new ProxyRoutes.Proxied(stage, link));
            }
        }
        this.services = new Services(byStage, health, address, Version.current(), clock);
    }

    /** The services, and how they are. */
    Map<String, Object> report() {
        return services.report();
    }

    void watch(ScheduledExecutorService timer) {
        long pause = config.link().probe().toMillis();
        Future<?> unused = timer.scheduleWithFixedDelay(services::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    /** New each time. */
    ProxyRoutes proxyRoutes() {
        return new ProxyRoutes(proxied, config.link(), config.http().linkKey(), clock);
    }
}
