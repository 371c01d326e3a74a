package org.hearthline.routes;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.jspecify.annotations.Nullable;

/** Whether every file of routes runs as it is on disk, and whether changes are still taken. Any thread. */
public final class RouteFilesHealth implements Dependency {
    /** Longer than any file takes to check and to swap. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Clock clock;
    private volatile Status status;
    private volatile @Nullable Work work;

    /** What the one thread that takes changes is at. */
    private record Work(String files, Instant since) {}

    /** Nothing is wrong yet. */
    public RouteFilesHealth(Clock clock) {
        this.clock = clock;
        this.status = whole(clock.instant());
    }

    private static Status whole(Instant since) {
        return new Status(Level.HEALTHY, "Every file of routes runs as it is", since);
    }

    /**
     * Work begins that should end soon.
     *
     * @param files names of those that it is about
     */
    void begins(Collection<String> files) {
        work = new Work(String.join(", ", files), clock.instant());
    }

    /** It has ended. */
    void ends() {
        work = null;
    }

    /** That changes are not taken at present, in words, where the work at one has taken too long. */
    Optional<String> stuck() {
        return stuck(work).map(Status::detail);
    }

    private Optional<Status> stuck(@Nullable Work now) {
        if (now == null || clock.instant().isBefore(now.since.plus(PATIENCE))) {
            return Optional.empty();
        }
        return Optional.of(new Status(
                Level.DEGRADED,
                "No change of routes is taken: the work at " + now.files + " does not end since "
                        + now.since.truncatedTo(ChronoUnit.SECONDS)
                        + ". What runs, runs on. Undo the change; if this stays for two minutes, restart",
                now.since));
    }

    /**
     * What is wrong now; nothing, when both are empty.
     *
     * @param down what does not run at all
     * @param refused what does not run as it is on disk; what ran before does
     */
    void set(List<RouteFault> down, List<RouteFault> refused) {
        Status before = status;
        if (down.isEmpty() && refused.isEmpty()) {
            status = before.level() == Level.HEALTHY ? before : whole(clock.instant());
            return;
        }
        int others = down.size() + refused.size() - 1;
        String detail = (down.isEmpty()
                        ? "Not taken, and what ran before runs on: " + refused.get(0)
                        : "Does not work: " + down.get(0))
                + (others == 0 ? "" : " (and " + others + " more: hearthline routes status)");
        status = new Status(
                Level.DEGRADED,
                detail,
                before.level() == Level.DEGRADED && before.detail().equals(detail) ? before.since() : clock.instant());
    }

    @Override
    public String name() {
        return "route_files";
    }

    @Override
    public Status status() {
        return stuck(work).orElse(status);
    }
}
