package org.hearthline.storage;

import java.util.Map;

/**
 * An event as the store gives it back.
 *
 * @param nanos stored time, ns since 1970
 * @param values by the names of docs/architecture.md in that order, String or Double; what is absent is left out
 */
record StoredEvent(long nanos, String eventId, Map<String, Object> values) {
    Cursor cursor() {
        return new Cursor(nanos, eventId);
    }
}
