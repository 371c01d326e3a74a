package org.hearthline.storage;

import java.util.Set;

/**
 * Which events are meant. An empty set means all.
 *
 * @param fromNanos first stored time, ns since 1970
 * @param toNanos stored time before which they lie
 */
record EventFilter(long fromNanos, long toNanos, Set<String> entityIds, Set<String> domains, Set<String> eventTypes) {
    static final EventFilter EVERYTHING = new EventFilter(0, Long.MAX_VALUE, Set.of(), Set.of(), Set.of());

    EventFilter {
        entityIds = Set.copyOf(entityIds);
        domains = Set.copyOf(domains);
        eventTypes = Set.copyOf(eventTypes);
    }

    /** The part of it that lies in another time. */
    EventFilter between(long from, long to) {
        return new EventFilter(Math.max(fromNanos, from), Math.min(toNanos, to), entityIds, domains, eventTypes);
    }

    /** The same of these entities. */
    EventFilter of(Set<String> entities) {
        return new EventFilter(fromNanos, toNanos, entities, domains, eventTypes);
    }
}
