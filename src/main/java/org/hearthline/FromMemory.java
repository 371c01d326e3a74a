package org.hearthline;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hearthline.config.Stage;
import org.hearthline.health.Health;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.health.Status.Level;
import org.hearthline.http.Answer;
import org.hearthline.http.Json;
import org.hearthline.http.Pages;

/** What a process answers without asking anybody: health, metrics, counters, pages. At the root and below each stage. */
final class FromMemory {
    private static final List<String> PAGES = List.of(
            "index.html",
            "style.css",
            "favicon.svg",
            "app.js",
            "chart.js",
            "dom.js",
            "events.js",
            "flow.js",
            "format.js",
            "health.js",
            "history.js",
            "key.js",
            "letters.js",
            "poll.js",
            "routes.js",
            "safety.js");
    private static final List<String> HEALTH = List.of("/health", "/api/v1/health", "/health/live", "/health/ready");
    private static final List<String> OTHERS = List.of("/api/v1/metrics", "/metrics", "/openapi.yaml");
    private static final int UNAVAILABLE = 503;

    private final Health health;
    private final ProcessMetrics metrics;
    private final PrometheusMeterRegistry meters;
    private final Map<String, Supplier<Map<String, Object>>> reports;
    private final Map<String, Answer> pages = Pages.load(PAGES);
    private final Answer contract = Pages.contract();

    /**
     * The answers of one process.
     *
     * @param reports what the stages here tell, by path below the stage
     */
    FromMemory(
            Health health,
            ProcessMetrics metrics,
            PrometheusMeterRegistry meters,
            Map<String, Supplier<Map<String, Object>>> reports) {
        this.health = health;
        this.metrics = metrics;
        this.meters = meters;
        this.reports = Map.copyOf(reports);
    }

    /**
     * The paths whose GET is answered from memory.
     *
     * @param reports paths of what the stages here tell, with the stage
     */
    static Set<String> paths(Set<Stage> stages, Set<String> reports) {
        Set<String> paths = new HashSet<>(Set.of("/"));
        PAGES.forEach(page -> paths.add("/" + page));
        Stream.concat(Stream.of(""), stages.stream().map(stage -> "/" + stage.id()))
                .forEach(prefix ->
                        Stream.concat(HEALTH.stream(), OTHERS.stream()).forEach(path -> paths.add(prefix + path)));
        reports.forEach(path -> {
            paths.add(path);
            paths.add(path.substring(path.indexOf('/', 1)));
        });
        return paths;
    }

    Map<String, Supplier<Answer>> byPath(Set<Stage> stages) {
        Map<String, Supplier<Answer>> answers = new HashMap<>();
        pages.forEach((path, page) -> answers.put(path, () -> page));
        addBelow("", health::report, answers);
        stages.forEach(stage -> addBelow("/" + stage.id(), () -> health.report(stage.serviceName()), answers));
        reports.forEach((path, report) -> {
            Supplier<Answer> answer = () -> json(200, report.get());
            answers.put(path, answer);
            answers.put(path.substring(path.indexOf('/', 1)), answer);
        });
        return answers;
    }

    private void addBelow(String prefix, Supplier<Map<String, Object>> told, Map<String, Supplier<Answer>> answers) {
        Supplier<Answer> report = () -> json(status(), told.get());
        answers.put(prefix + "/health", report);
        answers.put(prefix + "/api/v1/health", report);
        answers.put(prefix + "/health/live", () -> json(200, Map.of("status", "healthy")));
        answers.put(prefix + "/health/ready", report);
        answers.put(prefix + "/api/v1/metrics", () -> json(200, metrics.report()));
        answers.put(prefix + "/metrics", this::prometheus);
        answers.put(prefix + "/openapi.yaml", () -> contract);
    }

    /** The paths that need no key: health, and the page, which asks for the key. */
    Set<String> open(Set<Stage> stages) {
        Set<String> open = new HashSet<>(pages.keySet());
        Stream.concat(Stream.of(""), stages.stream().map(stage -> "/" + stage.id()))
                .forEach(prefix -> HEALTH.forEach(path -> open.add(prefix + path)));
        return open;
    }

    private int status() {
        return health.level() == Level.UNHEALTHY ? UNAVAILABLE : 200;
    }

    private Answer prometheus() {
        return new Answer(
                200,
                "text/plain; version=0.0.4; charset=utf-8",
                meters.scrape().getBytes(StandardCharsets.UTF_8),
                null);
    }

    private static Answer json(int status, Map<String, Object> body) {
        return new Answer(status, Answer.JSON, Json.bytes(body), null);
    }
}
