package org.hearthline.routes;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.spi.Resource;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes that run as the user's folder says: looks at it again and again, checks what has changed, and puts it in the
 * place of what ran. A file that is wrong changes nothing: what ran before runs on, and health, log and API say what is wrong
 * where. One thread of its own does all that; what it tells may be asked for by any.
 */
public final class RouteReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);

    /** Id of the route that has files tried. */
    private static final String TRY_ROUTE = "routes-try";

    private static final Duration AGAIN = Duration.ofSeconds(30);

    private final CamelContext camel;
    private final RouteFolder folder;
    private final Settings settings;
    private final KeptRoutes kept;
    private final RunningFiles files;
    private final FolderWatch watch;
    private final RouteCheck check;
    private final RouteSwap swap;
    private final RouteUpdate update;
    private final RouteFilesHealth health;
    private final RoutesThread thread = new RoutesThread();

    /**
     * How it works.
     *
     * @param folder of the user's files, absolute
     * @param kept folder for the last good copies, absolute
     * @param reload whether changes are taken while the process runs
     * @param interval between two looks at the folder
     * @param keys settings of Hearthline, which the user's properties cannot set
     * @param fromMemory paths whose GET the process answers by itself
     */
    public record Settings(
            Path folder, Path kept, boolean reload, Duration interval, Set<String> keys, Set<String> fromMemory) {
        public Settings {
            keys = Set.copyOf(keys);
            fromMemory = Set.copyOf(fromMemory);
        }
    }

    /**
     * Of a context whose beans are bound, and in which no file is loaded yet.
     *
     * @param generated routes that Java makes; they are loaded with the files
     * @param health is told what is wrong
     * @param gone is told the ids of routes that are there no more
     */
    public RouteReload(
            CamelContext camel,
            Settings settings,
            List<GeneratedRoutes> generated,
            RouteFilesHealth health,
            Consumer<Set<String>> gone,
            Clock clock) {
        this.camel = camel;
        this.folder = new RouteFolder(settings.folder);
        this.settings = settings;
        this.health = health;
        this.kept = new KeptRoutes(settings.kept);
        this.files = new RunningFiles(kept, health, clock);
        this.watch = new FolderWatch(folder);
        this.check = new RouteCheck(camel, generated, settings.fromMemory);
        LiveRoutes live = new LiveRoutes(camel);
        OwnPropertiesSource properties = new OwnPropertiesSource();
        this.swap = new RouteSwap(live, properties, generated, gone);
        this.update = new RouteUpdate(check, live, swap, files, settings.keys, thread);
        camel.getPropertiesComponent().addPropertiesSource(properties);
    }

    /** Some routes do not run at this moment, and soon will: a request to one of them is to be tried again. */
    public boolean isUnderWay() {
        return swap.isUnderWay();
    }

    /**
     * All routes, for the start. The user's files are checked first.
     *
     * @param ahead what has been read already
     * @throws BrokenRoutes when one of them is broken, and nothing of it ran before
     */
    public Collection<RoutesBuilder> load(ReadAhead ahead) {
        Map<String, String> before = kept.read();
        RouteFolder.Look look = watch.first(before.keySet());
        RouteStart start = new RouteStart(check, before, settings.keys);
        RouteSet chosen = start.choose(look, folder);
        files.are(chosen, start.texts());
        if (!start.faults().isEmpty()) {
            // What did not do together may do in part.
            watch.forget();
        }
        List<RoutesBuilder> builders = swap.begin(chosen, ahead);
        files.tell(start.faults(), chosen.own());
        return builders;
    }

    /** From now on changes are taken; the context has started. */
    public void start() {
        files.keep();
        RouteFilesJmx.register(camel, this);
        if (settings.reload) {
            thread.repeat(this::look, settings.interval);
        }
    }

    private void look() {
        files.begins(Set.of(settings.folder.toString()));
        try {
            watch.look(files.own()).ifPresent(look -> {
                files.begins(watch.changes(files.own()));
                update.to(look);
            });
        } catch (Throwable e) {
            // The timer's edge: a task that throws is never run again.
            unforeseen(e);
        } finally {
            files.ends();
        }
    }

    /** It is told, and tried again now and then: what it was may pass. */
    private void unforeseen(Throwable thrown) {
        watch.tryLater();
        Set<String> names = watch.changes(files.own());
        List<RouteFault> faults = new ArrayList<>(files.faults());
        faults.removeIf(fault -> names.contains(fault.file()));
        names.forEach(name -> faults.add(RouteFault.of(
                name, "It could not be looked at, and that is tried again: " + FaultPlace.innermost(thrown))));
        boolean isNew = !files.faults().containsAll(faults);
        files.tell(faults, Set.of());
        if (isNew) {
            LOG.atError().setCause(thrown).log("The folder of routes could not be looked at");
        }
    }

    /** Where something with an id stands, in the files that run: {@code enrichment.camel.yaml:22}. Any thread. */
    public Optional<String> place(String id) {
        return files.report().running().place(id);
    }

    /** Answers {@code GET /api/v1/routes/status}. */
    public Map<String, Object> status() {
        boolean underWay = swap.isUnderWay();
        Set<String> here = new HashSet<>();
        for (Route route : camel.getRoutes()) {
            Resource file = route.getSourceResource();
            if (file != null) { // None has that Java makes.
                here.add(file.getLocation());
            }
        }
        return files.report()
                .status(
                        settings.reload,
                        settings.folder.toString(),
                        location -> underWay || swap.isUnderWay() || here.contains(location));
    }

    /**
     * Looks at the folder now, and answers what came of it.
     *
     * @throws Rejected when reloading is switched off
     * @throws TransientFailure when the work at an earlier change does not end, or the route that asks is being replaced
     */
    public Map<String, Object> reload() {
        if (!settings.reload) {
            throw new Rejected(
                    Fault.of(ErrorCode.FORBIDDEN, "Reloading is switched off (routes.reload=false): restart instead"));
        }
        return ask(RouteUpdate.RELOAD_ROUTE, this::reloadNow);
    }

    /** Nobody waits behind work that does not end. */
    private <T> T ask(String route, Callable<T> work) {
        Optional<String> stuck = health.stuck();
        if (stuck.isPresent()) {
            throw new TransientFailure(ErrorCode.UNAVAILABLE, stuck.get(), AGAIN, null);
        }
        try {
            return thread.ask(route, work);
        } catch (TransientFailure e) {
            throw health.stuck()
                    .map(words -> new TransientFailure(ErrorCode.UNAVAILABLE, words, AGAIN, e))
                    .orElse(e);
        }
    }

    private Map<String, Object> reloadNow() {
        RouteFilesReport before = files.report();
        files.begins(Set.of(settings.folder.toString()));
        try {
            RouteFolder.Look look = watch.atOnce(files.own());
            files.begins(watch.changes(files.own()));
            return update.whenAsked(look);
        } catch (Exception | LinkageError | StackOverflowError e) { // as in look(): the caller is told, and the health
            unforeseen(e);
            return files.report().reloaded(before, Set.of());
        } finally {
            files.ends();
        }
    }

    /** A swap that is under way ends first. The context must still run. */
    @Override
    public void close() {
        thread.close();
    }

    /** The files that run now, by name. Any thread. */
    public List<RouteFile> files() {
        return files.report().running().files().values().stream()
                .sorted(Comparator.comparing(RouteFile::name))
                .toList();
    }

    /** What the user's properties say now. Any thread. */
    public Map<String, String> ownProperties() {
        return files.report().running().properties();
    }

    /** What would be wrong if a file took the place of the one of its name, or were added; nothing is changed. Any thread. */
    public List<RouteFault> faults(RouteFile file) {
        return ask(TRY_ROUTE, () -> {
            files.begins(Set.of(file.name()));
            try {
                RouteSet running = files.set();
                Map<String, RouteFile> all = new HashMap<>(running.files());
                all.put(file.name(), file);
                return check.check(Set.of(file.name()), new RouteSet(all, running.properties()), running);
            } finally {
                files.ends();
            }
        });
    }
}
