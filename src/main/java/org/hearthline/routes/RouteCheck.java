package org.hearthline.routes;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.hearthline.routes.RouteFile.Origin;

/**
 * Says what is wrong with files of routes before they run: YAML, Camel's schema, then a dry run beside the running process, with
 * its beans and settings, in which every route is built and none is started; then what is wrong between routes. Not for several
 * threads at once.
 */
public final class RouteCheck {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Duration patience;
    private final Set<String> fromMemory;
    private final CamelContext live;
    private final List<GeneratedRoutes> generated;
    private final TextCheck texts;

    /**
     * A check against a context whose beans are bound, and in which no file of the user's is loaded yet.
     *
     * @param generated routes that Java makes
     * @param fromMemory paths whose GET the process answers by itself, so that no route ever sees one
     */
    public RouteCheck(CamelContext live, List<GeneratedRoutes> generated, Set<String> fromMemory) {
        this(live, generated, fromMemory, PATIENCE);
    }

    /**
     * The same for a test.
     *
     * @param patience with what a file waits for while its routes are built
     */
    RouteCheck(CamelContext live, List<GeneratedRoutes> generated, Set<String> fromMemory, Duration patience) {
        this.fromMemory = Set.copyOf(fromMemory);
        this.patience = patience;
        this.live = live;
        this.generated = List.copyOf(generated);
        this.texts = new TextCheck(
                live.getRegistry().findByTypeWithName(Object.class).keySet());
    }

    /**
     * What is wrong with some files.
     *
     * @param changed names of those to look at; a file that is in none of them is taken as right
     * @param all what is to run together with them
     * @param before what runs: what it has set or declared and {@code all} has not is not there any more
     */
    List<RouteFault> check(Set<String> changed, RouteSet all, RouteSet before) {
        List<RouteFault> faults = texts.check(changed, all);
        return faults.isEmpty() ? dryRun(changed, all, before) : faults;
    }

    private List<RouteFault> dryRun(Set<String> changed, RouteSet all, RouteSet before) {
        Set<String> hidden = new TreeSet<>();
        changed.forEach(name -> hidden.addAll(all.outline(name).beans()));
        all.changesTo(before).forEach(name -> hidden.addAll(before.outline(name).beans()));
        try (Deadline deadline = new Deadline(patience);
                ScratchContext scratch = new ScratchContext(
                        live, hidden, all.properties(), before.properties().keySet())) {
            deadline.begin();
            return new DryRun(scratch.start(), changed, all, generated, fromMemory).run();
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
        OwnProperties properties = OwnProperties.read(look.properties(), settings);
        Map<String, RouteFile> all = new TreeMap<>();
        RouteFolder.packaged().forEach(file -> all.put(file.name(), file));
        look.files().forEach(file -> all.put(file.name(), file));
        Set<String> asked = new TreeSet<>();
        List<RouteFault> faults = new ArrayList<>();
        if (files.isEmpty()) {
            faults.addAll(look.faults());
            faults.addAll(properties.faults());
            look.files().forEach(file -> asked.add(file.name()));
        }
        for (Path path : files) {
            asked.add(String.valueOf(path.getFileName()));
            put(path, all).ifPresent(faults::add);
        }
        if (!asked.isEmpty()) {
            faults.addAll(check(asked, new RouteSet(all, properties.values()), RouteSet.NONE));
        }
        return faults;
    }

    /** In the place of the one of its name; one that cannot be read leaves that place empty. */
    private static Optional<RouteFault> put(Path path, Map<String, RouteFile> all) {
        String name = String.valueOf(path.getFileName());
        try {
            all.put(name, new RouteFile(name, Origin.USER, "file:" + path.toAbsolutePath(), RouteText.read(path)));
            return Optional.empty();
        } catch (UnreadableFile e) {
            all.remove(name);
            return Optional.of(e.fault());
        }
    }

    /** For programs that hold files rather than folders. */
    public List<RouteFault> check(Collection<RouteFile> files, Map<String, String> properties) {
        Set<String> changed = new LinkedHashSet<>();
        files.stream().filter(file -> file.origin() == Origin.USER).forEach(file -> changed.add(file.name()));
        return check(changed, RouteSet.of(files, new HashMap<>(properties)), RouteSet.NONE);
    }
}
