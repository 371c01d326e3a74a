package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.RouteConfigurationsBuilder;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.hearthline.routes.RouteFile.Origin;
import org.hearthline.routes.RouteGraph.Node;
import org.jspecify.annotations.Nullable;

/**
 * Says what is wrong with files of routes before they run: YAML, Camel's schema, then a dry run beside the running process, with
 * its beans and settings, in which every route is built and none is started; then what is wrong between routes. Not for several
 * threads at once.
 */
public final class RouteCheck {
    private final CamelContext live;
    private final List<GeneratedRoutes> generated;
    private final Set<String> packagedBeans;
    private @Nullable RouteSchema schema;

    /**
     * A check against a context whose beans are bound, and in which no file of the user's is loaded yet.
     *
     * @param generated routes that Java makes
     */
    public RouteCheck(CamelContext live, List<GeneratedRoutes> generated) {
        this.live = live;
        this.generated = List.copyOf(generated);
        this.packagedBeans =
                Set.copyOf(live.getRegistry().findByTypeWithName(Object.class).keySet());
    }

    /**
     * What is wrong with some files.
     *
     * @param changed names of those to look at; a file that is in none of them is taken as right
     * @param all what is to run together with them
     * @param before what runs: what it has set or declared and {@code all} has not is not there any more
     */
    List<RouteFault> check(Set<String> changed, RouteSet all, RouteSet before) {
        List<RouteFault> faults = new ArrayList<>();
        Map<String, RouteOutline> outlines = new TreeMap<>();
        for (String name : changed) {
            RouteFile file = all.files().get(name);
            if (file != null) {
                faults.addAll(checkText(file, outlines));
            }
        }
        if (faults.isEmpty()) {
            faults.addAll(checkBeans(outlines, all));
        }
        return faults.isEmpty() ? dryRun(changed, all, before) : faults;
    }

    /** Those that one file has by itself, in its text. */
    private List<RouteFault> checkText(RouteFile file, Map<String, RouteOutline> outlines) {
        try {
            YamlTree tree = YamlTree.of(file.name(), file.text());
            if (file.origin() == Origin.USER) {
                List<RouteFault> faults = new ArrayList<>(schema().check(file.name(), tree));
                faults.addAll(nameless(file, tree));
                if (!faults.isEmpty()) {
                    return faults;
                }
            }
            outlines.put(file.name(), RouteOutline.of(tree, file.text()));
            return List.of();
        } catch (UnreadableFile e) {
            return List.of(e.fault());
        }
    }

    /** Camel would make a name of its own up, under which nobody could take the route out again. */
    private static List<RouteFault> nameless(RouteFile file, YamlTree tree) {
        List<RouteFault> faults = new ArrayList<>();
        for (int entry = 0; entry < tree.json().size(); entry++) {
            JsonNode templated = tree.json().path(entry).path("templatedRoute");
            if (templated.isObject() && templated.path("routeId").asText().isBlank()) {
                YamlTree.Place place = tree.place(List.of(entry, "templatedRoute"));
                faults.add(new RouteFault(
                        file.name(),
                        place.line(),
                        place.column(),
                        "A templatedRoute needs a routeId, which no other route has: add one"));
            }
        }
        return faults;
    }

    private RouteSchema schema() {
        RouteSchema read = schema;
        if (read == null) {
            read = new RouteSchema();
            schema = read;
        }
        return read;
    }

    private List<RouteFault> checkBeans(Map<String, RouteOutline> outlines, RouteSet all) {
        List<RouteFault> faults = new ArrayList<>();
        outlines.forEach((name, outline) -> {
            RouteFile file = all.file(name);
            FaultPlace place = new FaultPlace(file, Set.of());
            for (String bean : outline.beans()) {
                if (packagedBeans.contains(bean)) {
                    faults.add(place.at(bean, 1, "The bean '" + bean + "' is Hearthline's own: choose another name"));
                }
                all.files().values().stream()
                        .filter(other ->
                                other.origin() == Origin.USER && !other.name().equals(name))
                        .filter(other -> RouteOutline.of(other).beans().contains(bean))
                        .forEach(other -> faults.add(
                                place.at(bean, 1, "The bean '" + bean + "' is declared in " + other.name() + " too")));
            }
        });
        return faults;
    }

    private List<RouteFault> dryRun(Set<String> changed, RouteSet all, RouteSet before) {
        Set<String> hidden = new TreeSet<>();
        changed.forEach(name -> hidden.addAll(all.outline(name).beans()));
        all.changesTo(before).forEach(name -> hidden.addAll(before.outline(name).beans()));
        try (ScratchContext scratch = new ScratchContext(
                live, hidden, all.properties(), before.properties().keySet())) {
            return new DryRun(scratch, changed, all).run();
        }
    }

