package org.hearthline.outbox;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.EventData;

/**
 * Which events were accepted of late, so that a copy from Home Assistant's history is known as one. A page is written with each
 * frame, in the same commit; so it survives whatever the frame survives. Any thread.
 *
 * <p>Ids are kept as 64 bits: of a million kept ones, one in 10<sup>13</sup> others is taken for known.
 */
public final class Ledger {
    /** Older than that before the newest, nobody asks for them unless {@link #keepFrom} says so. */
    static final long KEPT_MICROS = 20_000_000;
    /** 24 MiB. */
    static final int MOST_IDS = 3_000_000;

    private final Deque<LedgerPage> pages = new ArrayDeque<>();
    private int ids;
    /** Before anybody says what is needed, all is: the last process may have died in the middle of a repair. */
    private long keepFrom = Long.MIN_VALUE;

    private long watermark = EventData.NO_TIME;

    /** Whether this event was accepted, as far as the ledger goes back. */
    public synchronized boolean contains(UUID id, long micros) {
        for (LedgerPage page : pages) {
            if (page.holds(id, micros)) {
                return true;
            }
        }
        return false;
    }

    /** When the last live event happened that was accepted, in order of arrival; µs by Home Assistant's clock. */
    public synchronized OptionalLong watermark() {
        return watermark == EventData.NO_TIME ? OptionalLong.empty() : OptionalLong.of(watermark);
    }

    /**
     * From now on, events that happened at that time or later are kept, as many as fit; {@link Long#MAX_VALUE}: only the last
     * 20 s.
     */
    public synchronized void keepFrom(long micros) {
        keepFrom = micros;
    }

    /** The page for these events, which are about to be committed. */
    synchronized LedgerPage page(List<Event> events, long nowMicros) {
        return LedgerPage.of(events, nowMicros, watermark);
    }

    /** It is committed. */
    synchronized void add(LedgerPage page) {
        pages.addLast(page);
        ids += page.size();
        if (page.live()) {
            watermark = page.watermark();
        }
    }

    /** It was committed before this process started; in the order of then. */
    synchronized void restore(LedgerPage page) {
        pages.addLast(page);
        ids += page.size();
        watermark = page.watermark();
    }

    /** Forgets the oldest pages that nobody needs; the queue's as many oldest messages can go. */
    synchronized int forget() {
        int forgotten = 0;
        while (pages.size() > 1 && (ids > MOST_IDS || isOld(pages.getFirst()))) {
            ids -= pages.removeFirst().size();
            forgotten++;
        }
        return forgotten;
    }

    private boolean isOld(LedgerPage page) {
        return page.acceptedMicros() < pages.getLast().acceptedMicros() - KEPT_MICROS
                && page.to() < keepFrom
                && (watermark == EventData.NO_TIME || page.to() < watermark - KEPT_MICROS);
    }
}
