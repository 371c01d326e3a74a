package org.hearthline.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads an InfluxDB's rows. Any thread. */
final class InfluxQlReader implements EventRows {
    private final InfluxQlClient client;

    InfluxQlReader(InfluxQlClient client) {
        this.client = client;
    }

    @Override
    public List<StoredEvent> newest(EventQuery query) {
        return select(InfluxQl.newest(query));
    }

    @Override
    public List<StoredEvent> oldest(EventQuery query) {
        return select(InfluxQl.oldest(query));
    }

    @Override
    public List<StoredEvent> withId(UUID eventId) {
        return select(InfluxQl.withId(eventId));
    }

    @Override
    public List<StoredEvent> latest(Collection<String> entityIds) {
        return select(InfluxQl.latest(entityIds));
    }

    private List<StoredEvent> select(String query) {
        List<StoredEvent> events = new ArrayList<>();
        for (JsonNode series : client.series(query)) {
            List<String> columns = InfluxQlClient.columns(series);
            series.path("values").forEach(row -> events.add(event(columns, row, series.path("tags"))));
        }
        return events;
    }

    /**
     * One row.
     *
     * @param tags by which the query groups, and which therefore are no columns
     */
    private static StoredEvent event(List<String> columns, JsonNode row, JsonNode tags) {
        Map<String, JsonNode> cells = new HashMap<>();
        tags.properties().forEach(tag -> cells.put(tag.getKey(), tag.getValue()));
        for (int i = 0; i < columns.size(); i++) {
            cells.put(columns.get(i), row.path(i));
        }
        Set<String> userFields = new HashSet<>(columns);
        userFields.removeIf(name -> !name.startsWith(UserField.PREFIX));
        Map<String, Object> values = new LinkedHashMap<>();
        for (String name : NarrowLayout.names(userFields)) {
            Object value = value(cells.get(name));
            if (value != null) {
                values.put(name, value);
            }
        }
        Object id = values.remove("event_id");
        return new StoredEvent(row.path(columns.indexOf("time")).asLong(), String.valueOf(id), values);
    }

    private static @Nullable Object value(@Nullable JsonNode cell) {
        if (cell == null || cell.isNull() || cell.isMissingNode()) {
            return null;
        }
        return cell.isNumber() ? (Object) cell.doubleValue() : cell.asText();
    }
}
