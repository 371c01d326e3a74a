package org.hearthline.routes.trial;

import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Place;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFile.Origin;
import org.hearthline.routes.sandbox.Around;
import org.hearthline.routes.sandbox.CannotRun;
import org.hearthline.routes.sandbox.Companions;
import org.hearthline.routes.sandbox.Outcome;
import org.hearthline.routes.sandbox.Sandbox;
import org.jspecify.annotations.Nullable;

/**
 * Tries changed files of routes in a running process. One trial at a time; any thread, which waits until the trial ends. A file
 * whose code cannot be ended keeps its place, so that at most one such thread runs on.
 */
public final class RouteTrials {
    private static final Duration WHEN_BUSY = Duration.ofSeconds(5);

    private final Running running;
    private final Function<List<RouteFile>, Around> around;
    private final StoredLines stored;
    private final FrameTap tap;
    private final House house;
    private final Function<Event, byte[]> flat;
    private final Limits limits;
    private final Clock clock;
    private final Semaphore place = new Semaphore(1);

    /**
     * What a trial must know of the house.
     *
     * @param name of the house
     * @param place where it stands, if that is known
     * @param weather at a place, now
     * @param tapped ids of the routes that live events can be had of
     */
    public record House(
            String name,
            Supplier<@Nullable Place> place,
            Function<@Nullable Place, Observation> weather,
            Supplier<Set<String>> tapped) {}

    /**
     * The files of this process.
     *
     * @param files those that run now
     * @param check says what would be wrong if one ran in the place of the one of its name
     */
    public record Running(Supplier<List<RouteFile>> files, Function<RouteFile, List<RouteFault>> check) {}

    /**
     * How far trials go.
     *
     * @param allowed whether there are any
     * @param longest time of a trial; what it has seen until then is its answer
     * @param stopping whether the process stops: a trial ends then, too
     */
    public record Limits(boolean allowed, Duration longest, BooleanSupplier stopping) {}

    /**
     * Trials of one process.
     *
     * @param running the files that a change is compared with
     * @param around what a file finds in its sandbox, beside other files
     * @param flat an event in the form of a query's answer
     */
    public RouteTrials(
            Running running,
            Function<List<RouteFile>, Around> around,
            StoredLines stored,
            FrameTap tap,
            House house,
            Function<Event, byte[]> flat,
            Limits limits,
            Clock clock) {
        this.running = running;
        this.around = around;
        this.stored = stored;
        this.tap = tap;
        this.house = house;
        this.flat = flat;
        this.limits = limits;
        this.clock = clock;
    }

    /**
     * Tries a file, and answers what would differ.
     *
     * @param body of the request, as docs/http-api.md has it
     * @throws Rejected when trials are switched off, the request is wrong, or the file broken or none that can be tried
     * @throws TransientFailure when another trial runs, or the events are not to be had
     */
    public Map<String, Object> run(byte @Nullable [] body) throws InterruptedException {
        if (!limits.allowed()) {
            throw new Rejected(
                    Fault.of(
                            ErrorCode.FORBIDDEN,
                            "Reloading is switched off (routes.reload=false), and trying with it: write cases, or try elsewhere"));
        }
        TrialRequest request = TrialRequest.parse(body == null ? new byte[0] : body, clock);
        if (!place.tryAcquire()) {
            throw new TransientFailure(
                    ErrorCode.UNAVAILABLE, "Another change is being tried: wait for it", WHEN_BUSY, null);
        }
        Changes changes = new Changes(flat);
        TimedWork time = new TimedWork();
        boolean cut = time.run(() -> leavingPlace(request, changes, time), limits);
        return changes.report(cut);
    }

    /** The place is free when the work has really ended. */
    private boolean leavingPlace(TrialRequest request, Changes changes, TimedWork time) throws InterruptedException {
        try {
            return run(request, changes, time);
        } finally {
            place.release();
        }
    }

