package org.hearthline.config;

import java.net.URI;
import java.time.Duration;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Map;

/**
 * How this process calls stages of others.
 *
 * @param connectTimeout longest time to get a connection
 * @param probe pause between two looks at a neighbour's health; also how long an address rests that has failed
 * @param timeouts longest time until a stage answers, by stage; each is longer than all that the stage itself waits for
 */
public record LinkConfig(Duration connectTimeout, Duration probe, Map<Stage, Duration> timeouts) {
    private static final Duration LEAST = Duration.ofMillis(100);
    private static final Duration MOST = Duration.ofMinutes(30);
    /** What a stage may take beyond what it waits for. */
    private static final Duration OWN_WORK = Duration.ofSeconds(2);

    public LinkConfig {
        timeouts = Map.copyOf(timeouts);
    }

    public Duration timeout(Stage stage) {
        return timeouts.getOrDefault(stage, MOST);
    }

    /** Of any stage. */
    public Duration longest() {
        return timeouts.values().stream().max(Comparator.naturalOrder()).orElse(MOST);
    }

    /** A stage's answer waits for what stands behind it: a free connection, connecting, then that one's own longest time. */
    static LinkConfig read(Settings settings, StoreConfig store, WeatherConfig weather) {
        Duration connect = settings.duration("link.connect-timeout", LEAST, Duration.ofMinutes(1));
        Map<Stage, Duration> timeouts = new EnumMap<>(Stage.class);
        timeouts.put(
                Stage.STORAGE, after(settings, Stage.STORAGE, "2 x influxdb.timeout", store.longestAnswer(), connect));
        timeouts.put(Stage.WEATHER, after(settings, Stage.WEATHER, "weather.wait", weather.maxWait(), connect));
        Duration storage = timeouts.get(Stage.STORAGE);
        Duration behindEnrichment = storage.plus(weather.maxWait());
        timeouts.put(
                Stage.ENRICHMENT,
                after(settings, Stage.ENRICHMENT, "link.storage-timeout + weather.wait", behindEnrichment, connect));
        Duration enrichment = timeouts.get(Stage.ENRICHMENT);
        timeouts.put(
                Stage.VALIDATION, after(settings, Stage.VALIDATION, "link.enrichment-timeout", enrichment, connect));
        // Its door answers when events are on disk, and asks nobody.
        timeouts.put(
                Stage.INGESTION,
                settings.duration(
                        "link.ingestion-timeout",
                        LEAST,
                        MOST,
                        Duration.ofSeconds(10).plus(connect.multipliedBy(2))));
        return new LinkConfig(connect, settings.duration("link.probe", LEAST, Duration.ofMinutes(10)), timeouts);
    }

    private static Duration after(Settings settings, Stage stage, String innerName, Duration inner, Duration connect) {
        String key = "link." + stage.id() + "-timeout";
        Duration least = inner.plus(connect.multipliedBy(2));
        Duration timeout = settings.duration(key, LEAST, MOST, least.plus(OWN_WORK));
        if (timeout.compareTo(least) <= 0) {
            settings.fault(
                    key,
                    "expected more than " + innerName + " + 2 x link.connect-timeout, together " + Quantity.text(least)
                            + ": else a caller gives up while " + stage.id() + " still waits for an answer");
        }
        return timeout;
    }

    /** Links that lead back here, and two stages at one address, of which only one can take the frames. */
    static void check(Settings settings, Deployment deployment, HttpConfig http) {
        Map<URI, Stage> taken = new HashMap<>();
        for (Stage stage : deployment.neighbours()) {
            for (URI address : deployment.links(stage)) {
                if (isSelf(http, address)) {
                    settings.fault(
                            "link." + stage.id(),
                            "this is the address of this process, which does not run " + stage.id()
                                    + ": give the address of the one that does, or add it to 'stages'");
                }
                Stage other = Stage.takingFrames().contains(stage) ? taken.putIfAbsent(address, stage) : null;
                if (other != null && other != stage) {
                    settings.fault(
                            "link." + stage.id(),
                            address + " is link." + other.id() + " too, and would take the frames of both: give "
                                    + address + "/" + stage.id() + " where one process runs both");
                }
            }
        }
    }

    /** A process that asks itself over HTTP would wait for its own threads. */
    private static boolean isSelf(HttpConfig http, URI link) {
        int port = link.getPort() >= 0 ? link.getPort() : "https".equalsIgnoreCase(link.getScheme()) ? 443 : 80;
        return http.isSelf(link.getHost(), port);
    }
}
