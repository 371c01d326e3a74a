package org.hearthline.storage;

import java.util.List;
import java.util.UUID;

/** Reads rows of a store in its own language. Any thread. */
interface EventRows {
    /**
     * The newest events of a query, whose cursor is not looked at. The order of events of one nanosecond is open.
     *
     * @throws org.hearthline.event.TransientFailure when the store is away
     */
    List<StoredEvent> newest(EventQuery query);

    /** Those with this id: one, or none. */
    List<StoredEvent> withId(UUID eventId);
}
