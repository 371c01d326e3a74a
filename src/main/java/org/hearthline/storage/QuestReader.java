package org.hearthline.storage;

import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordMetadata;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;

/** Reads the embedded store's rows by SQL. Every value is a bound variable. Any thread. */
final class QuestReader implements EventRows {
    private volatile @Nullable QuestSql sql;

    void open(QuestSql opened) {
        sql = opened;
    }

    void close() {
        sql = null;
    }

    @Override
    public List<StoredEvent> newest(EventQuery query) {
        Where where = new Where();
        where.time(query);
        where.in("entity_id", query.entityIds());
        where.in("domain", query.domains());
        where.in("event_type", query.eventTypes());
        return select(where, " ORDER BY timestamp DESC LIMIT " + query.limit());
    }

    @Override
    public List<StoredEvent> withId(UUID eventId) {
        Where where = new Where();
        where.in("event_id", Set.of(eventId.toString()));
        return select(where, " LIMIT 1");
    }

    private List<StoredEvent> select(Where where, String end) {
        QuestSql open = sql;
        if (open == null) {
            throw new TransientFailure("The embedded store is not open", null);
        }
        String select = "SELECT * FROM " + NarrowLayout.MEASUREMENT + where + end;
        return open.select(select, where.bound, columns -> new Columns(columns)::read);
    }

    /** Conditions with their variables. */
    private static final class Where {
        private final List<String> conditions = new ArrayList<>();
        private final Map<String, Object> bound = new LinkedHashMap<>();

        void time(EventQuery query) {
            conditions.add("timestamp >= :from AND timestamp < :to");
            bound.put("from", query.fromNanos());
            bound.put("to", query.toNanos());
        }

        void in(String column, Set<String> values) {
            if (values.isEmpty()) {
                return;
            }
            List<String> variables = new ArrayList<>();
            for (String value : values) {
                String variable = "v" + bound.size();
                bound.put(variable, value);
                variables.add(column + " = :" + variable);
            }
            conditions.add("(" + String.join(" OR ", variables) + ")");
        }

        @Override
        public String toString() {
            return " WHERE " + String.join(" AND ", conditions);
        }
    }

    /** The columns of one query, in the order of answers. */
    private static final class Columns {
        private static final Set<String> SYMBOLS = Set.copyOf(NarrowLayout.TAGS);
        private static final Set<String> NUMBERS = Set.copyOf(NarrowLayout.NUMBERS);

        private final Map<String, Integer> index = new LinkedHashMap<>();
        private final int time;

        Columns(RecordMetadata columns) {
            time = columns.getTimestampIndex();
            for (String name : NarrowLayout.names(userFields(columns))) {
                index.put(name, columns.getColumnIndex(name));
            }
        }

        private static Set<String> userFields(RecordMetadata columns) {
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < columns.getColumnCount(); i++) {
                String name = columns.getColumnName(i);
                if (name.startsWith(UserField.PREFIX)) {
                    names.add(name);
                }
            }
            return names;
        }

        StoredEvent read(Record row) {
            Map<String, Object> values = new LinkedHashMap<>();
            index.forEach((name, column) -> {
                Object value = value(row, column, name);
                if (value != null) {
                    values.put(name, value);
                }
            });
            Object id = values.remove("event_id");
            return new StoredEvent(row.getTimestamp(time), String.valueOf(id), values);
        }

        private static @Nullable Object value(Record row, int column, String name) {
            if (SYMBOLS.contains(name)) {
                CharSequence symbol = row.getSymA(column);
                return symbol == null ? null : symbol.toString();
            }
            if (NUMBERS.contains(name) || UserField.isNumber(name)) {
                double number = row.getDouble(column);
                return Double.isNaN(number) ? null : (Object) number;
            }
            Object text = row.getVarcharA(column);
            return text == null ? null : text.toString();
        }
    }
}
