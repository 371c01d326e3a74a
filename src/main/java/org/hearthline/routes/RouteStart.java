package org.hearthline.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hearthline.routes.RouteFile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * Which files run at a start: each own file that is right; of one that is broken, what ran before the restart. Never the
 * packaged file in its place, as that may lack what the user has put in, such as a mask.
 */
final class RouteStart {
    private final RouteCheck check;
    private final Map<String, String> kept;
    private final Set<String> settings;
    private final List<RouteFault> faults = new ArrayList<>();

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

    /**
     * What is to run.
     *
     * @throws BrokenRoutes when a file is broken, and nothing of it ran before
     */
    RouteSet choose(RouteFolder.Look look, RouteFolder folder) {
        Map<String, RouteFile> files = new TreeMap<>();
        RouteFolder.packaged().forEach(file -> files.put(file.name(), file));
        look.files().forEach(file -> files.put(file.name(), file));
        Map<String, String> texts = new HashMap<>(look.properties());
        look.faults().forEach(fault -> fallBack(fault, folder, files, texts));
        OwnProperties properties = OwnProperties.read(texts, settings);
        if (!properties.faults().isEmpty()) {
            properties.faults().forEach(fault -> fallBack(fault, folder, files, texts));
            properties = OwnProperties.read(texts, settings);
            requireNone(properties.faults());
        }
        return checked(files, properties.values(), folder);
    }

    private RouteSet checked(Map<String, RouteFile> files, Map<String, String> properties, RouteFolder folder) {
        Set<String> fallen = new TreeSet<>();
        while (true) {
            RouteSet set = new RouteSet(files, properties);
            Set<String> own = new TreeSet<>(files.keySet());
            own.removeIf(name -> set.file(name).origin() == Origin.PACKAGED);
            List<RouteFault> found = own.isEmpty() ? List.of() : check.check(own, set, RouteSet.NONE);
            if (found.isEmpty()) {
                return set;
            }
            requireNone(found.stream()
                    .filter(fault -> fallen.contains(fault.file()))
                    .toList());
            for (RouteFault fault : found) {
                if (fallen.add(fault.file())) {
                    fallBack(fault, folder, files, new HashMap<>());
                } else {
                    faults.add(fault);
                }
            }
        }
    }

    private void fallBack(
            RouteFault fault, RouteFolder folder, Map<String, RouteFile> files, Map<String, String> properties) {
        String name = fault.file();
        String text = kept.get(name);
        if (text == null || text.equals(textOf(files.get(name)))) {
            throw new BrokenRoutes(List.of(fault));
        }
        faults.add(fault);
        if (RouteFolder.isRoutes(name)) {
            files.put(
                    name,
                    new RouteFile(name, Origin.USER, "file:" + folder.path().resolve(name), text));
        } else {
            properties.put(name, text);
        }
    }

    private static String textOf(@Nullable RouteFile file) {
        return file == null || file.origin() == Origin.PACKAGED ? "" : file.text();
    }

    private static void requireNone(List<RouteFault> found) {
        if (!found.isEmpty()) {
            throw new BrokenRoutes(found);
        }
    }
}
