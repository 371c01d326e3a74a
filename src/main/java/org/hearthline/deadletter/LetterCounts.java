package org.hearthline.deadletter;

import java.time.Instant;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * How many letters there are and what has become of the others since the start. Exact once they were counted; letters of a
 * transaction whose end nobody saw are found again at the next count. Any thread.
 */
public final class LetterCounts {
    private long letters;
    private long bytes;
    private @Nullable Instant oldest;
    private long kept;
    private long replayed;
    private long purged;
    private long expired;

    /**
     * A moment's reading.
     *
     * @param letters in the queue
     * @param bytes about what they take
     * @param oldest when the first of them was written
     * @param kept written since the start; those replayed, purged and expired were written then or earlier
     */
    public record Reading(
            long letters, long bytes, @Nullable Instant oldest, long kept, long replayed, long purged, long expired) {}

    /** Why letters leave the queue. */
    enum Leaving {
        REPLAYED,
        PURGED,
        EXPIRED
    }

    /** These were committed. */
    synchronized void kept(Collection<LetterHead> heads) {
        kept += heads.size();
        letters += heads.size();
        bytes += heads.stream().mapToLong(LetterHead::weight).sum();
        if (oldest == null) {
            oldest = heads.stream()
                    .map(LetterHead::lastSeen)
                    .min(Instant::compareTo)
                    .orElse(null);
        }
    }

    synchronized void left(Leaving why, long count, long weight) {
        letters = Math.max(0, letters - count);
        bytes = letters == 0 ? 0 : Math.max(0, bytes - weight);
        oldest = letters == 0 ? null : oldest;
        switch (why) {
            case REPLAYED -> replayed += count;
            case PURGED -> purged += count;
            case EXPIRED -> expired += count;
        }
    }

    synchronized void counted(long present, long weight, @Nullable Instant first) {
        letters = present;
        bytes = weight;
        oldest = first;
    }

    public synchronized Reading read() {
        return new Reading(letters, bytes, oldest, kept, replayed, purged, expired);
    }
}
