package org.hearthline.storage;

import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of {@code GET /api/v1/events} (docs/http-api.md) out of a message's headers. Other names are not looked
 * at: headers hold more than parameters.
 */
final class EventQueryParser {
    private final FilterParser filters;

    EventQueryParser(Clock clock) {
        this.filters = new FilterParser(clock);
    }

    /**
     * Reads a query.
     *
     * @throws Rejected when a value is wrong, naming field, issue and what is expected
     */
    EventQuery parse(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        return new EventQuery(
                filters.ofAnyTime(parameters),
                parameters.whole("limit", EventQuery.MAX_LIMIT, EventQuery.DEFAULT_LIMIT),
                cursor(parameters));
    }

    /** Reads {@code event_id}. */
    UUID id(Map<String, ?> headers) {
        String text = new QueryParameters(headers).single("event_id");
        try {
            if (text != null && text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // no UUID: below
        }
        throw QueryParameters.invalid(
                "event_id", "Not a UUID: " + QueryParameters.shortened(String.valueOf(text)), "UUID");
    }

    private static @Nullable Cursor cursor(QueryParameters parameters) {
        String text = parameters.single("cursor");
        return text == null ? null : Cursor.parse(text).orElseThrow(() -> noCursor(text));
    }

    static Rejected noCursor(String text) {
        return QueryParameters.invalid(
                "cursor", "Not a cursor: " + QueryParameters.shortened(text), "next_cursor of the page before");
    }
}
