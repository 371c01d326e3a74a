package org.hearthline.ingestion;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.hearthline.event.Event;
import org.jspecify.annotations.Nullable;

/** What ingestion has received since the process started, and how fast. Any thread. */
public final class IngestionStats {
    private static final int SHORT = 10;
    private static final int LONG = 60;

    private final Clock clock;
    private final Map<String, Long> byType = new TreeMap<>();
    private final long[] ofSecond = new long[LONG + 1];
    private final long firstSecond;
    private long newestSecond;
    private long received;
    private @Nullable Instant lastEventAt;

    public IngestionStats(Clock clock) {
        this.clock = clock;
        this.firstSecond = clock.instant().getEpochSecond();
        this.newestSecond = firstSecond;
    }

    /**
     * A moment's reading.
     *
     * @param byType events by their type
     * @param perSecond10 mean of the last ten whole seconds, of fewer soon after the start
     * @param perSecond60 mean of the last sixty whole seconds, of fewer soon after the start
     * @param lastEventAt when the last one was received; null for none yet
     */
    public record Reading(
            long received,
            Map<String, Long> byType,
            double perSecond10,
            double perSecond60,
            @Nullable Instant lastEventAt) {
        public Reading {
            byType = Map.copyOf(byType);
        }
    }

    synchronized void count(List<Event> events) {
        if (events.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        advance(now.getEpochSecond());
        ofSecond[slot(newestSecond)] += events.size();
        received += events.size();
        lastEventAt = now;
        for (Event event : events) {
            byType.merge(event.eventType(), 1L, Long::sum);
        }
    }

    public synchronized Reading read() {
        advance(clock.instant().getEpochSecond());
        return new Reading(received, byType, mean(SHORT), mean(LONG), lastEventAt);
    }

    /** A clock that goes back counts into the second that it had reached. */
    private void advance(long second) {
        if (second - newestSecond > LONG) {
            newestSecond = second - LONG - 1;
        }
        while (newestSecond < second) {
            newestSecond++;
            ofSecond[slot(newestSecond)] = 0;
        }
    }

    /** The present second has only begun, and those before the start were not measured: they do not count. */
    private double mean(int seconds) {
        long sum = 0;
        for (int i = 1; i <= seconds; i++) {
            sum += ofSecond[slot(newestSecond - i)];
        }
        return (double) sum / Math.max(1, Math.min(seconds, newestSecond - firstSecond));
    }

    private static int slot(long second) {
        return Math.floorMod(second, LONG + 1);
    }
}
