package org.hearthline.storage;

import java.time.Clock;
import java.time.Instant;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Throttled;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the store is, by what its latest write came to. Logs when that changes, and counts in between. Any thread. */
final class StoreHealth {
    private static final Logger LOG = LoggerFactory.getLogger(StoreHealth.class);
    private static final String WELL = "";

    private final StoreWriter store;
    private final Clock clock;
    private String trouble = WELL;
    private Instant since;
    private long failures;

    StoreHealth(StoreWriter store, Clock clock) {
        this.store = store;
        this.clock = clock;
        this.since = clock.instant();
    }

    synchronized void saw(WriteOutcome outcome) {
        String now = outcome.fold(new Trouble());
        boolean wasWell = trouble.equals(WELL);
        boolean isWell = now.equals(WELL);
        failures += isWell ? 0 : 1;
        if (wasWell != isWell) {
            since = clock.instant();
            if (isWell) {
                LOG.atInfo().addKeyValue("failures", failures).log("The store takes events again: {}", store.shown());
                failures = 0;
            } else {
                LOG.atWarn().log("Events wait for the store. {}", now);
            }
        }
        trouble = now;
    }

    synchronized Status status() {
        return trouble.equals(WELL)
                ? new Status(Level.HEALTHY, store.shown(), since)
                : new Status(Level.DEGRADED, trouble, since);
    }

    /** What is wrong, in one sentence; empty when nothing is. */
    private static final class Trouble implements WriteOutcome.Cases<String> {
        @Override
        public String written(Written outcome) {
            return WELL;
        }

        @Override
        public String partlyRejected(PartlyRejected outcome) {
            return WELL;
        }

        @Override
        public String throttled(Throttled outcome) {
            return outcome.reason();
        }

        @Override
        public String unavailable(Unavailable outcome) {
            return outcome.reason();
        }

        @Override
        public String misconfigured(Misconfigured outcome) {
            return outcome.advice();
        }
    }
}
