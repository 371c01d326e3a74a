package org.hearthline.health;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hearthline.health.Status.Level;

/**
 * How this process is: as bad as the worst thing that it depends on. {@code unhealthy} only when it can take no events; a
 * store, a weather service or a neighbour that is away is {@code degraded}, since restarting would help nobody. From memory,
 * at once; any thread.
 */
public final class Health {
    private final String service;
    private final String version;
    private final Clock clock;
    private final Instant start;
    private final List<Dependency> dependencies;
    private final Supplier<OptionalLong> lastEventMicros;
    private final BooleanSupplier started;

    /**
     * Starts to count the uptime.
     *
     * @param lastEventMicros when the last event came, µs since 1970; empty when there was none, or when none come here
     * @param started whether every route runs; until then, the process takes no events
     */
    public Health(
            String service,
            String version,
            Clock clock,
            List<Dependency> dependencies,
            Supplier<OptionalLong> lastEventMicros,
            BooleanSupplier started) {
        this.service = service;
        this.version = version;
        this.clock = clock;
        this.start = clock.instant();
        this.dependencies = List.copyOf(dependencies);
        this.lastEventMicros = lastEventMicros;
        this.started = started;
    }

    public Level level() {
        if (!started.getAsBoolean()) {
            return Level.UNHEALTHY;
        }
        return dependencies.stream()
                .map(dependency -> dependency.status().level())
                .max(Comparator.naturalOrder())
                .orElse(Level.HEALTHY);
    }

    /** What is wrong, in the words of the dependencies; empty when nothing is. */
    public String trouble() {
        return dependencies.stream()
                .map(dependency -> Map.entry(dependency.name(), dependency.status()))
                .filter(each -> each.getValue().level() != Level.HEALTHY)
                .map(each -> each.getKey() + ": " + each.getValue().detail())
                .collect(Collectors.joining("; "));
    }

    /** The answer of {@code GET /health}. */
    public Map<String, Object> report() {
        return report(service);
    }

    /**
     * The answer below a stage.
     *
     * @param service the stage's
     */
    public Map<String, Object> report(String service) {
        Instant now = clock.instant();
        Duration uptime = Duration.between(start, now);
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("status", text(level()));
        report.put("service", service);
        report.put("version", version);
        report.put("uptime", spoken(uptime));
        report.put("uptime_seconds", uptime.toSeconds());
        Map<String, Object> each = new LinkedHashMap<>();
        dependencies.forEach(dependency -> each.put(dependency.name(), describe(dependency.status())));
        if (!started.getAsBoolean()) {
            each.put(
                    "routes",
                    describe(new Status(Level.UNHEALTHY, "Not all routes run: starting, or stopping", start)));
        }
        report.put("dependencies", each);
        lastEventMicros
                .get()
                .ifPresent(micros -> report.put(
                        "last_event_age_seconds", Math.max(0, now.toEpochMilli() * 1000 - micros) / 1_000_000.0));
        return report;
    }

    private static Map<String, Object> describe(Status status) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("status", text(status.level()));
        described.put("detail", status.detail());
        described.put("since", status.since().toString());
        return described;
    }

    private static String text(Level level) {
        return level.name().toLowerCase(Locale.ROOT);
    }

    /** 3d 4h 5m 6s, from the first part that is not 0. */
    private static String spoken(Duration duration) {
        String all = "%dd %dh %dm %ds"
                .formatted(
                        duration.toDays(), duration.toHoursPart(), duration.toMinutesPart(), duration.toSecondsPart());
        return all.replaceFirst("^(0[dhm] )+", "");
    }
}
