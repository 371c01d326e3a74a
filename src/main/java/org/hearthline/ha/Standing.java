package org.hearthline.ha;

import java.time.Clock;
import java.time.Instant;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;

/** Where the connection stands, and why. The event loop writes, any thread reads. */
final class Standing {
    private final HaSettings settings;
    private final HaCounters counters;
    private final Clock clock;

    private volatile HaState state = HaState.DISCONNECTED;
    private volatile Instant since;
    private volatile @Nullable Ending lastEnding;
    private volatile @Nullable String held;
    /** Attempts to connect up to the last one that led to a subscription. */
    private volatile long connectsBefore;

    Standing(HaSettings settings, HaCounters counters, Clock clock) {
        this.settings = settings;
        this.counters = counters;
        this.clock = clock;
        this.since = clock.instant();
    }

    HaState state() {
        return state;
    }

    boolean isSubscribed() {
        return state == HaState.SUBSCRIBED;
    }

    /** When it came into its present state: subscribed, or not. */
    Instant since() {
        return since;
    }

    /** Whether it is closed on purpose. */
    boolean isHeld() {
        return held != null;
    }

    void enter(HaState next) {
        if (next == HaState.SUBSCRIBED) {
            lastEnding = null;
            connectsBefore = counters.connects();
            since = clock.instant();
        } else if (isSubscribed()) {
            since = clock.instant();
        }
        state = next;
    }

    void ended(Ending why) {
        enter(HaState.BACKOFF);
        lastEnding = why;
    }

    void hold(String why) {
        held = why;
    }

    void release() {
        held = null;
    }

    Status status(@Nullable HaSocket open) {
        String purpose = held;
        if (purpose != null) {
            return ConnectionReport.held(settings, purpose, since);
        }
        return isSubscribed() && open != null
                ? ConnectionReport.subscribed(settings, open.session().missing(), open.isPaused(), since)
                : ConnectionReport.away(settings, lastEnding, counters.connects() - connectsBefore, since);
    }
}
