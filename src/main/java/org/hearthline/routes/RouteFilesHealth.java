package org.hearthline.routes;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;

/** Whether every file of routes runs as it is on disk. Any thread. */
public final class RouteFilesHealth implements Dependency {
    private final Clock clock;
    private volatile Status status;

    /** Nothing is wrong yet. */
    public RouteFilesHealth(Clock clock) {
        this.clock = clock;
        this.status = whole(clock.instant());
    }

    private static Status whole(Instant since) {
        return new Status(Level.HEALTHY, "Every file of routes runs as it is", since);
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
        return status;
    }
}
