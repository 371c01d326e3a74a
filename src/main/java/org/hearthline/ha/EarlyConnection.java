package org.hearthline.ha;

import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The connection of an endpoint whose route has not started yet: a house that is heard earlier has a shorter gap. What is heard waits
 * for the route, which takes the connection over. Any thread.
 */
final class EarlyConnection {
    private final Supplier<HaConnection> make;
    private @Nullable HaConnection waiting;

    /**
     * Makes nothing yet.
     *
     * @param make a new one, not connected
     */
    EarlyConnection(Supplier<HaConnection> make) {
        this.make = make;
    }

    /** Begins to connect; false when one that has begun waits already. */
    synchronized boolean connect() {
        if (waiting != null) {
            return false;
        }
        HaConnection made = make.get();
        waiting = made;
        made.connect();
        return true;
    }

    /** The one that waits, else one that is not connected yet; who takes it stops it. */
    synchronized HaConnection take() {
        HaConnection taken = waiting == null ? make.get() : waiting;
        waiting = null;
        return taken;
    }

    /** No route takes it: what it has heard is in the gap that is repaired when one starts. False when none waits. */
    synchronized boolean close() throws InterruptedException {
        if (waiting == null) {
            return false;
        }
        waiting.stop(Duration.ZERO);
        waiting = null;
        return true;
    }
}
