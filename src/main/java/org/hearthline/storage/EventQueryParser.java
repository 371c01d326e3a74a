package org.hearthline.storage;

import java.time.Clock;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
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
    EventQuery parse(Map<String, ?> parameters) {
        long from = time(parameters, "start_time", 0);
        long to = time(parameters, "end_time", Long.MAX_VALUE);
        if (from > to) {
            throw invalid("start_time", "Later than end_time", "a time before end_time");
        }
        return new EventQuery(
                from,
                to,
                names(parameters, "entity_id"),
                names(parameters, "domain"),
                names(parameters, "event_type"),
                limit(parameters),
                cursor(parameters));
    }

    /** Reads {@code event_id}. */
    UUID id(Map<String, ?> parameters) {
        String text = single(parameters, "event_id");
        try {
            if (text != null && text.length() == 36) {
                return UUID.fromString(text);
            }
        } catch (IllegalArgumentException e) {
            // no UUID: below
        }
        throw invalid("event_id", "Not a UUID: " + shortened(String.valueOf(text)), "UUID");
    }

    private long time(Map<String, ?> parameters, String name, long absent) {
        String text = single(parameters, name);
        if (text == null) {
            return absent;
        }
        return QueryTime.parse(text, clock)
                .orElseThrow(() -> invalid(name, "Not a time: " + shortened(text), QueryTime.EXPECTED));
    }

    private static int limit(Map<String, ?> parameters) {
        String text = single(parameters, "limit");
        if (text == null) {
            return EventQuery.DEFAULT_LIMIT;
        }
        String expected = "whole number from 1 to " + EventQuery.MAX_LIMIT;
        try {
            int limit = Integer.parseInt(text.strip());
            if (limit >= 1 && limit <= EventQuery.MAX_LIMIT) {
                return limit;
            }
            throw invalid("limit", "Out of range: " + limit, expected);
        } catch (NumberFormatException e) {
            throw invalid("limit", "Not a number: " + shortened(text), expected);
        }
    }

    private static @Nullable Cursor cursor(Map<String, ?> parameters) {
        String text = single(parameters, "cursor");
        return text == null
                ? null
                : Cursor.parse(text)
                        .orElseThrow(() -> invalid(
                                "cursor", "Not a cursor: " + shortened(text), "next_cursor of the page before"));
    }

    private static Set<String> names(Map<String, ?> parameters, String name) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : values(parameters, name)) {
            for (String one : value.split(",", -1)) {
                if (one.isBlank()) {
                    throw invalid(name, "Empty", "one name, or several separated by commas");
                }
                names.add(one.strip());
            }
        }
        if (names.size() > MAX_VALUES) {
            throw invalid(name, names.size() + " values", "at most " + MAX_VALUES);
        }
        return names;
    }

    private static @Nullable String single(Map<String, ?> parameters, String name) {
        List<String> values = values(parameters, name);
        if (values.size() > 1) {
            throw invalid(name, "Given " + values.size() + " times", "one value");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private static List<String> values(Map<String, ?> parameters, String name) {
        Object value = parameters.get(name);
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    private static Rejected invalid(String field, String issue, String expected) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("issue", issue);
        details.put("expected", expected);
        return new Rejected(new Fault(ErrorCode.INVALID_REQUEST, "Invalid query parameter " + field, details));
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
