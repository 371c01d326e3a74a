package org.hearthline.routes;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the routes that run as the user's folder says: looks at it twice a second, checks what has changed, and puts it in the
 * place of what ran. A file that is wrong changes nothing: what ran before runs on, and health, log and API say what is wrong
 * where. One thread of its own does all that; what it tells may be asked for by any.
 */
public final class RouteReload implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RouteReload.class);
    /** Id of the route that answers the request to reload. */
    private static final String RELOAD_ROUTE = "routes-reload";

    private static final long LOOK_MILLIS = 500;
    private static final long PATIENCE_SECONDS = 60;
    /** Looks between two attempts at what fails in a way that nobody foresaw. */
    private static final int LOOKS_UNTIL_AGAIN = 10;

    private static final RouteFolder.Look NOTHING = new RouteFolder.Look(List.of(), Map.of(), List.of());

    private final CamelContext camel;
    private final RouteFolder folder;
    private final Settings settings;
    private final KeptRoutes kept;
    private final Clock clock;
    private final RouteCheck check;
    private final LiveRoutes live;
    private final RouteSwap swap;
    private final OwnPropertiesSource properties = new OwnPropertiesSource();
    private final RouteFilesHealth health;
    private final ScheduledExecutorService worker = Executors.newSingleThreadScheduledExecutor(RouteReload::daemon);
    private final Map<String, Instant> loaded = new HashMap<>();
    /** What does not run although it should, by name of its unit. */
    private final Map<String, RouteFault> down = new TreeMap<>();

    private RouteFolder.Look seen = NOTHING;
    private RouteFolder.Look handled = NOTHING;
    private int looksUntilAgain;
    private RouteSet running = RouteSet.NONE;
    /** Of the files of properties that it runs with. */
    private Map<String, String> texts = Map.of();

    private volatile RouteFilesReport report = new RouteFilesReport(running, Map.of(), List.of());

    /**
     * How it works.
     *
     * @param folder of the user's files, absolute
     * @param kept folder for the last good copies, absolute
     * @param reload whether changes are taken while the process runs
     * @param keys settings of Hearthline, which the user's properties cannot set
     */
    public record Settings(Path folder, Path kept, boolean reload, Set<String> keys) {
        public Settings {
            keys = Set.copyOf(keys);
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
        this.kept = new KeptRoutes(settings.kept);
        this.clock = clock;
        this.check = new RouteCheck(camel, generated);
        this.live = new LiveRoutes(camel);
        this.swap = new RouteSwap(live, properties, generated, gone);
        this.health = health;
        camel.getPropertiesComponent().addPropertiesSource(properties);
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "hearthline-routes");
        thread.setDaemon(true);
        return thread;
    }

    /** Some routes do not run at this moment, and soon will: a request to one of them is to be tried again. */
    public boolean isUnderWay() {
        return swap.isUnderWay();
    }

    /**
     * All routes, for the start. The user's files are checked first.
     *
     * @throws BrokenRoutes when one of them is broken, and nothing of it ran before
     */
    public Collection<RoutesBuilder> load() {
        Map<String, String> before = kept.read();
        if (before.isEmpty()) {
            make(settings.folder);
        }
        seen = before.isEmpty() || Files.isDirectory(settings.folder) ? folder.look() : away(before.keySet());
        RouteStart start = new RouteStart(check, before, settings.keys);
        running = start.choose(seen, folder);
        texts = start.texts();
        // What did not do together may do in part: the first look tries.
        handled = start.faults().isEmpty() ? seen : NOTHING;
        properties.set(running.properties());
        List<RoutesBuilder> builders = new ArrayList<>();
        for (RouteUnit unit : swap.all(running).values()) {
            builders.add(begin(unit));
        }
        report(start.faults(), running.own());
        return builders;
    }

    private RoutesBuilder begin(RouteUnit unit) {
        try {
            return live.begin(unit);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // as Camel's loader declares
            throw new IllegalStateException("The routes of " + unit.name() + " cannot be read", e);
        }
    }

    /** A folder that cannot be made has no files: that is no fault. */
    private static void make(Path folder) {
        try {
            Files.createDirectories(folder);
        } catch (java.io.IOException e) {
            LOG.atDebug().addKeyValue("directory", folder).setCause(e).log("There is no folder for routes of your own");
        }
    }

    /** From now on changes are taken; the context has started. */
    public void start() {
        keep();
        RouteFilesJmx.register(camel, this);
        if (settings.reload) {
            Future<?> unused =
                    worker.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Two looks in a row have to agree: some editors write a file twice, and a copy takes its time. */
    private void look() {
        try {
            RouteFolder.Look now = lookNow();
            boolean agree = now.equals(seen);
            seen = now;
            if (agree && (isTimeToTryAgain() || !now.equals(handled))) {
                apply(now, Set.of());
            }
        } catch (Throwable e) {
            // The timer's edge: a task that throws is never run again.
            unforeseen(e);
        }
    }

    private boolean isTimeToTryAgain() {
        return looksUntilAgain > 0 && --looksUntilAgain == 0;
    }

    /** It is told, and tried again now and then: what it was may pass. */
    private void unforeseen(Throwable thrown) {
        handled = seen;
        looksUntilAgain = LOOKS_UNTIL_AGAIN;
        Set<String> names = changed();
        List<RouteFault> faults = new ArrayList<>(report.faults());
        faults.removeIf(fault -> names.contains(fault.file()) || down.containsValue(fault));
        names.forEach(name -> faults.add(RouteFault.of(
                name, "It could not be looked at, and that is tried again: " + FaultPlace.innermost(thrown))));
        boolean isNew = !report.faults().containsAll(faults);
        report(faults, Set.of());
        if (isNew) {
            LOG.atError().setCause(thrown).log("The folder of routes could not be looked at");
        }
    }

    /** What is not as it runs; the folder itself when all is. */
    private Set<String> changed() {
        Map<String, String> now = texts();
        Map<String, String> there = seen.texts();
        Set<String> names = new TreeSet<>(now.keySet());
        names.addAll(there.keySet());
        names.removeIf(name -> Objects.equals(now.get(name), there.get(name)));
        return names.isEmpty() ? Set.of(String.valueOf(settings.folder.getFileName())) : names;
    }

    /** A folder that is gone altogether is a volume that is away rather than a wish: its files count as unreadable. */
    private RouteFolder.Look lookNow() {
        Set<String> names = texts().keySet();
        try {
            if (Files.isDirectory(settings.folder) || names.isEmpty()) {
                return folder.look();
            }
        } catch (UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("The folder of routes cannot be read");
        }
        return away(names);
    }

    private RouteFolder.Look away(Set<String> names) {
        List<RouteFault> gone = new TreeSet<>(names)
                .stream()
                        .map(name -> RouteFault.of(
                                name, "The folder " + settings.folder + " is away. Make it again, or mount it"))
                        .toList();
        return new RouteFolder.Look(List.of(), texts, gone);
    }

    /** What is right of it runs afterwards, what is wrong of it is told. */
    private Map<String, Object> apply(RouteFolder.Look look, Set<String> later) {
        RouteFilesReport before = report;
        RouteSet old = running;
        ReloadPlan plan = new ReloadPlan(check, running, texts, live.graph(), settings.keys).of(look);
        handled = look;
        looksUntilAgain = 0;
        Set<String> swapped = plan.units();
        List<RouteFault> faults = new ArrayList<>(plan.faults());
        boolean isNew = !swapped.isEmpty() || !texts.equals(plan.texts());
        raise(without(down.keySet(), swapped));
        try {
            swap(without(swapped, later), running, plan.target());
            running = plan.target();
            texts = plan.texts();
        } catch (RouteSwap.SwapFailed e) {
            swapped = Set.of();
            isNew = false;
            faults.addAll(plan.blame(e));
        }
        report(faults, swapped);
        if (isNew) {
            keep();
        }
        if (!swapped.isEmpty()) {
            LOG.atInfo().addKeyValue("files", String.join(", ", swapped)).log("Routes are loaded anew");
        }
        Set<String> left = new TreeSet<>(swapped);
        left.retainAll(later);
        if (!left.isEmpty()) {
            Future<?> unused = worker.schedule(() -> swapLater(left, old, plan), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return report.reloaded(before, swapped);
    }

    private void swap(Set<String> names, RouteSet before, RouteSet after) throws RouteSwap.SwapFailed {
        try {
            swap.swap(names, before, after);
            down.keySet().removeAll(names);
        } catch (RouteSwap.SwapFailed e) {
            down.keySet().removeAll(names);
            fell(e.down());
            throw e;
        }
    }

    private void fell(Map<String, String> reasons) {
        reasons.forEach((name, reason) -> down.put(name, RouteFault.of(name, reason)));
    }

    /** What fell at an earlier change may do again. */
    private void raise(Set<String> names) {
        down.keySet().removeAll(names);
        fell(swap.raise(names, running));
    }

    private static Set<String> without(Set<String> units, Set<String> later) {
        Set<String> now = new TreeSet<>(units);
        now.removeAll(later);
        return now;
    }

    /** What answers the request to reload can itself be loaded anew only when the answer is out. */
    private void swapLater(Set<String> units, RouteSet before, ReloadPlan plan) {
        try {
            swap(units, before, running);
        } catch (RouteSwap.SwapFailed e) {
            running = running.with(units, before);
            properties.set(running.properties());
            List<RouteFault> faults = new ArrayList<>(report.faults());
            faults.addAll(plan.blame(e));
            report(faults, Set.of());
            keep();
        }
    }

    private void report(List<RouteFault> faults, Set<String> fresh) {
        Instant now = clock.instant();
        fresh.forEach(name -> loaded.put(name, now));
        loaded.keySet().retainAll(running.files().keySet());
        List<RouteFault> known = report.faults();
        Set<RouteFault> refused = new LinkedHashSet<>(faults);
        refused.removeAll(down.values());
        Set<RouteFault> all = new LinkedHashSet<>(down.values());
        all.addAll(refused);
        report = new RouteFilesReport(running, loaded, List.copyOf(all));
        health.set(List.copyOf(down.values()), List.copyOf(refused));
        refused.stream()
                .filter(fault -> !known.contains(fault))
                .forEach(fault -> LOG.atWarn()
                        .addKeyValue("fault", fault)
                        .log("A file of routes is not taken; what ran before runs on"));
        if (report.faults().isEmpty() && !known.isEmpty()) {
            LOG.atInfo().log("Every file of routes is taken again");
        }
    }

    private void keep() {
        kept.keep(texts());
    }

    /** Of the user's files as they run, by name. */
    private Map<String, String> texts() {
        Map<String, String> all = new TreeMap<>(texts);
        running.own().forEach(name -> all.put(name, running.file(name).text()));
        return all;
    }

    /** Where something with an id stands, in the files that run: {@code enrichment.camel.yaml:22}. */
    public String place(String id) {
        for (RouteFile file : report.running().files().values()) {
            int line = RouteLines.of(file).first(id, 0);
            if (line > 0) {
                return file.name() + ":" + line;
            }
        }
        return "its file";
    }

    /** Answers {@code GET /api/v1/routes/status}. */
    public Map<String, Object> status() {
        return report.status(settings.reload, settings.folder.toString());
    }

    /**
     * Looks at the folder now, and answers what came of it.
     *
     * @throws Rejected when reloading is switched off
     */
    public Map<String, Object> reload() {
        if (!settings.reload) {
            throw new Rejected(
                    Fault.of(ErrorCode.FORBIDDEN, "Reloading is switched off (routes.reload=false): restart instead"));
        }
        return onWorker(this::reloadNow);
    }

    private Map<String, Object> reloadNow() {
        RouteFilesReport before = report;
        try {
            seen = lookNow();
            return apply(seen, live.unitsOf(RELOAD_ROUTE));
        } catch (Exception | LinkageError | StackOverflowError e) { // as in look(): the caller is told, and the health
            unforeseen(e);
            return report.reloaded(before, Set.of());
        }
    }

    private <T> T onWorker(Callable<T> work) {
        try {
            return worker.submit(work).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new TransientFailure("Interrupted while routes were loaded", e);
        } catch (java.util.concurrent.TimeoutException | RejectedExecutionException e) {
            throw new TransientFailure("Routes are not loaded yet, or the process stops", e);
        }
    }

    /** A swap that is under way ends first. The context must still run. */
    @Override
    public void close() {
        worker.shutdown();
        try {
            if (!worker.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.atWarn().log("Not everything has ended in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The files that run now, by name. Any thread. */
    public List<RouteFile> files() {
        return report.running().files().values().stream()
                .sorted(Comparator.comparing(RouteFile::name))
                .toList();
    }

    /** What the user's properties say now. Any thread. */
    public Map<String, String> ownProperties() {
        return report.running().properties();
    }

    /** What would be wrong if a file took the place of the one of its name, or were added; nothing is changed. Any thread. */
    public List<RouteFault> faults(RouteFile file) {
        return onWorker(() -> {
            Map<String, RouteFile> all = new HashMap<>(running.files());
            all.put(file.name(), file);
            return check.check(Set.of(file.name()), new RouteSet(all, running.properties()), running);
        });
    }

    /** For what else checks files against this process. */
    public RouteCheck check() {
        return check;
    }
}
