package org.hearthline.outbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which frames do not come forward, and why: at most one of each partition. Told once for each kind of trouble, and once when
 * all is over, however the partitions take turns. Any thread.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    private final Clock clock;
    private final Map<UUID, Trouble> byFrame = new HashMap<>();
    private String lastTried = "";

    /**
     * A frame's trouble.
     *
     * @param attempts so far
     * @param since the first of them
     */
    record Trouble(ErrorCode code, String reason, int attempts, Instant since) {}

    Troubles(Clock clock) {
        this.clock = clock;
    }

    /** An attempt met something that is away. */
    synchronized void failed(UUID frame, TransientFailure failure) {
        String reason = reason(failure);
        if (byFrame.values().stream().noneMatch(known -> known.code == failure.code())) {
            LOG.atWarn()
                    .addKeyValue("errorCode", failure.code())
                    .addKeyValue("reason", reason)
                    .log("Delivery waits: the events are kept and tried again");
        }
        Trouble before = byFrame.get(frame);
        byFrame.put(
                frame,
                before == null
                        ? new Trouble(failure.code(), reason, 1, clock.instant())
                        : new Trouble(failure.code(), reason, before.attempts + 1, before.since));
    }

    /** Behind an open circuit breaker, what had opened it. */
    private String reason(TransientFailure failure) {
        String message = String.valueOf(failure.getMessage());
        if (failure.wasTried()) {
            lastTried = message;
            return message;
        }
        return lastTried.isEmpty() ? message : lastTried + " (" + message + ")";
    }

    /**
     * The frame is delivered.
     *
     * @return whether the last trouble is over with it
     */
    synchronized boolean delivered(UUID frame) {
        Trouble over = byFrame.remove(frame);
        if (over == null || !byFrame.isEmpty()) {
            return false;
        }
        lastTried = "";
        LOG.atInfo()
                .addKeyValue("attempts", over.attempts)
                .addKeyValue("since", over.since)
                .log("Delivery goes on");
        return true;
    }

    /** The one that lasts longest. */
    synchronized Optional<Trouble> oldest() {
        return byFrame.values().stream().min(Comparator.comparing(Trouble::since));
    }
}
