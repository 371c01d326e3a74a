package org.hearthline.outbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * Which frames do not come forward, and why: at most one of each partition. Told once for each kind of trouble, and once when
 * all is over, however the partitions take turns. Any thread.
 */
final class Troubles {
    private static final Logger LOG = LoggerFactory.getLogger(Troubles.class);

    /** So long a route may take to be loaded anew. */
    private static final Duration BRIEF = Duration.ofSeconds(15);

    private final Clock clock;
    private final Map<UUID, Trouble> byFrame = new HashMap<>();
    private String lastTried = "";
    private final Set<ErrorCode> told = EnumSet.noneOf(ErrorCode.class);

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
        Trouble before = byFrame.get(frame);
        tell(failure, reason, before);
        byFrame.put(
                frame,
                before == null
                        ? new Trouble(failure.code(), reason, 1, clock.instant())
                        : new Trouble(failure.code(), reason, before.attempts + 1, before.since));
    }

    /** What is to be expected is told when it lasts. */
    private void tell(TransientFailure failure, String reason, @Nullable Trouble before) {
        boolean lasts = before != null && before.since.plus(BRIEF).isBefore(clock.instant());
        if ((lasts || !failure.isBrief()) && told.add(failure.code())) {
            LOG.atWarn()
                    .addKeyValue("errorCode", failure.code())
                    .addKeyValue("reason", reason)
                    .log("Delivery waits: the events are kept and tried again");
        } else if (before == null) {
            LOG.atDebug().addKeyValue("reason", reason).log("Delivery waits for a moment");
        }
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
        LOG.atLevel(told.isEmpty() ? Level.DEBUG : Level.INFO)
                .addKeyValue("attempts", over.attempts)
                .addKeyValue("since", over.since)
                .log("Delivery goes on");
        told.clear();
        return true;
    }

    /** The one that lasts longest. */
    synchronized Optional<Trouble> oldest() {
        return byFrame.values().stream().min(Comparator.comparing(Trouble::since));
    }
}
