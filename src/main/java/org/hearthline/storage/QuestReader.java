package org.hearthline.storage;

import io.questdb.cairo.sql.Record;
import io.questdb.cairo.sql.RecordMetadata;
import java.util.Collection;
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

    /**
     * The open store.
     *
     * @throws TransientFailure when it is not
     */
    QuestSql opened() {
        QuestSql open = sql;
        if (open == null) {
            throw new TransientFailure("The embedded store is not open", null);
        }
        return open;
    }

    @Override
    public List<StoredEvent> newest(EventQuery query) {
        return select(QuestWhere.of(query.filter()), " ORDER BY timestamp DESC LIMIT " + query.limit());
    }

    @Override
    public List<StoredEvent> oldest(EventQuery query) {
        return select(QuestWhere.of(query.filter()), " ORDER BY timestamp ASC LIMIT " + query.limit());
    }

    @Override
    public List<StoredEvent> withId(UUID eventId) {
        return select(QuestWhere.ofId(eventId), " LIMIT 1");
    }

    @Override
    public List<StoredEvent> latest(Collection<String> entityIds) {
        return select(QuestWhere.ofStates(entityIds), " LATEST ON timestamp PARTITION BY entity_id");
    }

    private List<StoredEvent> select(QuestWhere where, String end) {
        String select = "SELECT * FROM " + NarrowLayout.MEASUREMENT + where + end;
        return opened().select(select, where.bound(), columns -> new Columns(columns)::read);
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
