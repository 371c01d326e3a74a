package org.hearthline.storage;

import java.time.Clock;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.QueryTime;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of {@code GET /api/v1/events} (docs/http-api.md) out of a message's headers. Lists may be given by commas or
 * by repeating the parameter. Other names are not looked at: headers hold more than parameters.
 */
final class EventQueryParser {
    private static final int MAX_VALUES = 100;

    private final Clock clock;

    EventQueryParser(Clock clock) {
        this.clock = clock;
    }

    /**
     * Reads a query.
     *
     * @throws Rejected when a value is wrong, naming field, issue and what is expected
     */
    EventQuery parse(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        long from = time(parameters, "start_time", 0);
        long to = time(parameters, "end_time", Long.MAX_VALUE);
        if (from > to) {
            throw QueryParameters.invalid("start_time", "Later than end_time", "a time before end_time");
        }
        return new EventQuery(
                from,
                to,
                names(parameters, "entity_id"),
                names(parameters, "domain"),
                names(parameters, "event_type"),
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

    private long time(QueryParameters parameters, String name, long absent) {
        String text = parameters.single(name);
        if (text == null) {
            return absent;
        }
        return QueryTime.parse(text, clock)
                .orElseThrow(() -> QueryParameters.invalid(
                        name, "Not a time: " + QueryParameters.shortened(text), QueryTime.EXPECTED));
    }

    private static @Nullable Cursor cursor(QueryParameters parameters) {
        String text = parameters.single("cursor");
        return text == null
                ? null
                : Cursor.parse(text)
                        .orElseThrow(() -> QueryParameters.invalid(
                                "cursor",
                                "Not a cursor: " + QueryParameters.shortened(text),
                                "next_cursor of the page before"));
    }

    private static Set<String> names(QueryParameters parameters, String name) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : parameters.values(name)) {
            for (String one : value.split(",", -1)) {
                if (one.isBlank()) {
                    throw QueryParameters.invalid(name, "Empty", "one name, or several separated by commas");
                }
                names.add(one.strip());
            }
        }
        if (names.size() > MAX_VALUES) {
            throw QueryParameters.invalid(name, names.size() + " values", "at most " + MAX_VALUES);
        }
        return names;
    }
}
