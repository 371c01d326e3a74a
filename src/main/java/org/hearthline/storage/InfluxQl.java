package org.hearthline.storage;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hearthline.event.EventData;

/** Queries in InfluxQL. It has no variables: every value goes through {@link #literal}. */
final class InfluxQl {
    private static final String FROM = " FROM \"" + NarrowLayout.MEASUREMENT + "\"";
    private static final String SELECT = "SELECT *" + FROM + " WHERE ";
    /** The last instant that InfluxDB can hold. */
    private static final long LAST = Long.MAX_VALUE - 1;

    private InfluxQl() {}

    static String newest(EventQuery query) {
        return SELECT + conditions(query.filter()) + " ORDER BY time DESC LIMIT " + query.limit();
    }

    static String oldest(EventQuery query) {
        return SELECT + conditions(query.filter()) + " ORDER BY time ASC LIMIT " + query.limit();
    }

    static String withId(UUID eventId) {
        return SELECT + "\"event_id\" = " + literal(eventId.toString()) + " LIMIT 1";
    }

    static String latest(Collection<String> entityIds) {
        List<String> conditions = new ArrayList<>();
        in("entity_id", entityIds, conditions);
        in("event_type", Set.of(EventData.STATE_CHANGED), conditions);
        return SELECT + String.join(" AND ", conditions) + " GROUP BY \"entity_id\" ORDER BY time DESC LIMIT 1";
    }

    /** Every event has an id. */
    static String count(EventFilter filter) {
        return "SELECT count(\"event_id\") AS \"n\"" + FROM + " WHERE " + conditions(filter);
    }

    static String withNumbers(EventFilter filter) {
        return "SELECT count(\"value\") AS \"n\"" + FROM + " WHERE " + conditions(filter) + " GROUP BY \"entity_id\"";
    }

    static String aggregate(AggregateQuery query) {
        return "SELECT " + query.fn().id() + "(\"value\") AS \"v\", count(\"value\") AS \"n\"" + FROM + " WHERE "
                + conditions(query.filter()) + " GROUP BY time(" + query.everySeconds()
                + "s), \"entity_id\" fill(none)";
    }

    /** With a time, since InfluxDB 3 looks at the last day only without. */
    static String entityIds() {
        return "SHOW TAG VALUES" + FROM + " WITH KEY = \"entity_id\" WHERE time >= 0";
    }

    static String fields() {
        return "SHOW FIELD KEYS" + FROM;
    }

    static String retention(String database) {
        return "SHOW RETENTION POLICIES ON \"" + database.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }

    private static String conditions(EventFilter filter) {
        List<String> conditions = new ArrayList<>();
        conditions.add("time >= " + filter.fromNanos());
        conditions.add("time < " + Math.min(filter.toNanos(), LAST));
        in("entity_id", filter.entityIds(), conditions);
        in("domain", filter.domains(), conditions);
        in("event_type", filter.eventTypes(), conditions);
        return String.join(" AND ", conditions);
    }

    private static void in(String column, Collection<String> values, List<String> conditions) {
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
