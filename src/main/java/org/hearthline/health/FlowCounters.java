package org.hearthline.health;

import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.Delivery;

/**
 * What became of the events that this process has accepted since it started. At every moment
 *
 * <pre>received = stored + rejected + filtered + in the outbox</pre>
 *
 * where <em>in the outbox</em> is what waits or is under way. Any thread.
 */
public final class FlowCounters {
    private final AtomicLong received = new AtomicLong();
    private final AtomicLong stored = new AtomicLong();
    private final AtomicLong rejected = new AtomicLong();
    private final AtomicLong filtered = new AtomicLong();

    /** A moment's reading. */
    public record Reading(long received, long stored, long rejected, long filtered) {
        public long inOutbox() {
            return received - stored - rejected - filtered;
        }
    }

    /** Events were handed to the outbox. */
    public void received(int events) {
        received.addAndGet(events);
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
        return new Reading(received.get(), readStored, readRejected, readFiltered);
    }
}
