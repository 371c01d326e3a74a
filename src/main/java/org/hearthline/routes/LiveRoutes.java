package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;

/**
 * The routes that run, by unit: takes units out and puts others in while everything else runs on. Not for several threads at once.
 */
final class LiveRoutes {
    /** Camel's own first number for routes that name none. */
    private static final int UNORDERED = 1000;

    private final CamelContext camel;
    private final Map<String, LoadedUnit> loaded = new LinkedHashMap<>();
    private final HeldRoutes held;
    private final RouteDrain drain;

    LiveRoutes(CamelContext camel) {
        this.camel = camel;
        this.held = new HeldRoutes(camel);
        this.drain = new RouteDrain(camel);
    }

    /** A unit that somebody else adds to the context, at start. */
    RouteBuilder begin(RouteUnit unit, RouteBuilder read) {
        return loaded(unit, read).builder();
    }

    private LoadedUnit loaded(RouteUnit unit, RouteBuilder read) {
        LoadedUnit made = new LoadedUnit(unit, read);
        loaded.put(unit.name(), made);
        return made;
    }

    /** Names of the units that hold a route. */
    Set<String> unitsOf(String routeId) {
        Set<String> units = new TreeSet<>();
        loaded.forEach((name, unit) -> {
            if (unit.routeIds().contains(routeId)) {
                units.add(name);
            }
        });
        return units;
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Everything that runs. */
    RouteGraph graph() {
        RouteGraph graph = new RouteGraph();
        loaded.forEach((name, unit) -> graph.add(name, definitions(unit), camel));
        return graph;
    }

    /** As they are in the context: those from templates are made there. */
    private List<RouteDefinition> definitions(LoadedUnit unit) {
        Set<String> ids = unit.routeIds();
        return List.copyOf(model().getRouteDefinitions()).stream()
                .filter(route -> ids.contains(String.valueOf(route.getRouteId())))
                .toList();
    }

    boolean holds(String unit) {
        return loaded.containsKey(unit);
    }

    /** Remembers which routes of these units somebody has stopped or suspended. */
    void note(Collection<String> names) {
        held.note(routeIds(names));
    }

    /** Of those that run here, or could. */
    Set<String> routeIds(Collection<String> names) {
        Set<String> ids = new TreeSet<>();
        names.stream().map(loaded::get).filter(unit -> unit != null).forEach(unit -> ids.addAll(unit.routeIds()));
        ids.removeIf(id -> camel.getRoute(id) == null);
        return ids;
    }

    /**
     * Takes units out: no new exchange begins, those under way end (5 s each at most), then their routes are gone.
     *
     * @throws IllegalStateException when some do not stop: their units stay, all others are out
     */
    void remove(Collection<String> names) {
        List<LoadedUnit> going =
                names.stream().map(loaded::get).filter(unit -> unit != null).toList();
        List<Throwable> failures = new ArrayList<>();
        for (String id : inOrder(routeIds(names))) {
            try {
                drain.remove(id);
            } catch (RuntimeException | LinkageError e) {
                failures.add(e);
            }
        }
        going.stream()
                .filter(unit -> routeIds(List.of(unit.unit().name())).isEmpty())
                .forEach(this::forget);
        if (!failures.isEmpty()) {
            IllegalStateException failed = new IllegalStateException(failures.get(0));
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    /** Those of some routes that are there no more; what was remembered of them is forgotten. */
    Set<String> gone(Set<String> ids) {
        Set<String> gone = new TreeSet<>(ids);
        gone.removeIf(id -> camel.getRoute(id) != null);
        held.forget(gone);
        return gone;
    }

    private Collection<String> inOrder(Set<String> ids) {
        try {
            return graph().callersFirst(ids);
        } catch (RuntimeException e) { // A precondition asks for what is not set any more: in any order then.
            return ids;
        }
    }

    private void forget(LoadedUnit unit) {
        Set<String> ids = unit.routeIds();
        Model model = model();
        model.getRouteDefinitions().removeIf(route -> ids.contains(String.valueOf(route.getRouteId())));
        model.getRouteDefinitions().removeAll(unit.definitions());
        model.getRouteConfigurationDefinitions().removeAll(unit.configurations());
        model.getRouteTemplateDefinitions().removeAll(unit.templates());
        RouteFile file = unit.unit().file();
        if (file != null) {
            RouteOutline.of(file).beans().forEach(camel.getRegistry()::unbind);
        }
        loaded.remove(unit.unit().name());
    }

    /**
     * Puts units in, and starts their routes: first those that others call, so that nobody calls in vain.
     *
     * @throws Exception when one of them cannot be loaded or started; some of them may run then: {@link #remove} them
     */
    void add(Collection<RouteUnit> units) throws Exception {
        List<LoadedUnit> coming = new ArrayList<>();
        for (RouteUnit unit : units) {
            coming.add(loaded(unit, unit.builder(camel)));
        }
        for (LoadedUnit unit : coming) {
            if (unit.builder() instanceof RouteConfigurationsBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(camel);
            }
        }
        start(coming);
        probe(coming);
    }

    private void start(List<LoadedUnit> coming) throws Exception {
        List<RouteDefinition> routes = new ArrayList<>();
        for (LoadedUnit unit : coming) {
            unit.builder().prepareModel(camel);
            routes.addAll(unit.definitions());
        }
        routes.sort(Comparator.comparing(LiveRoutes::isCalled).reversed().thenComparing(LiveRoutes::order));
        for (RouteDefinition route : routes) {
            held.prepare(route);
            model().addRouteDefinition(route);
            held.hold(String.valueOf(route.getRouteId()));
        }
        for (LoadedUnit unit : coming) {
            unit.builder().addTemplatedRoutesToCamelContext(camel);
            for (String id : unit.routeIds()) {
                held.hold(id);
            }
        }
    }

    private static boolean isCalled(RouteDefinition route) {
        return route.getInput() != null && route.getInput().getEndpointUri().startsWith("direct:");
    }

    private static int order(RouteDefinition route) {
        return route.getStartupOrder() == null ? UNORDERED : route.getStartupOrder();
    }

    /** Started, all of them that run here and start by themselves. */
    private void probe(List<LoadedUnit> units) {
        for (LoadedUnit unit : units) {
            for (String id : unit.routeIds()) {
                Route route = camel.getRoute(id);
                if (route == null || !route.isAutoStartup() || held.contains(id)) {
                    continue;
                }
                ServiceStatus status = camel.getRouteController().getRouteStatus(id);
                if (status == null || !status.isStarted()) {
                    throw new IllegalStateException("Route " + id + " does not start: it is " + status);
                }
            }
        }
    }
}
