package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a set of files in the place of another while everything else runs on; what then does not work is taken back. Not for
 * several threads at once.
 */
final class RouteSwap {
    private static final Logger LOG = LoggerFactory.getLogger(RouteSwap.class);

    private final LiveRoutes live;
    private final OwnPropertiesSource properties;
    private final List<GeneratedRoutes> generated;
    private volatile boolean underWay;

    RouteSwap(LiveRoutes live, OwnPropertiesSource properties, List<GeneratedRoutes> generated) {
        this.live = live;
        this.properties = properties;
        this.generated = List.copyOf(generated);
    }

    /** Some routes do not run at this moment, and soon will. */
    boolean isUnderWay() {
        return underWay;
    }

    /**
     * Swaps.
     *
     * @param names of the units to load anew
     * @throws SwapFailed when that does not work; what ran before runs again then
     */
    void swap(Set<String> names, RouteSet before, RouteSet after) throws SwapFailed {
        if (names.isEmpty()) {
            properties.set(after.properties());
            return;
        }
        underWay = true;
        try {
            live.remove(names);
            properties.set(after.properties());
            live.add(units(names, after));
        } catch (Exception e) { // whatever Camel throws when a route cannot be made or started
            restore(names, before);
            throw new SwapFailed(e);
        } finally {
            underWay = false;
        }
    }

    private void restore(Set<String> names, RouteSet before) {
        live.remove(names);
        properties.set(before.properties());
        try {
            live.add(units(names, before));
        } catch (
                Exception
                        e) { // They ran a moment ago: each for itself, so that one that does not start stops no other.
            LOG.atError().setCause(e).log("Routes that ran before do not start again together; each is tried alone");
            live.remove(names);
            units(names, before).forEach(this::restoreAlone);
        }
    }

    private void restoreAlone(RouteUnit unit) {
        try {
            live.add(List.of(unit));
        } catch (Exception e) { // as above
            LOG.atError().addKeyValue("file", unit.name()).setCause(e).log("Routes that ran before do not start again");
        }
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

    /** All units of a set, by name. */
    Map<String, RouteUnit> all(RouteSet set) {
        Map<String, RouteUnit> units = new LinkedHashMap<>();
        new TreeMap<>(set.files()).forEach((name, file) -> units.put(name, RouteUnit.of(file)));
        generated.forEach(group -> units.put(group.name(), RouteUnit.of(group)));
        return units;
    }

    /** Routes could not be put in the place of others. */
    static final class SwapFailed extends Exception {
        private static final long serialVersionUID = 1L;

        private final Exception reason;

        SwapFailed(Exception reason) {
            super(reason);
            this.reason = reason;
        }

        Exception reason() {
            return reason;
        }
    }
}
