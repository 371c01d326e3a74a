package org.hearthline.ha;

import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;

/**
 * Where the rest of the process looks at the connection that an {@code ha:} endpoint makes, also before it does: the bean
 * that the endpoint's option {@code monitor} names. Any thread.
 */
public final class HaMonitor implements Dependency {
    private final Instant made;
    private volatile @Nullable HaConnection connection;

    public HaMonitor(Clock clock) {
        this.made = clock.instant();
    }

    void watch(HaConnection started) {
        connection = started;
    }

    /** Empty until the endpoint's route has started. */
    public Optional<HaConnection> connection() {
        return Optional.ofNullable(connection);
    }

    public HaState state() {
        HaConnection watched = connection;
        return watched == null ? HaState.DISCONNECTED : watched.state();
    }

    @Override
    public String name() {
        return "home_assistant";
    }

    @Override
    public Status status() {
        HaConnection watched = connection;
        return watched == null
                ? new Status(Status.Level.DEGRADED, "The route that listens to Home Assistant is not started", made)
                : watched.status();
    }
}
