package org.hearthline.storage;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The tables of the embedded store (design.md 7). Deduplication makes a repeated delivery store nothing twice. Every column is
 * made here, with its type, before anything is written into it; the store makes none by itself.
 */
final class QuestTables {
    private final QuestSql sql;
    private final Set<String> userColumns = ConcurrentHashMap.newKeySet();

    QuestTables(QuestSql sql) {
        this.sql = sql;
    }

    void create() {
        StringBuilder columns = new StringBuilder();
        NarrowLayout.TAGS.forEach(name -> columns.append(", ").append(name).append(type(name)));
        NarrowLayout.NUMBERS.forEach(name -> columns.append(", ").append(name).append(" DOUBLE"));
        NarrowLayout.TEXTS.forEach(name -> columns.append(", ").append(name).append(" VARCHAR"));
        create(NarrowLayout.MEASUREMENT, columns.toString(), "entity_id, event_id");
        create(
                WeatherLine.MEASUREMENT,
                ", house SYMBOL, source SYMBOL, temperature DOUBLE, humidity DOUBLE, pressure DOUBLE,"
                        + " wind_speed DOUBLE, condition VARCHAR",
                "house, source");
        userColumns.addAll(columns(NarrowLayout.MEASUREMENT));
    }

    private static String type(String tag) {
        return tag.equals("entity_id") ? " SYMBOL CAPACITY 4096" : " SYMBOL";
    }

    private void create(String table, String columns, String keys) {
        sql.execute("CREATE TABLE IF NOT EXISTS " + table + " (timestamp TIMESTAMP_NS" + columns
                + ") TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, " + keys + ")");
    }

    private List<String> columns(String table) {
        return sql.select(
                "SELECT \"column\" FROM table_columns('" + table + "')",
                Map.of(),
                row -> row.getStrA(0).toString());
    }

    /** Makes the columns of users' fields that are not there yet. Their names are safe: {@link UserField} made them. */
    void ensure(Set<String> userFields) {
        for (String name : userFields) {
            if (!userColumns.contains(name)) {
                sql.execute("ALTER TABLE " + NarrowLayout.MEASUREMENT + " ADD COLUMN IF NOT EXISTS " + name
                        + (UserField.isText(name) ? " VARCHAR" : " DOUBLE"));
                userColumns.add(name);
            }
        }
    }
}
