package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.apache.camel.RoutesBuilder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a set of files in the place of another while everything else runs on; what then does not work is taken back. Not for
 * several threads at once.
 */
final class RouteSwap {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    private static final String STUCK = "It does not stop, so it can be neither replaced nor started again. Restart";

    private final LiveRoutes live;
    private final OwnPropertiesSource properties;
    private final List<GeneratedRoutes> generated;
    private final Consumer<Set<String>> gone;
    private volatile boolean underWay;

    /**
     * A swap of what runs.
     *
     * @param gone is told the ids of routes that are there no more
     */
    RouteSwap(
            LiveRoutes live,
            OwnPropertiesSource properties,
            List<GeneratedRoutes> generated,
            Consumer<Set<String>> gone) {
        this.live = live;
        this.gone = gone;
        this.properties = properties;
        this.generated = List.copyOf(generated);
    }

    /** Some routes do not run at this moment, and soon will. */
    boolean isUnderWay() {
        return underWay;
    }

    /** Reads everything, for whoever adds it to the context: at the start, when there is nothing to swap. */
    List<RoutesBuilder> begin(RouteSet first, ReadAhead ahead) {
        fill(first);
        Map<String, RouteUnit> units = new LinkedHashMap<>();
        new TreeMap<>(first.files()).forEach((name, file) -> units.put(name, RouteUnit.of(file)));
        generated.forEach(group -> units.put(group.name(), RouteUnit.of(group)));
        List<RoutesBuilder> builders = new ArrayList<>();
        units.values().forEach(unit -> builders.add(live.begin(unit, ahead.take(unit))));
        return builders;
    }

    /** What the user's properties say in this set goes into placeholders that are read from now on. */
    void fill(RouteSet set) {
        properties.set(set.properties());
    }

    /**
     * Swaps.
     *
     * @param names of the units to load anew
     * @throws SwapFailed when that does not work; what ran before runs again then, but for what it names
     */
    void swap(Set<String> names, RouteSet before, RouteSet after) throws SwapFailed {
        if (names.isEmpty()) {
            fill(after);
            return;
        }
        underWay = true;
        Set<String> ids = live.routeIds(names);
        try {
            live.note(names);
            live.remove(names);
            fill(after);
            live.add(units(names, after));
        } catch (Exception | LinkageError | StackOverflowError e) {
            // whatever Camel throws when a route cannot be made or started, or a class of the user's
            throw new SwapFailed(e, restore(names, before));
        } finally {
            underWay = false;
        }
        gone.accept(live.gone(ids));
    }

    /** Answers what does not run afterwards, and why. */
    private Map<String, String> restore(Set<String> names, RouteSet before) {
        removeAgain(names);
        fill(before);
        Collection<RouteUnit> units = units(names, before);
        Map<String, String> down = new TreeMap<>();
        units.removeIf(unit -> {
            boolean stuck = live.holds(unit.name());
            if (stuck) {
                down.put(unit.name(), STUCK);
            }
            return stuck;
        });
        try {
            live.add(units);
        } catch (Exception | LinkageError | StackOverflowError e) {
            // They ran a moment ago: each for itself, so that one that does not start stops no other.
            LOG.atError().setCause(e).log("Routes that ran before do not start again together; each is tried alone");
            units.forEach(unit -> removeAgain(Set.of(unit.name())));
            units.forEach(unit -> restoreAlone(unit, down));
        }
        return down;
    }

    private void removeAgain(Set<String> names) {
        try {
            live.remove(names);
        } catch (RuntimeException e) { // What is still there is seen afterwards.
            LOG.atError().addKeyValue("files", names).setCause(e).log("Routes do not stop");
        }
    }

    private void restoreAlone(RouteUnit unit, Map<String, String> down) {
        if (live.holds(unit.name())) {
            down.put(unit.name(), STUCK);
            return;
        }
        try {
            live.add(List.of(unit));
        } catch (Exception | LinkageError | StackOverflowError e) { // as above
            LOG.atError().addKeyValue("file", unit.name()).setCause(e).log("Routes that ran before do not start again");
            removeAgain(Set.of(unit.name()));
            down.put(
                    unit.name(),
                    "What ran before does not start again (" + FaultPlace.innermost(e)
                            + "). Mend the file, ask for a reload, or restart");
        }
    }

    /** Tries again to start what did not; answers what still does not run, and why. */
    Map<String, String> raise(Set<String> names, RouteSet set) {
        Map<String, String> down = new TreeMap<>();
        if (!names.isEmpty()) {
            removeAgain(names);
            units(names, set).forEach(unit -> restoreAlone(unit, down));
        }
        return down;
    }

    private Collection<RouteUnit> units(Set<String> names, RouteSet set) {
        List<RouteUnit> units = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            RouteFile file = set.files().get(name);
            if (file != null) {
                units.add(RouteUnit.of(file));
            }
            generated.stream()
                    .filter(group -> group.name().equals(name))
                    .forEach(group -> units.add(RouteUnit.of(group)));
        }
        return units;
    }

    /** Routes could not be put in the place of others. */
    static final class SwapFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final Throwable reason;
        private final transient Map<String, String> down;

        /**
         * Of a swap that is taken back.
         *
         * @param down what does not run now, by name of the unit, and why
         */
        SwapFailed(Throwable reason, Map<String, String> down) {
            super(reason);
            this.reason = reason;
            this.down = Map.copyOf(down);
        }

        Throwable reason() {
            return reason;
        }

        Map<String, String> down() {
            return down;
        }
    }
}