    /** One dry run. */
    private final class DryRun {
        private final ScratchContext scratch;
        private final Set<String> changed;
        private final RouteSet all;
        private final List<RouteFault> faults = new ArrayList<>();
        private final Map<String, List<RouteDefinition>> routes = new LinkedHashMap<>();
        private RouteGraph graph = new RouteGraph();

        DryRun(ScratchContext scratch, Set<String> changed, RouteSet all) {
            this.scratch = scratch;
            this.changed = changed;
            this.all = all;
        }

        List<RouteFault> run() {
            DefaultCamelContext camel = scratch.start();
            Map<String, RouteBuilder> builders = builders(camel);
            builders.forEach((name, builder) -> configure(name, builder, camel));
            if (faults.isEmpty()) {
                builders.forEach((name, builder) -> prepare(name, builder, camel));
            }
            if (!faults.isEmpty()) {
                return faults;
            }
            graph = RouteGraph.of(builders, camel);
            faults.addAll(new RouteLinks(graph, changed, lines()).check(needed(camel)));
            checkConfigurations(camel);
            if (faults.isEmpty()) {
                changed.forEach(name -> build(name, builders.get(name), camel));
            }
            return faults;
        }

        private Map<String, RouteBuilder> builders(CamelContext camel) {
            Map<String, RouteBuilder> builders = new LinkedHashMap<>();
            for (RouteFile file : new TreeMap<>(all.files()).values()) {
                try {
                    RouteFile read = changed.contains(file.name()) ? file : withoutBeans(file);
                    builders.put(file.name(), RouteUnit.of(read).builder(camel));
                } catch (Exception
                        | LinkageError
                        | StackOverflowError e) { // of Camel's loader, or of a class of the user's
                    faults.add(place(file.name()).of(e, null));
                }
            }
            generated.forEach(group -> builders.put(group.name(), group.make().get()));
            return builders;
        }

        private FaultPlace place(String name) {
            Set<String> beans = new TreeSet<>(packagedBeans);
            beans.addAll(scratch.camel()
                    .getRegistry()
                    .findByTypeWithName(Object.class)
                    .keySet());
            return new FaultPlace(all.file(name), beans);
        }

        private void configure(String name, RouteBuilder builder, CamelContext camel) {
            if (builder instanceof RouteConfigurationsBuilder configurations) {
                attempt(name, () -> configurations.addRouteConfigurationsToCamelContext(camel));
            }
        }

        private void prepare(String name, RouteBuilder builder, CamelContext camel) {
            attempt(name, () -> {
                builder.prepareModel(camel);
                routes.put(name, new ArrayList<>(builder.getRouteCollection().getRoutes()));
            });
        }

        private void attempt(String name, Attempt attempt) {
            try {
                attempt.run();
            } catch (Exception | LinkageError | StackOverflowError e) { // as above
                if (!all.files().containsKey(name)) {
                    throw new IllegalStateException("Routes " + name + " cannot be made", e);
                }
                faults.add(place(name).of(e, null));
            }
        }

        private Map<String, RouteLines> lines() {
            Map<String, RouteLines> lines = new HashMap<>();
            all.files().forEach((name, file) -> lines.put(name, RouteLines.of(file)));
            return lines;
        }

        private void checkConfigurations(CamelContext camel) {
            Set<String> known = new TreeSet<>();
            model(camel).getRouteConfigurationDefinitions().stream()
                    .map(configuration -> configuration.getId())
                    .filter(id -> id != null)
                    .forEach(known::add);
            for (Node node : graph.nodes()) {
                String wanted = node.definition().getRouteConfigurationId();
                if (changed.contains(node.unit())
                        && wanted != null
                        && !wanted.contains("*")
                        && !wanted.contains(",")
                        && !known.contains(wanted)) {
                    faults.add(place(node.unit())
                            .at(
                                    wanted,
                                    node.definition().getLineNumber(),
                                    "There is no routeConfiguration '" + wanted + "'"));
                }
            }
        }

        /** Builds every route of a file: what Camel would only find when it starts them. */
        private void build(String name, @Nullable RouteBuilder builder, DefaultCamelContext camel) {
            if (builder == null || !all.files().containsKey(name)) {
                return;
            }
            for (RouteDefinition route : routes.getOrDefault(name, List.of())) {
                int before = faults.size();
                checkMethods(name, route, camel);
                if (faults.size() == before) {
                    build(name, route, camel);
                }
            }
            attempt(name, () -> builder.addTemplatedRoutesToCamelContext(camel));
        }

