package org.hearthline.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Queries in InfluxQL. It has no variables: every value goes through {@link #literal}. */
final class InfluxQl {
    private static final String SELECT = "SELECT * FROM \"" + NarrowLayout.MEASUREMENT + "\" WHERE ";
    /** The last instant that InfluxDB can hold. */
    private static final long LAST = Long.MAX_VALUE - 1;

    private InfluxQl() {}

    static String newest(EventQuery query) {
        List<String> conditions = new ArrayList<>();
        conditions.add("time >= " + query.fromNanos());
        conditions.add("time < " + Math.min(query.toNanos(), LAST));
        in("entity_id", query.entityIds(), conditions);
        in("domain", query.domains(), conditions);
        in("event_type", query.eventTypes(), conditions);
        return SELECT + String.join(" AND ", conditions) + " ORDER BY time DESC LIMIT " + query.limit();
    }

    static String withId(UUID eventId) {
        return SELECT + "\"event_id\" = " + literal(eventId.toString()) + " LIMIT 1";
    }

    private static void in(String column, Set<String> values, List<String> conditions) {
        if (!values.isEmpty()) {
            conditions.add(values.stream()
                    .map(value -> "\"" + column + "\" = " + literal(value))
                    .collect(Collectors.joining(" OR ", "(", ")")));
        }
    }

    /** A string literal that ends where the value ends, whatever is in it. */
    static String literal(String value) {
        StringBuilder literal = new StringBuilder(value.length() + 2).append('\'');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '\'', '\\' -> literal.append('\\').append(c);
                case '\n' -> literal.append("\\n");
                default -> literal.append(c);
            }
        }
        return literal.append('\'').toString();
    }
}
