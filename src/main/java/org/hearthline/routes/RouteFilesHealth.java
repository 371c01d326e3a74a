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

    /** What is wrong now; nothing, when the list is empty. */
    void set(List<RouteFault> faults) {
        Status before = status;
        if (faults.isEmpty()) {
            status = before.level() == Level.HEALTHY ? before : whole(clock.instant());
            return;
        }
        String more = faults.size() == 1 ? "" : " (and " + (faults.size() - 1) + " more: hearthline routes status)";
        String detail = "Not taken, and what ran before runs on: " + faults.get(0) + more;
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