    /** False when every event that was asked for has been tried. */
    private boolean run(TrialRequest request, Changes changes, TimedWork time) throws InterruptedException {
        List<RouteFile> files = running.files().get();
        RouteFile old = files.stream()
                .filter(file -> file.name().equals(request.name()))
                .findFirst()
                .orElseThrow(() -> QueryParameters.invalid(
                        "name",
                        "No file of this name runs here, so there is nothing to compare with; write cases for a new one",
                        files.stream().map(RouteFile::name).collect(Collectors.joining(", "))));
        RouteFile changed = new RouteFile(old.name(), Origin.USER, old.location(), request.text());
        Around both = around.apply(Companions.of(old, files));
        try (Sandbox before = open(old, both, true, time)) {
            String now = frameRoute(before, old);
            List<RouteFault> faults = running.check().apply(changed);
            if (!faults.isEmpty()) {
                throw new Rejected(broken(faults));
            }
            try (Sandbox after = open(changed, both, false, time)) {
                Walk then = new Walk(after, frameRoute(after, changed));
                try (Batches batches = batches(request, now, time)) {
                    return compare(batches, new Walk(before, now), then, changes, time);
                }
            }
        }
    }

    private record Walk(Sandbox sandbox, String route) {
        List<Outcome> outcomes(Batch batch) {
            Frame own = Frame.of(
                    batch.frame().id(),
                    batch.frame().house(),
                    batch.frame().place(),
                    batch.frame().events());
            return sandbox.run(route, own, batch.weather(), List.of()).outcomes();
        }
    }

    private static boolean compare(Batches batches, Walk before, Walk after, Changes changes, TimedWork time)
            throws InterruptedException {
        Batch batch = batches.next();
        while (batch != null && !time.isOver()) {
            List<Outcome> now = before.outcomes(batch);
            List<Outcome> then = after.outcomes(batch);
            if (!time.isOver()) { // else the steps were left out
                changes.add(batch.frame(), now, then);
                batch = batches.next();
            }
            changes.missed(batches.missed());
        }
        return time.isOver() || batches.isCut();
    }

    private static Sandbox open(RouteFile file, Around around, boolean runs, TimedWork time) {
        try {
            return Sandbox.open(file, around, time::isOver);
        } catch (CannotRun e) {
            String first = e.faults().get(0).message();
            throw new Rejected(runs ? untriable(file.name(), first) : broken(e.faults()));
        }
    }

    private static Fault broken(List<RouteFault> faults) {
        String all = faults.stream().map(RouteFault::toString).collect(Collectors.joining("; "));
        return Fault.of(ErrorCode.VALIDATION_ERROR, "The file is broken: " + all);
    }

    private static String frameRoute(Sandbox sandbox, RouteFile file) {
        return sandbox.frameRoute()
                .orElseThrow(() -> new Rejected(
                        untriable(file.name(), "No route of it splits a frame with aggregationStrategy \"#frame\"")));
    }

    private static Fault untriable(String name, String why) {
        return Fault.of(
                ErrorCode.VALIDATION_ERROR,
                name + " cannot be tried: " + why + ". Files that judge event by event can, such as those of validation"
                        + " and enrichment; for others write cases");
    }

    private Batches batches(TrialRequest request, String route, TimedWork time) {
        if (request.isLive()) {
            Set<String> tapped = house.tapped().get();
            if (!tapped.contains(route)) {
                throw QueryParameters.invalid(
                        "live_seconds",
                        "Route " + route + " does not run here",
                        "'from', or one of " + String.join(", ", tapped));
            }
            return new LiveBatches(
                    tap.hear(route),
                    Duration.ofSeconds(request.liveSeconds()),
                    request.limit(),
                    house.weather(),
                    System::nanoTime,
                    time::isOver);
        }
        EventReader reader = new EventReader(route, house.name(), "trial", new EventParser(Set.of()), clock);
        return new StoredBatches(
                stored.open(request.from()), reader, house.name(), house.place().get(), request.limit());
    }
}
