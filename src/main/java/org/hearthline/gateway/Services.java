package org.hearthline.gateway;

import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.hearthline.config.Stage;
import org.hearthline.health.Health;
import org.hearthline.health.Status.Level;
import org.hearthline.link.Link;
import org.hearthline.link.LinkAddress;
import org.hearthline.link.Sighting;
import org.hearthline.link.Sighting.Condition;
import org.jspecify.annotations.Nullable;

/**
 * The services of the pipeline and how they are: {@code GET /api/v1/services}. From memory: those in other processes are looked
 * at in the background ({@link org.hearthline.link.Links}). Any thread.
 */
public final class Services {
    private final Map<Stage, @Nullable Link> links;
    private final Health own;
    private final Supplier<String> ownAddress;
    private final String version;
    private final Clock clock;
    private Level ownLevel = Level.HEALTHY;
    private Instant ownSince;

    /**
     * The services of one pipeline.
     *
     * @param links by stage, in flow order; null for those that run in this process
     * @param own health of this process
     * @param ownAddress of this process, without slash at the end
     * @param version of this process
     */
    public Services(
            Map<Stage, @Nullable Link> links, Health own, Supplier<String> ownAddress, String version, Clock clock) {
        this.links = new LinkedHashMap<>(links);
        this.own = own;
        this.ownAddress = ownAddress;
        this.version = version;
        this.clock = clock;
        this.ownSince = clock.instant();
    }

    /** Looks how this process itself is, so that {@code since} is known; to be called every few seconds. */
    public synchronized void look() {
        Level level = own.level();
        if (level != ownLevel) {
            ownLevel = level;
            ownSince = clock.instant();
        }
    }

    /** {@code {"services":[{"name","stage","url","health","latency_ms"?,"since","version"?,"detail"?}]}}, one per address. */
    public Map<String, Object> report() {
        List<Map<String, Object>> services = new ArrayList<>();
        links.forEach((stage, link) -> {
            if (link == null) {
                services.add(here(stage));
            } else {
                link.addresses().forEach(address -> services.add(elsewhere(stage, address.standing())));
            }
        });
        return Map.of("services", services);
    }

    private synchronized Map<String, Object> here(Stage stage) {
        look();
        Map<String, Object> service = named(stage, URI.create(ownAddress.get() + "/" + stage.id()));
        service.put("health", ownLevel.name().toLowerCase(Locale.ROOT));
        service.put("latency_ms", 0.0);
        service.put("since", ownSince.toString());
        service.put("version", version);
        putText(service, "detail", own.trouble());
        return service;
    }

    private static Map<String, Object> elsewhere(Stage stage, LinkAddress.Standing standing) {
        Sighting seen = standing.sighting() == null
                ? new Sighting(Condition.AWAY, "nobody has looked yet", null, null)
                : standing.sighting();
        Map<String, Object> service = named(stage, standing.base());
        Condition condition = seen.condition().isAway() ? Condition.AWAY : seen.condition();
        service.put("health", condition.name().toLowerCase(Locale.ROOT));
        if (seen.latencyMs() != null) {
            service.put("latency_ms", seen.latencyMs());
        }
        service.put("since", standing.since().toString());
        putText(service, "version", seen.version());
        putText(service, "detail", seen.detail());
        return service;
    }

    private static Map<String, Object> named(Stage stage, URI url) {
        Map<String, Object> service = new LinkedHashMap<>();
        service.put("name", stage.serviceName());
        service.put("stage", stage.id());
        service.put("url", url.toString());
        return service;
    }

    private static void putText(Map<String, Object> service, String key, @Nullable String text) {
        if (text != null && !text.isEmpty()) {
            service.put(key, text);
        }
    }
}
