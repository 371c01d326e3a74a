package org.hearthline.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for. An empty set asks for all.
 *
 * @param fromNanos first stored time, ns since 1970
 * @param toNanos stored time before which they lie
 * @param limit 1 to 1,000
 * @param after the last event of the page before
 */
record EventQuery(
        long fromNanos,
        long toNanos,
        Set<String> entityIds,
        Set<String> domains,
        Set<String> eventTypes,
        int limit,
        @Nullable Cursor after) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    EventQuery {
        entityIds = Set.copyOf(entityIds);
        domains = Set.copyOf(domains);
        eventTypes = Set.copyOf(eventTypes);
    }

    /** The same filters over another time, without a cursor. */
    EventQuery between(long from, long to, int rows) {
        return new EventQuery(
                Math.max(fromNanos, from), Math.min(toNanos, to), entityIds, domains, eventTypes, rows, null);
    }
}
