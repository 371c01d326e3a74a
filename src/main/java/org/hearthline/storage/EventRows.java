package org.hearthline.storage;

import java.util.Collection;
import java.util.List;
import java.util.UUID;

/**
 * Reads rows of a store in its own language. Any thread. All methods throw a {@link org.hearthline.event.TransientFailure} when
 * the store is away.
 */
interface EventRows {
    /** The newest events of a query, whose cursor is not looked at. The order of events of one nanosecond is open. */
    List<StoredEvent> newest(EventQuery query);

    /** The oldest ones, likewise, oldest first. */
    List<StoredEvent> oldest(EventQuery query);

    /** Those with this id: one, or none. */
    List<StoredEvent> withId(UUID eventId);

    /** The latest change of state of each of these entities, in no order; none for an entity that has none. */
    List<StoredEvent> latest(Collection<String> entityIds);
}
