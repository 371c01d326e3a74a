package org.hearthline.storage;

import io.questdb.cairo.TableReader;
import io.questdb.cairo.sql.Record;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.hearthline.storage.Aggregate.Point;
import org.hearthline.storage.Aggregate.Series;

/** Counts and sums up in the embedded store. Any thread. */
final class QuestFigures implements EventFigures {
    private static final String FROM = " FROM " + NarrowLayout.MEASUREMENT;
    private static final String HAS_NUMBER = "value IS NOT NULL AND entity_id IS NOT NULL";

    private final Supplier<QuestSql> store;

    /**
     * @param store throws a {@link org.hearthline.event.TransientFailure} while it is not open
     */
    QuestFigures(Supplier<QuestSql> store) {
        this.store = store;
    }

    @Override
    public long count(EventFilter filter) {
        QuestWhere where = QuestWhere.of(filter);
        List<Long> counts =
                store.get().select("SELECT count()" + FROM + where, where.bound(), columns -> row -> row.getLong(0));
        return counts.isEmpty() ? 0 : counts.get(0);
    }

    /** Every event, without looking at one. */
    long count() {
        return store.get().table(NarrowLayout.MEASUREMENT, TableReader::size);
    }

    @Override
    public List<String> withNumbers(EventFilter filter, int most) {
        QuestWhere where = QuestWhere.of(filter).and(HAS_NUMBER);
        String select = "SELECT DISTINCT entity_id" + FROM + where + " ORDER BY entity_id LIMIT " + most;
        return store.get().select(select, where.bound(), columns -> row -> text(row, 0));
    }

    @Override
    public List<Series> aggregate(AggregateQuery query) {
        QuestWhere where = QuestWhere.of(query.filter()).and(HAS_NUMBER);
        String select = "SELECT entity_id, timestamp_floor('" + query.everySeconds() + "s', timestamp) AS bucket, "
                + call(query.fn()) + ", count()" + FROM + where + " ORDER BY entity_id, bucket";
        Map<String, List<Point>> series = new LinkedHashMap<>();
        for (Bucket bucket : store.get().select(select, where.bound(), columns -> Bucket::read)) {
            series.computeIfAbsent(bucket.entityId(), entity -> new ArrayList<>())
                    .add(bucket.point());
        }
        return series.entrySet().stream()
                .map(one -> new Series(one.getKey(), one.getValue()))
                .toList();
    }

    /** One row of an aggregate. */
    private record Bucket(String entityId, Point point) {
        static Bucket read(Record row) {
            return new Bucket(text(row, 0), new Point(row.getTimestamp(1), row.getDouble(2), row.getLong(3)));
        }
    }

    private static String call(Aggregation fn) {
        return switch (fn) {
            case MEAN -> "avg(value)";
            case COUNT -> "count()::double";
            default -> fn.id() + "(value)";
        };
    }

    /** Out of the table's dictionary: no row is read. */
    @Override
    public Collection<String> entityIds() {
        return store.get().table(NarrowLayout.MEASUREMENT, table -> {
            var symbols = table.getSymbolMapReader(table.getMetadata().getColumnIndex("entity_id"));
            List<String> ids = new ArrayList<>();
            for (int i = 0; i < symbols.getSymbolCount(); i++) {
                ids.add(symbols.valueOf(i).toString());
            }
            return ids;
        });
    }

    @Override
    public Set<String> userFields() {
        return store.get().table(NarrowLayout.MEASUREMENT, table -> {
            var columns = table.getMetadata();
            Set<String> names = new TreeSet<>();
            for (int i = 0; i < columns.getColumnCount(); i++) {
                if (columns.getColumnName(i).startsWith(UserField.PREFIX)) {
                    names.add(columns.getColumnName(i));
                }
            }
            return names;
        });
    }

    private static String text(Record row, int column) {
        return String.valueOf(row.getSymA(column));
    }
}
