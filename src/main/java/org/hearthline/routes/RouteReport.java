package org.hearthline.routes;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.Resource;
import org.hearthline.routes.RouteFigures.Figures;
import org.jspecify.annotations.Nullable;

/** The routes of this process as the API shows them: what they are, where they stand, how they do. Any thread; waits for nobody. */
public final class RouteReport {
    private final CamelContext camel;
    private final RouteFigures figures;
    private final RouteFailures failures;

    public RouteReport(CamelContext camel, RouteFigures figures, RouteFailures failures) {
        this.camel = camel;
        this.figures = figures;
        this.failures = failures;
    }

    /**
     * Every route, by id.
     *
     * @param headers {@code source} true: with the text of each, as it stands in its file
     */
    public Map<String, Object> list(Map<String, Object> headers) {
        boolean withSource = "true".equals(headers.get("source"));
        Map<String, Figures> now = figures.read();
        List<Map<String, Object>> routes = camel.getRoutes().stream()
                .sorted(Comparator.comparing(Route::getRouteId))
                .map(route -> described(route, now, withSource))
                .toList();
        return Map.of("routes", routes);
    }

    /** One of them. */
    Map<String, Object> of(Route route) {
        return described(route, figures.read(), false);
    }

    /** The routes as a picture in Mermaid's language: {@code {"mermaid": "flowchart LR…"}}. */
    public Map<String, Object> diagram() {
        return Map.of("mermaid", RouteDiagram.of(camel));
    }

    private Map<String, Object> described(Route route, Map<String, Figures> now, boolean withSource) {
        String id = route.getRouteId();
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", id);
        put(described, "description", route.getDescription());
        RouteDefinition definition =
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinition(id);
        put(described, "stage", definition == null ? null : RoutePlace.stage(definition));
        described.put(
                "status", camel.getRouteController().getRouteStatus(id).name().toLowerCase(Locale.ROOT));
        RoutePlace place = definition == null ? RoutePlace.UNKNOWN : RoutePlace.of(definition);
        place.describe(described);
        Figures own = now.getOrDefault(id, Figures.NONE);
        described.put("exchanges", own.exchanges());
        described.put("failures", own.failures());
        described.put("in_flight", camel.getInflightRepository().size(id));
        put(described, "mean_ms", own.meanMillis());
        put(described, "p99_ms", own.p99Millis());
        put(described, "last_failure", failures.last(id));
        if (withSource) {
            put(described, "source", source(route.getSourceResource(), place.line()));
        }
        return described;
    }

    private static void put(Map<String, Object> described, String name, @Nullable Object value) {
        if (value != null) {
            described.put(name, value);
        }
    }

    /** As it was loaded: what lies in the folder by now may be another text. */
    private static @Nullable String source(@Nullable Resource resource, int line) {
        if (resource == null || line == 0) {
            return null;
        }
        try (InputStream in = resource.getInputStream()) {
            Optional<String> item = RouteSource.around(new String(in.readAllBytes(), StandardCharsets.UTF_8), line);
            return item.orElse(null);
        } catch (IOException e) {
            return null; // The file is gone; the route runs on.
        }
    }
}
