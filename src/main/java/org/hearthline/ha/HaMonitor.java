package org.hearthline.ha;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongSupplier;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;

/**
 * Where the rest of the process looks at the connection that an {@code ha:} endpoint makes, also before it does: the bean
 * that the endpoint's option {@code monitor} names. Any thread.
 */
public final class HaMonitor implements Dependency {
    private final Clock clock;
    private final Instant made;
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();
    private final HouseHistory history = new HistoryOfMonitored(this);
    private volatile @Nullable HaConnection connection;
    private volatile @Nullable Instant stoppedSince;
    private volatile @Nullable String held;
    private volatile LongSupplier backlog = () -> 0;

    public HaMonitor(Clock clock) {
        this.clock = clock;
        this.made = clock.instant();
    }

    /** Before it connects. */
    synchronized void watch(HaConnection made) {
        stoppedSince = null;
        connection = made;
        listeners.forEach(made::listen);
        if (held != null) {
            made.hold(held);
        }
    }

    /** The route has ended; what its connection has counted stays. */
    void stopped() {
        stoppedSince = clock.instant();
    }

    /** Tells somebody when events are heard and when not, also of connections to come; from the next change on. */
    public synchronized void listen(ConnectionListener listener) {
        listeners.add(listener);
        connection().ifPresent(watched -> watched.listen(listener));
    }

    /** Tells connections to come how many batches wait behind the route: while they do, events gather longer. */
    public void backlog(LongSupplier batches) {
        backlog = batches;
    }

    long backlog() {
        return backlog.getAsLong();
    }

    /** Closes the connection on purpose, or never lets it open: {@link HaConnection#hold}. */
    public synchronized void hold(String why) {
        held = why;
        connection().ifPresent(watched -> watched.hold(why));
    }

    /** Lets it connect again: {@link HaConnection#release}. */
    public synchronized void release() {
        held = null;
        connection().ifPresent(HaConnection::release);
    }

    /** What Home Assistant's recorder remembers; fails as away while there is no connection. */
    public HouseHistory history() {
        return history;
    }

    /** Empty until the endpoint has one: when it is told to connect ({@link HaEndpoint#connect}), or when its route starts. */
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
        Instant stopped = stoppedSince;
        return watched == null || stopped != null
                ? new Status(
                        Status.Level.DEGRADED,
                        "The route that listens to Home Assistant is not started",
                        stopped == null ? made : stopped)
                : watched.status();
    }
}
