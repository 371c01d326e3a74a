package org.hearthline.gap;

import java.util.OptionalLong;
import java.util.UUID;

/** What the outbox knows of the live events that it has accepted, also after a crash. From memory, at once; any thread. */
public interface AcceptedEvents {
    /**
     * Whether a live event was durably accepted of late.
     *
     * @param micros when it happened, by Home Assistant's clock, µs since 1970
     */
    boolean contains(UUID eventId, long micros);

    /** When the last live event in the order of arrival happened, by Home Assistant's clock; empty when there is none yet. */
    OptionalLong watermark();

    /**
     * Keeps the ids of all live events that happen from a time on, until told otherwise; of others, only those of the last 20 s
     * before the watermark. Before the first call nothing is forgotten.
     *
     * @param micros by Home Assistant's clock; {@link Long#MAX_VALUE}: no more than usual
     */
    void keepFrom(long micros);
}
