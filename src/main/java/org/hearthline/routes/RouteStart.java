package org.hearthline.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hearthline.routes.RouteFile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Which files run at a start: each own file that is right; of one that is broken, what ran before the restart. Never the
 * packaged file in its place, as that may lack what the user has put in, such as a mask. Where that does not do, since files do
 * not fit one another, everything runs as it ran before.
 */
final class RouteStart {
    private final RouteCheck check;
    private final Map<String, String> kept;
    private final Set<String> settings;
    private final List<RouteFault> faults = new ArrayList<>();
    private Map<String, String> texts = Map.of();

    /**
     * A start.
     *
     * @param kept texts that ran before, by name of the file
     * @param settings keys that are Hearthline's own
     */
    RouteStart(RouteCheck check, Map<String, String> kept, Set<String> settings) {
        this.check = check;
        this.kept = kept;
        this.settings = settings;
    }

    /** What does not run as it is on disk, and why. */
    List<RouteFault> faults() {
        return faults;
    }

    /** Of the files of properties that it runs with, by name. */
    Map<String, String> texts() {
        return texts;
    }

    /**
     * What is to run.
     *
     * @throws BrokenRoutes when a file is broken, and nothing of it ran before
     */
    RouteSet choose(RouteFolder.Look look, RouteFolder folder) {
        try {
            return eachByItself(look, folder);
        } catch (BrokenRoutes e) {
            return asBefore(e, look, folder);
        }
    }

    private RouteSet eachByItself(RouteFolder.Look look, RouteFolder folder) {
        Map<String, RouteFile> files = packaged();
        look.files().forEach(file -> files.put(file.name(), file));
        texts = new HashMap<>(look.properties());
        look.faults().forEach(fault -> fallBack(fault, folder, files));
        OwnProperties properties = OwnProperties.read(texts, settings);
        if (!properties.faults().isEmpty()) {
            properties.faults().forEach(fault -> fallBack(fault, folder, files));
            properties = OwnProperties.read(texts, settings);
            requireNone(properties.faults());
        }
        return checked(files, properties.values(), folder);
    }

    private static Map<String, RouteFile> packaged() {
        Map<String, RouteFile> files = new TreeMap<>();
        RouteFolder.packaged().forEach(file -> files.put(file.name(), file));
        return files;
    }

    /** Such as a key of properties that is gone, for which a file asks that has not changed. */
    private RouteSet asBefore(BrokenRoutes broken, RouteFolder.Look look, RouteFolder folder) {
        Map<String, RouteFile> files = packaged();
        texts = new HashMap<>();
        kept.keySet().forEach(name -> putKept(name, folder, files));
        OwnProperties properties = OwnProperties.read(texts, settings);
        RouteSet set = new RouteSet(files, properties.values());
        if (kept.isEmpty()
                || !properties.faults().isEmpty()
                || !check.check(set.own(), set, RouteSet.NONE).isEmpty()) {
            throw broken;
        }
        faults.addAll(broken.faults());
        Map<String, String> there = look.texts();
        Set<String> names = new TreeSet<>(there.keySet());
        names.addAll(kept.keySet());
        faults.forEach(fault -> names.remove(fault.file()));
        names.removeIf(name -> Objects.equals(there.get(name), kept.get(name)));
        names.forEach(name -> faults.add(RouteFault.of(name, "Not taken either, as all runs as it ran before")));
        return set;
    }

    private RouteSet checked(Map<String, RouteFile> files, Map<String, String> properties, RouteFolder folder) {
        Set<String> fallen = new TreeSet<>();
        while (true) {
            RouteSet set = new RouteSet(files, properties);
            Set<String> own = set.own();
            List<RouteFault> found = own.isEmpty() ? List.of() : check.check(own, set, RouteSet.NONE);
            if (found.isEmpty()) {
                return set;
            }
            requireNone(found.stream()
                    .filter(fault -> fallen.contains(fault.file()))
                    .toList());
            for (RouteFault fault : found) {
                if (fallen.add(fault.file())) {
                    fallBack(fault, folder, files);
                } else {
                    faults.add(fault);
                }
            }
        }
    }

    private void fallBack(RouteFault fault, RouteFolder folder, Map<String, RouteFile> files) {
        String name = fault.file();
        String text = kept.get(name);
        String now = RouteFolder.isRoutes(name) ? textOf(files.get(name)) : texts.get(name);
        if (text == null || text.equals(now)) {
            throw new BrokenRoutes(List.of(fault));
        }
        faults.add(fault);
        putKept(name, folder, files);
    }

    private void putKept(String name, RouteFolder folder, Map<String, RouteFile> files) {
        String text = kept.getOrDefault(name, "");
        if (RouteFolder.isRoutes(name)) {
            files.put(
                    name,
                    new RouteFile(name, Origin.USER, "file:" + folder.path().resolve(name), text));
        } else {
            texts.put(name, text);
        }
    }

    private static @Nullable String textOf(@Nullable RouteFile file) {
        return file == null || file.origin() == Origin.PACKAGED ? null : file.text();
    }

    private static void requireNone(List<RouteFault> found) {
        if (!found.isEmpty()) {
            throw new BrokenRoutes(found);
        }
    }
}
