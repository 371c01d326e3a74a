package org.hearthline.routes;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.jspecify.annotations.Nullable;

/**
 * Routes as their files say, without a running process: read into a context that is never started. Which of them would run is
 * as the settings say; those that are made at start are missing. One thread.
 */
public final class OfflineRoutes implements AutoCloseable {
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final Map<String, RouteFile> files = new LinkedHashMap<>();

    private OfflineRoutes() {}

    /**
     * Reads files.
     *
     * @param settings what route files ask for as {@code {{key}}}; what is missing stays as it stands
     * @throws IllegalArgumentException when one cannot be read, with its name
     */
    public static OfflineRoutes of(List<RouteFile> files, Map<String, String> settings) {
        OfflineRoutes routes = new OfflineRoutes();
        try {
            Properties known = new Properties();
            known.putAll(settings);
            routes.camel.disableJMX();
            routes.camel.setSourceLocationEnabled(true);
            routes.camel.getPropertiesComponent().setInitialProperties(known);
            files.forEach(routes::read);
            return routes;
        } catch (RuntimeException e) {
            routes.close();
            throw e;
        }
    }

    /** The effective files of a folder, with the user's own properties. */
    public static OfflineRoutes of(RouteFolder folder, Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(OwnProperties.read(folder.look().properties(), settings.keySet())
                .values());
        all.putAll(settings);
        return of(folder.effective(), all);
    }

    private void read(RouteFile file) {
        files.put(file.location(), file);
        file.unreadable().ifPresent(fault -> {
            throw new IllegalArgumentException(fault.toString());
        });
        try {
            PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString(file.location(), file.text()));
        } catch (Exception e) { // Camel's loader declares no other
            throw new IllegalArgumentException(file.name() + ": " + e.getMessage(), e);
        }
    }

    /** In the form of the API's list, without what only a running process knows. */
    public Map<String, Object> list(boolean withSource) {
        List<Map<String, Object>> routes = new ArrayList<>();
        definitions().stream()
                .sorted(Comparator.comparing(RouteDefinition::getRouteId))
                .forEach(route -> routes.add(described(route, withSource)));
        return Map.of("routes", routes);
    }

    /** All of them as Mermaid. */
    public String diagram() {
        return RouteDiagram.of(camel, definitions());
    }

    /** Those of one file as Mermaid; empty when it has none, or none that would run. */
    public String diagram(RouteFile file) {
        List<RouteDefinition> own = definitions().stream()
                .filter(route -> RoutePlace.location(route).equals(file.location()))
                .toList();
        return own.isEmpty() ? "" : RouteDiagram.of(camel, own);
    }

    private List<RouteDefinition> definitions() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions().stream()
                .filter(route -> RoutePresence.runs(route, camel))
                .toList();
    }

    private Map<String, Object> described(RouteDefinition route, boolean withSource) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", route.getRouteId());
        put(described, "description", route.getDescription());
        put(described, "stage", RoutePlace.stage(route));
        RoutePlace place = RoutePlace.of(route);
        place.describe(described);
        RouteFile file = files.get(RoutePlace.location(route));
        if (withSource && file != null) {
            put(
                    described,
                    "source",
                    RouteSource.around(file.text(), place.line()).orElse(null));
        }
        return described;
    }

    private static void put(Map<String, Object> described, String name, @Nullable Object value) {
        if (value != null) {
            described.put(name, value);
        }
    }

    @Override
    public void close() {
        try {
            camel.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
