package org.hearthline.storage;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which entities are asked for, in the order of their ids.
 *
 * @param domains none for all
 * @param limit 1 to 1,000
 * @param after the last entity of the page before
 */
record EntityQuery(Set<String> domains, int limit, @Nullable String after) {
    EntityQuery {
        domains = Set.copyOf(domains);
    }

    boolean wants(String entityId) {
        int dot = entityId.indexOf('.');
        return (domains.isEmpty() || domains.contains(entityId.substring(0, Math.max(0, dot))))
                && (after == null || entityId.compareTo(after) > 0);
    }
}
