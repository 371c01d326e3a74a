package org.hearthline.routes;

import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.routes.RouteFile.Origin;
import org.jspecify.annotations.Nullable;
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
    private RouteFolder.Look seen = new RouteFolder.Look(List.of(), Map.of(), List.of());
    private RouteFolder.Look handled = seen;
    private RouteSet running = RouteSet.NONE;
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
     */
    public RouteReload(
            CamelContext camel,
            Settings settings,
            List<GeneratedRoutes> generated,
            RouteFilesHealth health,
            Clock clock) {
        this.camel = camel;
        this.folder = new RouteFolder(settings.folder);
        this.settings = settings;
        this.kept = new KeptRoutes(settings.kept);
        this.clock = clock;
        this.check = new RouteCheck(camel, generated);
        this.live = new LiveRoutes(camel);
        this.swap = new RouteSwap(live, properties, generated);
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
        make(settings.folder);
        seen = folder.look();
        handled = seen;
        RouteStart start = new RouteStart(check, kept.read(), settings.keys);
        running = start.choose(seen, folder);
        properties.set(running.properties());
        List<RoutesBuilder> builders = new ArrayList<>();
        for (RouteUnit unit : swap.all(running).values()) {
            builders.add(begin(unit));
        }
        report(start.faults(), own(running));
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
            if (agree && !now.equals(handled)) {
                apply(now, Set.of());
            }
        } catch (RuntimeException e) {
            // The timer's edge: a task that throws is never run again.
            LOG.atError().setCause(e).log("The folder of routes could not be looked at");
        }
    }

    /** A folder that is gone altogether is a volume that is away rather than a wish: its files count as unreadable. */
    private RouteFolder.Look lookNow() {
        try {
            if (Files.isDirectory(settings.folder) || own(running).isEmpty()) {
                return folder.look();
            }
        } catch (UncheckedIOException e) {
            LOG.atDebug().setCause(e).log("The folder of routes cannot be read");
        }
        List<RouteFault> gone = own(running).stream()
                .map(name ->
                        RouteFault.of(name, "The folder " + settings.folder + " is away. Make it again, or mount it"))
                .toList();
        return new RouteFolder.Look(List.of(), Map.of(), gone);
    }

    /** What is right of it runs afterwards, what is wrong of it is told. */
    private Map<String, Object> apply(RouteFolder.Look look, Set<String> later) {
        handled = look;
        RouteFilesReport before = report;
        RouteSet old = running;
        ReloadPlan plan = new ReloadPlan(check, running, live.graph(), settings.keys).of(look);
        Set<String> swapped = Set.of();
        List<RouteFault> faults = new ArrayList<>(plan.faults());
        try {
            swapped = plan.units();
            swap.swap(without(swapped, later), running, plan.target());
            running = plan.target();
        } catch (RouteSwap.SwapFailed e) {
            swapped = Set.of();
            faults.addAll(plan.blame(e));
        }
        report(faults, swapped);
        if (!swapped.isEmpty()) {
            LOG.atInfo().addKeyValue("files", String.join(", ", swapped)).log("Routes are loaded anew");
            keep();
        }
        Set<String> left = new TreeSet<>(swapped);
        left.retainAll(later);
        if (!left.isEmpty()) {
            Future<?> unused = worker.schedule(() -> swapLater(left, old), LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
        return report.reloaded(before, swapped);
    }

    private static Set<String> without(Set<String> units, Set<String> later) {
        Set<String> now = new TreeSet<>(units);
        now.removeAll(later);
        return now;
    }

    /** What answers the request to reload can itself be loaded anew only when the answer is out. */
    private void swapLater(Set<String> units, RouteSet before) {
        try {
            swap.swap(units, before, running);
        } catch (RouteSwap.SwapFailed e) {
            // It ran with the text from before a moment ago, and does again.
            LOG.atError().setCause(e).log("The route that reloads routes could not be loaded anew");
        }
    }

    private void report(List<RouteFault> faults, Set<String> fresh) {
        Instant now = clock.instant();
        fresh.forEach(name -> loaded.put(name, now));
        loaded.keySet().retainAll(running.files().keySet());
        List<RouteFault> known = report.faults();
        report =
                new RouteFilesReport(running, loaded, faults.stream().distinct().toList());
        health.set(report.faults());
        report.faults().stream()
                .filter(fault -> !known.contains(fault))
                .forEach(fault -> LOG.atWarn()
                        .addKeyValue("fault", fault)
                        .log("A file of routes is not taken; what ran before runs on"));
        if (report.faults().isEmpty() && !known.isEmpty()) {
            LOG.atInfo().log("Every file of routes is taken again");
        }
    }

    private void keep() {
        Map<String, String> texts = new TreeMap<>();
        own(running).forEach(name -> texts.put(name, text(running.files().get(name))));
        if (report.faults().stream().noneMatch(fault -> fault.file().endsWith(".properties"))) {
            texts.putAll(handled.properties());
        }
        kept.keep(texts);
    }

    private static String text(@Nullable RouteFile file) {
        return file == null ? "" : file.text();
    }

    private static Set<String> own(RouteSet set) {
        Set<String> names = new TreeSet<>(set.files().keySet());
        names.removeIf(name -> {
            RouteFile file = set.files().get(name);
            return file == null || file.origin() == Origin.PACKAGED;
        });
        return names;
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
        return onWorker(() -> {
            seen = lookNow();
            return apply(seen, live.unitsOf(RELOAD_ROUTE));
        });
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

    /** For what else checks files against this process. */
    public RouteCheck check() {
        return check;
    }
}
