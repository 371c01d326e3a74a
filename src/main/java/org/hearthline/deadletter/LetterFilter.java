package org.hearthline.deadletter;

import org.hearthline.event.ErrorCode;
import org.jspecify.annotations.Nullable;

/**
 * Which letters a list shows.
 *
 * @param limit 1 to 1,000
 * @param before the last number of the page before
 */
public record LetterFilter(
        int limit,
        @Nullable Long before,
        @Nullable ErrorCode reason,
        @Nullable String entityId) {
    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1000;
}
