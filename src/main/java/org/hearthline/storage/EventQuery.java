package org.hearthline.storage;

import org.jspecify.annotations.Nullable;

/**
 * Which events are asked for.
 *
 * @param limit how many at most
 * @param after the last event of the page before
 */
record EventQuery(EventFilter filter, int limit, @Nullable Cursor after) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;

    /** The same filters over a part of the time, without a cursor. */
    EventQuery between(long from, long to, int rows) {
        return new EventQuery(filter.between(from, to), rows, null);
    }
}
