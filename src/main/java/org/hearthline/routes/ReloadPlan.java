package org.hearthline.routes;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.hearthline.routes.RouteFile.Origin;

/** What to do about a look at the user's folder: which of its files are right, and what has to be loaded anew for them. */
final class ReloadPlan {
    private final RouteCheck check;
    private final RouteSet running;
    private final RouteGraph graph;
    private final Set<String> settings;
    private final List<RouteFault> faults = new ArrayList<>();
    private final Map<String, RouteFile> files = new TreeMap<>();
    private RouteSet target;
    private Map<String, String> texts;
    private Set<String> changed = Set.of();
    private Set<String> units = Set.of();

    /**
     * A plan from what runs.
     *
     * @param texts of the files of properties that it runs with, by name
     * @param settings keys that are Hearthline's own
     */
    ReloadPlan(RouteCheck check, RouteSet running, Map<String, String> texts, RouteGraph graph, Set<String> settings) {
        this.check = check;
        this.running = running;
        this.graph = graph;
        this.settings = settings;
        this.target = running;
        this.texts = texts;
    }

    /** Makes it. */
    ReloadPlan of(RouteFolder.Look look) {
        RouteFolder.packaged().forEach(file -> files.put(file.name(), file));
        look.files().forEach(file -> files.put(file.name(), file));
        look.faults().forEach(this::reject);
        OwnProperties read = OwnProperties.read(look.properties(), settings);
        faults.addAll(read.faults());
        boolean whole =
                read.faults().isEmpty() && look.faults().stream().allMatch(fault -> RouteFolder.isRoutes(fault.file()));
        settle(whole ? read.values() : running.properties());
        if (whole && target.properties().equals(read.values())) {
            texts = look.properties();
        }
        return this;
    }

    /** What is wrong with a file leaves what runs of it as it is. */
    private void reject(RouteFault fault) {
        faults.add(fault);
        leave(fault.file());
    }

    private void leave(String name) {
        RouteFile before = running.files().get(name);
        if (before == null) {
            files.remove(name);
        } else {
            files.put(name, before);
        }
    }

    private void settle(Map<String, String> wanted) {
        Map<String, String> properties = wanted;
        while (true) {
            target = new RouteSet(files, properties);
            changed = target.changesTo(running);
            Dependents dependents = new Dependents(running, target, graph);
            units = dependents.of(changed);
            if (units.isEmpty()) {
                return;
            }
            List<RouteFault> found = check.check(toCheck(dependents), target, running);
            if (found.isEmpty()) {
                return;
            }
            faults.addAll(found);
            Set<String> guilty = found.stream()
                    .map(RouteFault::file)
                    .filter(changed::contains)
                    .collect(Collectors.toCollection(TreeSet::new));
            if (guilty.isEmpty() && !properties.equals(running.properties())) {
                properties = running.properties();
            } else {
                (guilty.isEmpty() ? changed : guilty).forEach(this::leave);
            }
        }
    }

    private Set<String> toCheck(Dependents dependents) {
        Set<String> names = new LinkedHashSet<>(units);
        names.addAll(dependents.callers(changed));
        names.removeIf(name -> {
            RouteFile file = files.get(name);
            return file == null
                    || (file.origin() == Origin.PACKAGED && !changed.contains(name) && !units.contains(name));
        });
        return names;
    }

    /** What is to run. */
    RouteSet target() {
        return target;
    }

    /** Of the files of properties that it is to run with, by name. */
    Map<String, String> texts() {
        return texts;
    }

    /** What has to be loaded anew for it. */
    Set<String> units() {
        return units;
    }

    List<RouteFault> faults() {
        return faults;
    }

    /** What to say when it did not work after all. */
    List<RouteFault> blame(RouteSwap.SwapFailed failed) {
        List<RouteFault> blamed = new ArrayList<>();
        for (String name : changed) {
            RouteFile file = target.files().get(name);
            blamed.add(
                    file == null
                            ? RouteFault.of(name, "It cannot be taken away: " + failed.reason())
                            : new FaultPlace(file, Set.of()).of(failed.reason(), null));
        }
        return blamed;
    }
}
