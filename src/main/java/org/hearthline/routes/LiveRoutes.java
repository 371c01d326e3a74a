package org.hearthline.routes;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.ServiceStatus;
import org.apache.camel.Suspendable;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.service.ServiceHelper;
import org.jspecify.annotations.Nullable;

/**
 * The routes that run, by unit: takes units out and puts others in while everything else runs on. Not for several threads at once.
 */
final class LiveRoutes {
    /** How long a route is waited for that still works on something. What is cut off then comes again out of the outbox. */
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    /** Camel's own first number for routes that name none. */
    private static final int UNORDERED = 1000;

    private static final Duration LOOK = Duration.ofMillis(5);

    private final CamelContext camel;
    private final Map<String, LoadedUnit> loaded = new LinkedHashMap<>();
    /** Routes that somebody has stopped or suspended, which is to last when they are loaded anew. */
    private final Map<String, ServiceStatus> held = new LinkedHashMap<>();

    LiveRoutes(CamelContext camel) {
        this.camel = camel;
    }

    /**
     * Reads a unit that somebody else adds to the context, at start.
     *
     * @throws Exception as Camel's loader does
     */
    RouteBuilder begin(RouteUnit unit) throws Exception {
        return load(unit).builder();
    }

    private LoadedUnit load(RouteUnit unit) throws Exception {
        LoadedUnit made = new LoadedUnit(unit, unit.builder(camel));
        loaded.put(unit.name(), made);
        return made;
    }

    Collection<LoadedUnit> units() {
        return loaded.values();
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
        for (String id : routeIds(names)) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(id);
            boolean isStopped = status.isStopped() && (camel.getRoute(id).isAutoStartup() || held.containsKey(id));
            if (isStopped || status.isSuspended()) {
                held.put(id, status);
            } else {
                held.remove(id);
            }
        }
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
                quiesce(id);
                stop(id);
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
        held.keySet().removeAll(gone);
        return gone;
    }

    private Collection<String> inOrder(Set<String> ids) {
        try {
            return graph().callersFirst(ids);
        } catch (RuntimeException e) { // A precondition asks for what is not set any more: in any order then.
            return ids;
        }
    }

    /** A direct endpoint would take new exchanges while it waits for the old ones, for ever under load. */
    private void quiesce(String id) {
        Route route = camel.getRoute(id);
        if (route == null || !(route.getConsumer() instanceof Suspendable consumer)) {
            return;
        }
        if (isDirect(id)) {
            ServiceHelper.suspendService(consumer);
            long until = System.nanoTime() + PATIENCE.toNanos();
            while (camel.getInflightRepository().size(id) > 0 && System.nanoTime() < until) {
                LockSupport.parkNanos(LOOK.toNanos());
            }
        }
    }

    private void stop(String id) {
        try {
            boolean busy = camel.getInflightRepository().size(id) > 0 && isDirect(id);
            camel.getRouteController().stopRoute(id, busy ? 1 : PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            camel.removeRoute(id);
        } catch (Exception e) { // Camel declares no narrower one
            throw new IllegalStateException("Route " + id + " does not stop", e);
        }
    }

    private boolean isDirect(String id) {
        Route route = camel.getRoute(id);
        return route != null && route.getEndpoint().getEndpointUri().startsWith("direct:");
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
            coming.add(load(unit));
        }
        for (LoadedUnit unit : coming) {
            if (unit.builder() instanceof RouteConfigurationsBuilder configurations) {
                configurations.addRouteConfigurationsToCamelContext(camel);
            }
        }
        List<RouteDefinition> routes = new ArrayList<>();
        for (LoadedUnit unit : coming) {
            unit.builder().prepareModel(camel);
            routes.addAll(unit.definitions());
        }
        routes.sort(Comparator.comparing(LiveRoutes::isCalled).reversed().thenComparing(LiveRoutes::order));
        for (RouteDefinition route : routes) {
            if (held.get(String.valueOf(route.getRouteId())) == ServiceStatus.Stopped) {
                route.setAutoStartup("false");
            }
            model().addRouteDefinition(route);
            hold(route.getRouteId());
        }
        for (LoadedUnit unit : coming) {
            unit.builder().addTemplatedRoutesToCamelContext(camel);
            for (String id : unit.routeIds()) {
                hold(id);
            }
        }
        probe(coming);
    }

    /** As it was left, before whoever calls it starts. */
    private void hold(@Nullable String id) throws Exception {
        ServiceStatus wanted = id == null ? null : held.get(id);
        if (wanted == null
                || camel.getRoute(id) == null
                || !camel.getRouteController().getRouteStatus(id).isStarted()) {
            return;
        }
        if (wanted.isSuspended()) {
            camel.getRouteController().suspendRoute(id);
        } else {
            camel.getRouteController().stopRoute(id);
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
                if (route == null || !route.isAutoStartup() || held.containsKey(id)) {
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