        private void build(String name, RouteDefinition route, CamelContext camel) {
            try {
                model(camel).addRouteDefinition(route);
            } catch (Exception | LinkageError | StackOverflowError e) { // as above
                faults.add(place(name).of(e, route));
            }
        }

        /** Camel looks for a bean's method when the first event comes. */
        private void checkMethods(String name, RouteDefinition route, CamelContext camel) {
            for (ProcessorDefinition<?> step : RouteGraph.ownSteps(route)) {
                if (step instanceof ThrowExceptionDefinition thrown) {
                    checkClass(name, thrown, camel);
                }
                if (step instanceof BeanDefinition bean && bean.getRef() != null && bean.getMethod() != null) {
                    Object target = camel.getRegistry().lookupByName(bean.getRef());
                    String method = bean.getMethod().replaceFirst("\\(.*", "");
                    if (target != null && !method.contains("{{") && !BeanMethods.has(target, method)) {
                        faults.add(place(name)
                                .at(
                                        method,
                                        step.getLineNumber(),
                                        "The bean '" + bean.getRef() + "' has no method '" + method + "'"
                                                + BeanMethods.near(target, method)));
                    }
                }
            }
        }

        private void checkClass(String name, ThrowExceptionDefinition step, CamelContext camel) {
            String type = step.getExceptionType();
            if (type != null && !type.contains("{{") && camel.getClassResolver().resolveClass(type) == null) {
                faults.add(place(name)
                        .at(type, step.getLineNumber(), "There is no class " + type + ". Is its jar in lib-ext?"));
            }
        }

        /** Doors of packaged files that routes of other files call, or Java does. */
        private Map<String, String> needed(CamelContext camel) {
            Map<String, RouteBuilder> packaged = new LinkedHashMap<>();
            for (RouteFile file : RouteFolder.packaged()) {
                try {
                    RouteBuilder builder = RouteUnit.of(file).builder(camel);
                    builder.configureRoutes(camel);
                    packaged.put(file.name(), builder);
                } catch (Exception e) { // as Camel's loader declares
                    throw new IllegalStateException("The packaged file " + file.name() + " cannot be read", e);
                }
            }
            return NeededDoors.of(RouteGraph.of(packaged, camel), graph);
        }
    }

    @FunctionalInterface
    private interface Attempt {
        void run() throws Exception;
    }

    private static Model model(CamelContext camel) {
        return camel.getCamelContextExtension().getContextPlugin(Model.class);
    }

    /** Its beans exist in the process: they are not made once more. Lines stay where they are. */
    private static RouteFile withoutBeans(RouteFile file) {
        if (file.origin() == Origin.PACKAGED) {
            return file;
        }
        try {
            String text = YamlTree.of(file.name(), file.text()).without("beans");
            return new RouteFile(file.name(), file.origin(), file.location(), text);
        } catch (UnreadableFile e) {
            return file; // Camel says what is wrong.
        }
    }

    /**
     * What is wrong with the user's files, where none of them runs.
     *
     * @param folder of the user's
     * @param files to take in the place of those of their names in it, and to look at; none: look at all
     * @param settings keys that are Hearthline's own
     */
    public List<RouteFault> check(RouteFolder folder, List<Path> files, Set<String> settings) {
        RouteFolder.Look look = folder.look();
        List<RouteFault> faults = new ArrayList<>();
        OwnProperties properties = OwnProperties.read(look.properties(), settings);
        Map<String, RouteFile> all = new TreeMap<>();
        RouteFolder.packaged().forEach(file -> all.put(file.name(), file));
        look.files().forEach(file -> all.put(file.name(), file));
        Set<String> asked = new TreeSet<>();
        if (files.isEmpty()) {
            faults.addAll(look.faults());
            faults.addAll(properties.faults());
            look.files().forEach(file -> asked.add(file.name()));
        }
        for (Path path : files) {
            String name = String.valueOf(path.getFileName());
            asked.add(name);
            try {
                all.put(name, new RouteFile(name, Origin.USER, "file:" + path.toAbsolutePath(), RouteText.read(path)));
            } catch (UnreadableFile e) {
                faults.add(e.fault());
                all.remove(name);
            }
        }
        if (!asked.isEmpty()) {
            faults.addAll(check(asked, new RouteSet(all, properties.values()), RouteSet.NONE));
        }
        return faults;
    }

    /** For programs that hold files rather than folders. */
    public List<RouteFault> check(Collection<RouteFile> files, Map<String, String> properties) {
        Set<String> changed = new LinkedHashSet<>();
        files.stream().filter(file -> file.origin() == Origin.USER).forEach(file -> changed.add(file.name()));
        return check(changed, RouteSet.of(files, new HashMap<>(properties)), RouteSet.NONE);
    }
}
