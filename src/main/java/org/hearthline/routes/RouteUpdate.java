package org.hearthline.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what runs into line with a look at the user's folder: what is right of it runs afterwards, what is wrong of it is told. On
 * the thread of the routes only.
 */
final class RouteUpdate {
    private static final Logger LOG = LoggerFactory.getLogger(RouteUpdate.class);
    /** Id of the route that answers the request to reload. */
    static final String RELOAD_ROUTE = "routes-reload";

    private final RouteCheck check;
    private final LiveRoutes live;
    private final RouteSwap swap;
    private final RunningFiles files;
    private final Set<String> settings;
    private final RoutesThread thread;

    /**
     * Updates of what runs.
     *
     * @param settings keys that are Hearthline's own
     * @param thread of the routes
     */
    RouteUpdate(
            RouteCheck check,
            LiveRoutes live,
            RouteSwap swap,
            RunningFiles files,
            Set<String> settings,
            RoutesThread thread) {
        this.check = check;
        this.live = live;
        this.swap = swap;
        this.files = files;
        this.settings = settings;
        this.thread = thread;
    }

    /** All of it at once. */
    void to(RouteFolder.Look look) {
        carryOut(plan(look), Set.of());
    }

    /** The same, when a route has asked for it: that one is loaded anew when its answer is out. What the answer is to be. */
    Map<String, Object> whenAsked(RouteFolder.Look look) {
        Set<String> later = live.unitsOf(RELOAD_ROUTE);
        RouteFilesReport reported = files.report();
        RouteSet before = files.set();
        ReloadPlan plan = plan(look);
        Set<String> swapped = carryOut(plan, later);
        Set<String> left = new TreeSet<>(swapped);
        left.retainAll(later);
        if (!left.isEmpty()) {
            thread.soon(() -> {
                files.begins(left);
                try {
                    swapLater(left, before, plan);
                } finally {
                    files.ends();
                }
            });
        }
        return files.report().reloaded(reported, swapped);
    }

    private ReloadPlan plan(RouteFolder.Look look) {
        return new ReloadPlan(check, files.set(), files.own().properties(), live.graph(), settings).of(look);
    }

    /** Answers which units are loaded anew, those for later among them. */
    private Set<String> carryOut(ReloadPlan plan, Set<String> later) {
        Set<String> units = plan.units();
        List<RouteFault> faults = new ArrayList<>(plan.faults());
        raise(without(files.down(), units));
        try {
            swap(without(units, later), files.set(), plan.target());
        } catch (RouteSwap.SwapFailed e) {
            faults.addAll(plan.blame(e));
            files.tell(faults, Set.of());
            return Set.of();
        }
        boolean isNew = !units.isEmpty() || !files.own().properties().equals(plan.texts());
        files.are(plan.target(), plan.texts());
        files.tell(faults, units);
        if (isNew) {
            files.keep();
        }
        if (!units.isEmpty()) {
            LOG.atInfo().addKeyValue("files", String.join(", ", units)).log("Routes are loaded anew");
        }
        return units;
    }

    /** What fell at an earlier change may do again. */
    private void raise(Set<String> units) {
        files.rose(units);
        files.fell(swap.raise(units, files.set()));
    }

    private void swap(Set<String> units, RouteSet before, RouteSet after) throws RouteSwap.SwapFailed {
        try {
            thread.whileReplacing(live.routeIds(units), () -> swap.swap(units, before, after));
            files.rose(units);
        } catch (RouteSwap.SwapFailed e) {
            files.rose(units);
            files.fell(e.down());
            throw e;
        }
    }

    private static Set<String> without(Set<String> units, Set<String> others) {
        Set<String> left = new TreeSet<>(units);
        left.removeAll(others);
        return left;
    }

    private void swapLater(Set<String> units, RouteSet before, ReloadPlan plan) {
        try {
            swap(units, before, files.set());
        } catch (RouteSwap.SwapFailed e) {
            RouteFolder.Look own = files.own();
            files.are(files.set().with(units, before), own.properties());
            swap.fill(files.set());
            List<RouteFault> faults = new ArrayList<>(files.faults());
            faults.addAll(plan.blame(e));
            files.tell(faults, Set.of());
            files.keep();
        }
    }
}
