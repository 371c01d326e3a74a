package org.hearthline.health;

import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.Delivery;

/**
 * What became of the events that this process has accepted since it started, and of those that it found in the outbox then. At
 * every moment
 *
 * <pre>received = stored + rejected + filtered + in the outbox</pre>
 *
 * where <em>in the outbox</em> is what waits or is under way, and <em>received</em> includes what was carried over from before
 * the start. Exact within a process. A frame that was stored and whose commit was cut off by a crash is carried over and counts
 * as stored in both processes; the store has it once, since it overwrites itself. Any thread.
 */
public final class FlowCounters {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong carriedOver = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();

    /**
     * A moment's reading.
     *
     * @param carriedOver of those received: what was in the outbox when the process started
     */
    public record Reading(long received, long stored, long rejected, long filtered, long carriedOver) {
        public long inOutbox() {
            return received - stored - rejected - filtered;
        }
    }

    /** Events were handed to the outbox. */
    public void received(int events) {
        received.addAndGet(events);
    }

    /** So many events were in the outbox when the process started. */
    public void carriedOver(long events) {
        received.addAndGet(events);
        carriedOver.addAndGet(events);
    }

    /** Something was received that can never be stored. */
    public void refused(int events) {
        received.addAndGet(events);
        rejected.addAndGet(events);
    }

    /** A frame has come to its end. */
    public void delivered(Delivery delivery) {
        stored.addAndGet(delivery.accepted());
        rejected.addAndGet(delivery.rejected().size());
        filtered.addAndGet(delivery.filtered());
    }

    /** Received is read last, so that what is in the outbox is never negative. */
    public Reading read() {
        long readStored = stored.get();
        long readRejected = rejected.get();
        long readFiltered = filtered.get();
        return new Reading(received.get(), readStored, readRejected, readFiltered, carriedOver.get());
    }
}
