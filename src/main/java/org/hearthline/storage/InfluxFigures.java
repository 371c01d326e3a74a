package org.hearthline.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.hearthline.storage.Aggregate.Point;
import org.hearthline.storage.Aggregate.Series;

/** Counts and sums up in an InfluxDB. Any thread. */
final class InfluxFigures implements EventFigures {
    private final InfluxQlClient client;

    InfluxFigures(InfluxQlClient client) {
        this.client = client;
    }

    @Override
    public long count(EventFilter filter) {
        long count = 0;
        for (JsonNode series : client.series(InfluxQl.count(filter))) {
            int column = InfluxQlClient.columns(series).indexOf("n");
            count += series.path("values").path(0).path(column).asLong();
        }
        return count;
    }

    @Override
    public List<String> withNumbers(EventFilter filter, int most) {
        return client.series(InfluxQl.withNumbers(filter)).stream()
                .map(InfluxFigures::entity)
                .filter(entity -> !entity.isEmpty())
                .sorted()
                .limit(most)
                .toList();
    }

    @Override
    public List<Series> aggregate(AggregateQuery query) {
        return client.series(InfluxQl.aggregate(query)).stream()
                .map(series -> new Series(entity(series), points(series)))
                .filter(series -> !series.entityId().isEmpty())
                .sorted(Comparator.comparing(Series::entityId))
                .toList();
    }

    private static List<Point> points(JsonNode series) {
        List<String> columns = InfluxQlClient.columns(series);
        int time = columns.indexOf("time");
        int value = columns.indexOf("v");
        int count = columns.indexOf("n");
        List<Point> points = new ArrayList<>();
        for (JsonNode row : series.path("values")) {
            points.add(new Point(
                    row.path(time).asLong(),
                    row.path(value).asDouble(),
                    row.path(count).asLong()));
        }
        return points;
    }

    /** Empty for the events that are about no entity. */
    private static String entity(JsonNode series) {
        return series.path("tags").path("entity_id").asText();
    }

    @Override
    public Collection<String> entityIds() {
        return cells(InfluxQl.entityIds(), "value");
    }

    @Override
    public Set<String> userFields() {
        Set<String> names = cells(InfluxQl.fields(), "fieldKey");
        names.removeIf(name -> !name.startsWith(UserField.PREFIX));
        return names;
    }

    private Set<String> cells(String query, String name) {
        Set<String> cells = new TreeSet<>();
        for (JsonNode series : client.series(query)) {
            int column = InfluxQlClient.columns(series).indexOf(name);
            series.path("values").forEach(row -> cells.add(row.path(column).asText()));
        }
        return cells;
    }
}
