package org.hearthline.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.util.function.Suppliers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files that run, since when, and what is wrong with those that do not run as they are on disk: for health, log and API. One
 * thread changes that; what was told last may be asked for by any.
 */
final class RunningFiles {
    private static final Logger LOG = LoggerFactory.getLogger(RunningFiles.class);

    private final KeptRoutes kept;
    private final RouteFilesHealth health;
    private final Clock clock;
    private final Map<String, Instant> loaded = new HashMap<>();
    /** What does not run although it should, by name of its unit. */
    private final Map<String, RouteFault> down = new TreeMap<>();

    private RouteSet set = RouteSet.NONE;
    /** Texts of the files of properties that it runs with. */
    private Map<String, String> properties = Map.of();

    private volatile RouteFilesReport report = new RouteFilesReport(set, Set::of, Map.of(), List.of());

    /** Nothing runs yet. */
    RunningFiles(KeptRoutes kept, RouteFilesHealth health, Clock clock) {
        this.kept = kept;
        this.health = health;
        this.clock = clock;
    }

    /**
     * This runs from now on.
     *
     * @param texts of the files of properties that it runs with, by name
     */
    void are(RouteSet now, Map<String, String> texts) {
        set = now;
        properties = Map.copyOf(texts);
    }

    RouteSet set() {
        return set;
    }

    /** The user's, as a look at the folder would show them if all of them ran. */
    RouteFolder.Look own() {
        List<RouteFile> files = set.own().stream().map(set::file).toList();
        return new RouteFolder.Look(files, properties, List.of());
    }

    /** Keeps the texts of the user's files as they run, for the next start. */
    void keep() {
        kept.keep(own().texts());
    }

    /** Names of the units that do not run although they should. */
    Set<String> down() {
        return new TreeSet<>(down.keySet());
    }

    /**
     * These do not run, although they should.
     *
     * @param reasons by name of the unit
     */
    void fell(Map<String, String> reasons) {
        reasons.forEach((name, reason) -> down.put(name, RouteFault.of(name, reason)));
    }

    /** These run again, or are wanted no more. */
    void rose(Set<String> units) {
        down.keySet().removeAll(units);
    }

    /**
     * Tells how it stands.
     *
     * @param faults of what does not run as it is on disk
     * @param fresh names of what was loaded just now
     */
    void tell(List<RouteFault> faults, Set<String> fresh) {
        Instant now = clock.instant();
        fresh.forEach(name -> loaded.put(name, now));
        loaded.keySet().retainAll(set.files().keySet());
        List<RouteFault> known = faults();
        Set<RouteFault> refused = new LinkedHashSet<>(faults);
        refused.removeAll(down.values());
        Set<RouteFault> all = new LinkedHashSet<>(down.values());
        all.addAll(refused);
        report = new RouteFilesReport(set, Suppliers.memorize(set::making), loaded, List.copyOf(all));
        health.set(List.copyOf(down.values()), List.copyOf(refused));
        log(refused, known);
    }

    private void log(Set<RouteFault> refused, List<RouteFault> known) {
        refused.stream()
                .filter(fault -> !known.contains(fault))
                .forEach(fault -> LOG.atWarn()
                        .addKeyValue("fault", fault)
                        .log("A file of routes is not taken; what ran before runs on"));
        if (faults().isEmpty() && !known.isEmpty()) {
            LOG.atInfo().log("Every file of routes is taken again");
        }
    }

    /** Work at these begins. */
    void begins(Collection<String> names) {
        health.begins(names);
    }

    /** It has ended. */
    void ends() {
        health.ends();
    }

    /** What was told to be wrong. Any thread. */
    List<RouteFault> faults() {
        return report.faults();
    }

    /** What was told. Any thread. */
    RouteFilesReport report() {
        return report;
    }
}
