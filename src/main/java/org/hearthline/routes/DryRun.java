package org.hearthline.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.Model;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.routes.RouteFile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * One dry run: all routes are read in a context of their own, those of some files are built as well, and none is started. What
 * throws there would have thrown in the running process.
 */
final class DryRun {
    private final DefaultCamelContext camel;
    private final Set<String> changed;
    private final RouteSet all;
    private final List<GeneratedRoutes> generated;
    private final Set<String> fromMemory;
    private final SilentFaults silent;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Map<String, RouteBuilder> builders = new LinkedHashMap<>();
    private final Map<String, List<RouteDefinition>> routes = new LinkedHashMap<>();

    /**
     * Of files.
     *
     * @param camel in which it takes place; started
     * @param changed names of those that are built
     * @param all what is to run together with them
     * @param generated routes that Java makes
     * @param fromMemory paths whose GET no route ever sees
     */
    DryRun(
            DefaultCamelContext camel,
            Set<String> changed,
            RouteSet all,
            List<GeneratedRoutes> generated,
            Set<String> fromMemory) {
        this.fromMemory = fromMemory;
        this.camel = camel;
        this.changed = changed;
        this.all = all;
        this.generated = generated;
        this.silent = new SilentFaults(camel);
    }

    /** What is wrong. Each step looks only at what the one before it has found right. */
    List<RouteFault> run() {
        read();
        builders.forEach(this::configure);
        if (faults.isEmpty()) {
            builders.forEach(this::prepare);
        }
        if (faults.isEmpty()) {
            link(RouteGraph.of(builders, camel));
        }
        if (faults.isEmpty()) {
            changed.forEach(name -> build(name, builders.get(name)));
        }
        return faults;
    }

    private void read() {
        for (RouteFile file : new TreeMap<>(all.files()).values()) {
            attempt(
                    file.name(),
                    null,
                    () -> builders.put(file.name(), RouteUnit.of(toRead(file)).builder(camel)));
        }
        generated.forEach(group -> builders.put(group.name(), group.make().get()));
    }

    /** Beans of files that run exist in the process: they are not made once more. */
    private RouteFile toRead(RouteFile file) {
        return changed.contains(file.name()) || file.origin() == Origin.PACKAGED ? file : file.withoutBeans();
    }

    private void configure(String name, RouteBuilder builder) {
        if (builder instanceof RouteConfigurationsBuilder configurations) {
            attempt(name, null, () -> configurations.addRouteConfigurationsToCamelContext(camel));
        }
    }

    private void prepare(String name, RouteBuilder builder) {
        attempt(name, null, () -> {
            builder.prepareModel(camel);
            routes.put(name, new ArrayList<>(builder.getRouteCollection().getRoutes()));
        });
    }

    private void link(RouteGraph graph) {
        Map<String, RouteLines> lines = new HashMap<>();
        all.files().forEach((name, file) -> lines.put(name, RouteLines.of(file)));
        faults.addAll(new RouteLinks(graph, changed, lines).check(NeededDoors.of(graph, camel), fromMemory));
        graph.nodes().stream()
                .filter(node -> changed.contains(node.unit()))
                .forEach(node -> silent.configuration(node.definition(), place(node.unit()))
                        .ifPresent(faults::add));
        check(graph);
    }

    /** What Camel would build, of the user's files. */
    private void check(RouteGraph graph) {
        Set<String> own = new TreeSet<>(changed);
        own.retainAll(all.own());
        faults.addAll(new FrameRules(graph, own, this::place, camel).check());
        graph.nodes().stream()
                .filter(node -> own.contains(node.unit()) && node.definition().getTemplateParameters() == null)
                .forEach(node -> faults.addAll(new SimpleRules(camel, place(node.unit())).check(node.definition())));
    }

    /** Builds every route of a file: what Camel would only find when it starts them. */
    private void build(String name, @Nullable RouteBuilder builder) {
        if (builder == null || !all.files().containsKey(name)) {
            return;
        }
        for (RouteDefinition route : routes.getOrDefault(name, List.of())) {
            List<RouteFault> found = silent.steps(route, place(name));
            faults.addAll(found);
            if (found.isEmpty()) {
                attempt(name, route, () -> model().addRouteDefinition(route));
            }
        }
        attempt(name, null, () -> builder.addTemplatedRoutesToCamelContext(camel));
    }

    private Model model() {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Whatever Camel throws is a fault of the file, and so is what a class of the user's throws. */
    private void attempt(String name, @Nullable RouteDefinition route, Attempt attempt) {
        try {
            attempt.run();
        } catch (Exception | LinkageError | StackOverflowError e) {
            if (!all.files().containsKey(name)) {
                throw new IllegalStateException("Routes " + name + " cannot be made", e);
            }
            boolean unused = Thread.interrupted(); // What waited for ever was cut off, and what comes next is not.
            faults.add(place(name).of(e, route));
        }
    }

    private FaultPlace place(String name) {
        return new FaultPlace(
                all.file(name),
                camel.getRegistry().findByTypeWithName(Object.class).keySet());
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }
}
