package org.hearthline.routes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * All files that are to run together, and what the user's properties say to them.
 *
 * @param files by name
 */
record RouteSet(Map<String, RouteFile> files, Map<String, String> properties) {
    static final RouteSet NONE = new RouteSet(Map.of(), Map.of());

    RouteSet {
        files = Map.copyOf(files);
        properties = Map.copyOf(properties);
    }

    static RouteSet of(Collection<RouteFile> files, Map<String, String> properties) {
        Map<String, RouteFile> byName = new LinkedHashMap<>();
        files.forEach(file -> byName.put(file.name(), file));
        return new RouteSet(byName, properties);
    }

    /** One that is there. */
    RouteFile file(String name) {
        RouteFile file = files.get(name);
        if (file == null) {
            throw new IllegalArgumentException(name);
        }
        return file;
    }

    /** Names of the user's files, in order. */
    Set<String> own() {
        Set<String> own = new TreeSet<>();
        files.values().stream()
                .filter(file -> file.origin() == RouteFile.Origin.USER)
                .forEach(file -> own.add(file.name()));
        return own;
    }

    /** Names of the files that make routes, not only templates of them. */
    Set<String> making() {
        Set<String> making = new TreeSet<>();
        files.values().stream().filter(RouteFile::makesRoutes).forEach(file -> making.add(file.name()));
        return making;
    }

    /** What a file declares; one that is not there declares nothing. */
    RouteOutline outline(String name) {
        RouteFile file = files.get(name);
        return file == null ? RouteOutline.NOTHING : RouteOutline.of(file);
    }

    /** Where something with an id stands: {@code enrichment.camel.yaml:22}. */
    Optional<String> place(String id) {
        for (RouteFile file : files.values()) {
            int line = RouteLines.of(file).first(id, 0);
            if (line > 0) {
                return Optional.of(file.name() + ":" + line);
            }
        }
        return Optional.empty();
    }

    /** The same, but for some files that are as in another set. */
    RouteSet with(Set<String> names, RouteSet other) {
        Map<String, RouteFile> mixed = new LinkedHashMap<>(files);
        mixed.keySet().removeAll(names);
        other.files.forEach((name, file) -> {
            if (names.contains(name)) {
                mixed.put(name, file);
            }
        });
        return new RouteSet(mixed, properties);
    }

    /** Names of the files that are not the same in another set: changed, new, or not there. */
    Set<String> changesTo(RouteSet other) {
        Set<String> names = new LinkedHashSet<>(files.keySet());
        names.addAll(other.files.keySet());
        names.removeIf(name -> {
            RouteFile here = files.get(name);
            return here != null && here.equals(other.files.get(name));
        });
        return names;
    }
}
