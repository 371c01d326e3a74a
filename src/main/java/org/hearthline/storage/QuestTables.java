package org.hearthline.storage;

/**
 * The tables of the embedded store (docs/architecture.md). Deduplication makes a repeated delivery store nothing twice. Users'
 * fields become columns when they first come, each with the type that its name says ({@link UserField}). (Columns made here
 * before a write would not help: QuestDB's open writers do not look again.)
 */
final class QuestTables {
    private final QuestSql sql;

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
    }

    private static String type(String tag) {
        return tag.equals("entity_id") ? " SYMBOL CAPACITY 4096" : " SYMBOL";
    }

    private void create(String table, String columns, String keys) {
        sql.execute("CREATE TABLE IF NOT EXISTS " + table + " (timestamp TIMESTAMP_NS" + columns
                + ") TIMESTAMP(timestamp) PARTITION BY DAY WAL DEDUP UPSERT KEYS(timestamp, " + keys + ")");
    }
}
