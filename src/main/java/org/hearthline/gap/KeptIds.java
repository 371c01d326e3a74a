package org.hearthline.gap;

import java.util.List;
import java.util.LongSummaryStatistics;

/**
 * Asks the outbox to keep the ids of live events that may come again from history: from ten seconds before an open gap on, until
 * its first and its last minute, which are repaired before all else, are done; of a gap in the middle of which events were heard
 * for a while, until all is done. One thread at a time.
 */
final class KeptIds {
    private static final long MOST = 500_000;

    private final AcceptedEvents accepted;
    /** Until the first call, the outbox keeps all. */
    private long from = Long.MIN_VALUE;

    private long count;

    KeptIds(AcceptedEvents accepted) {
        this.accepted = accepted;
    }

    void keepFor(List<Gap> open) {
        LongSummaryStatistics begins =
                open.stream().filter(Gap::needsIds).mapToLong(Gap::fromMicros).summaryStatistics();
        long wanted = begins.getCount() == 0 ? Long.MAX_VALUE : begins.getMin() - Gap.MARGIN;
        if (wanted != from) {
            count = wanted == Long.MAX_VALUE ? 0 : count;
            from = wanted;
            accepted.keepFrom(wanted);
        }
    }

    /** Counts live events; true when that makes too many to go on keeping them. */
    boolean areTooManyWith(int events) {
        count += from == Long.MAX_VALUE ? 0 : events;
        return count > MOST;
    }
}
