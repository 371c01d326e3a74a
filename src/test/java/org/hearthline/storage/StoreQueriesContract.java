package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.StreamSupport;
import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.Labels;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What every store must tell of what it holds. */
abstract class StoreQueriesContract extends StoredEventsContract {
    private static final long MINUTE = 60_000_000;
    private static final Map<String, Object> NOON =
            Map.of("start_time", "2026-11-20T12:00:00Z", "end_time", "2026-11-20T13:00:00Z");

    private StoreQueries queries;

    @BeforeEach
    void openQueries() {
        queries = store().storeQueries();
    }

    @Test
    void countsWhatAFilterLetsThrough() {
        writer.write(TestEvents.frame(sensor("a", "1", 0), sensor("b", "x", MINUTE), sensor("a", "3", 2 * MINUTE)));
        awaitEvents(3, Map.of());

        assertThat(count(NOON)).isEqualTo(3);
        assertThat(count(with(NOON, "entity_id", domain + ".a"))).isEqualTo(2);
        assertThat(count(with(NOON, "entity_id", List.of(domain + ".a", domain + ".b,x.y"))))
                .isEqualTo(3);
        assertThat(count(with(NOON, "event_type", "call_service"))).isZero();
        assertThat(count(with(NOON, "start_time", "2026-11-20T12:01:00Z"))).isEqualTo(2);
        assertThat(count(with(NOON, "end_time", "2026-11-20T12:01:00Z"))).isEqualTo(1);
        assertThat(count(Map.of("start_time", "2026-11-20T12:00:00Z", "end_time", "2026-11-20T12:00:00Z")))
                .isZero();
        JsonNode answer = answer(NOON);
        assertThat(answer.path("start_time").asText()).isEqualTo("2026-11-20T12:00:00Z");
        assertThat(answer.path("end_time").asText()).isEqualTo("2026-11-20T13:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "mean, 2.0, 7.5",
        "min, 1.0, -5.0",
        "max, 4.0, 20.0",
        "sum, 6.0, 15.0",
        "count, 3.0, 2.0",
        "first, 1.0, 20.0",
        "last, 4.0, -5.0"
    })
    void sumsUpNumbersInEqualPiecesOfTime(String fn, double early, double late) {
        writer.write(TestEvents.frame(
                number("a", 1, 10_000_000),
                number("a", 1, 20_000_000),
                sensor("a", "unknown", 30_000_000),
                number("a", 4, 299_999_999),
                number("a", 20, 11 * MINUTE),
                number("a", -5, 12 * MINUTE),
                number("b", 7, 0),
                sensor("text", "on the way", 0)));
        awaitEvents(8, Map.of());

        JsonNode all = aggregate(with(NOON, "fn", fn));

        assertThat(all.path("fn").asText()).isEqualTo(fn);
        assertThat(all.path("every").asText()).isEqualTo("5m");
        assertThat(all.path("truncated").asBoolean(true)).isFalse();
        assertThat(texts(all.path("series"), "entity_id")).containsExactly(domain + ".a", domain + ".b");
        JsonNode points = all.at("/series/0/points");
        assertThat(texts(points, "timestamp")).containsExactly("2026-11-20T12:00:00Z", "2026-11-20T12:10:00Z");
        assertThat(numbers(points, "value")).containsExactly(early, late);
        assertThat(numbers(points, "count")).containsExactly(3.0, 2.0);
        assertThat(aggregate(with(with(NOON, "fn", fn), "entity_id", domain + ".a"))
                        .path("series"))
                .containsExactly(all.at("/series/0"));
    }

    @Test
    void aDayIsOneOfUtcAndAPieceMayBeginBeforeTheTimeAskedFor() {
        writer.write(TestEvents.frame(
                number("a", 1, 0), number("a", 3, 11 * 60 * MINUTE), number("a", 9, 12 * 60 * MINUTE)));
        awaitEvents(3, Map.of());

        JsonNode days = aggregate(
                Map.of("every", "1d", "start_time", "2026-11-20T11:00:00Z", "end_time", "2026-11-22T11:00:00Z"));

        assertThat(texts(days.at("/series/0/points"), "timestamp"))
                .containsExactly("2026-11-20T00:00:00Z", "2026-11-21T00:00:00Z");
        assertThat(numbers(days.at("/series/0/points"), "value")).containsExactly(2.0, 9.0);
        assertThat(aggregate(Map.of(
                                "every",
                                "7s",
                                "start_time",
                                "2026-11-20T12:00:00Z",
                                "end_time",
                                "2026-11-20T12:00:01Z"))
                        .at("/series/0/points/0/timestamp")
                        .asText())
                .isEqualTo("2026-11-20T11:59:58Z");
    }

    @Test
    void leavesEntitiesOutWhenTheirPointsAreTooManyAndSaysSo() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            events.add(number("e" + (char) ('a' + i), i, i));
        }
        writer.write(TestEvents.frame(events));
        awaitEvents(12, Map.of());
        Map<String, Object> fine =
                Map.of("every", "1s", "start_time", "2026-11-20T12:00:00Z", "end_time", "2026-11-20T14:46:40Z");

        JsonNode cut = aggregate(fine);
        assertThat(cut.path("truncated").asBoolean()).isTrue();
        assertThat(texts(cut.path("series"), "entity_id"))
                .hasSize(10)
                .startsWith(domain + ".ea")
                .endsWith(domain + ".ej");
        JsonNode whole = aggregate(with(fine, "every", "1h"));
        assertThat(whole.path("truncated").asBoolean(true)).isFalse();
        assertThat(whole.path("series")).hasSize(12);
    }

    @Test
    void listsEntitiesWithTheirLatestState() {
        Event labelled = TestEvents.sensor(
                        domain + ".a",
                        "21",
                        1,
                        "{\"unit_of_measurement\":\"°C\",\"device_class\":\"temperature\",\"friendly_name\":\"Küche\"}")
                .with(new Labels("Küche", null, null, List.of()))
                .with(new Enriched(21.0, "temperature", "°C", "Küche", null, null, Map.of()));
        Event about = TestEvents.one("""
                {"event_type":"automation_triggered","time_fired":"2026-11-20T12:30:00Z","context":{"id":"1"},
                 "data":{"entity_id":"%s.a"}}
                """.formatted(domain));
        writer.write(TestEvents.frame(
                sensor("b", "old", 0),
                sensor("b", "", 5),
                sensor("a", "20", 0),
                labelled,
                sensor("c", "on", 0),
                about));
        awaitEvents(6, Map.of());

        JsonNode page = entities(Map.of("limit", "2"));
        assertThat(texts(page.path("entities"), "entity_id")).containsExactly(domain + ".a", domain + ".b");
        JsonNode a = page.at("/entities/0");
        assertThat(a).isEqualTo(read("""
                {"entity_id":"%s.a","domain":"%s","friendly_name":"Küche","area":"Küche","unit":"°C",
                 "device_class":"temperature","last_seen":"%s","state":"21"}
                """.formatted(
                domain, domain, a.path("last_seen").asText()).getBytes(UTF_8)));
        assertThat(a.path("last_seen").asText()).startsWith("2026-11-20T12:00:00.000001");
        assertThat(page.at("/entities/1/state").asText("none")).isEmpty();

        JsonNode rest =
                entities(Map.of("limit", "2", "cursor", page.path("next_cursor").asText()));
        assertThat(texts(rest.path("entities"), "entity_id")).containsExactly(domain + ".c");
        assertThat(rest.path("next_cursor").isNull()).isTrue();
        assertThat(read(queries.answer(queries.ask(queries.entityQuery(Map.of("domain", "nobody")))))
                        .path("entities"))
                .isEmpty();
    }

    @Test
    void exportsEveryEventOnceOldestFirst() {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 260; i++) {
            Event event = sensor("s" + i % 7, Integer.toString(i), i / 120);
            // Up to 120 in one nanosecond, so that pages end among them.
            events.add(new Event(
                    new UUID(i, 0),
                    event.house(),
                    event.source(),
                    null,
                    event.micros(),
                    event.data(),
                    new Labels("area " + i, null, null, List.of()),
                    event.enriched()));
        }
        writer.write(TestEvents.frame(events));
        List<JsonNode> expected = new ArrayList<>(awaitEvents(260, Map.of("limit", "1000")));
        Collections.reverse(expected);

        List<JsonNode> exported = export(with(NOON, "format", "ndjson"))
                .lines()
                .map(line -> read(line.getBytes(UTF_8)))
                .toList();

        assertThat(exported).isEqualTo(expected);
        assertThat(csv(export(NOON)))
                .extracting(row -> row.get("event_id"))
                .isEqualTo(ids(expected).stream().map(UUID::toString).toList());
    }

    @Test
    void writesCsvThatComesBackAsItWas() {
        String odd = "a \"quoted\", one; ünïcode 🔥'";
        Event event = TestEvents.sensor(domain + ".odd", odd.replace("\"", "\\\""), 0, "{\"n\":[1,\"x,y\"]}")
                .with(new Enriched(1.5, null, "°C", " padded ", null, null, Map.of("mood", "so, so", "level", 3.0)));
        writer.write(TestEvents.frame(event, sensor("empty", "", 1)));
        List<JsonNode> stored = awaitEvents(2, Map.of());

        String csv = export(NOON);
        List<Map<String, String>> rows = csv(csv);

        assertThat(csv)
                .startsWith("event_id,timestamp,area,device_class,domain,entity_id,event_type,house,unit,state,");
        assertThat(csv).endsWith("\r\n");
        assertThat(rows.get(0)).containsEntry("state", odd).containsEntry("friendly_name", " padded ");
        assertThat(rows.get(0)).containsEntry("x_mood_str", "so, so").containsEntry("x_level", "3.0");
        assertThat(read(rows.get(0).get("attributes").getBytes(UTF_8)))
                .isEqualTo(stored.get(1).path("attributes"));
        assertThat(rows.get(0))
                .containsEntry("timestamp", stored.get(1).path("timestamp").asText());
        assertThat(rows.get(1)).containsEntry("state", "");
        assertThat(export(with(NOON, "entity_id", domain + ".nobody")).lines()).hasSize(1);
        assertThat(export(with(with(NOON, "entity_id", domain + ".nobody"), "format", "ndjson")))
                .isEmpty();
    }

    @Test
    void anInjectionSumsUpNothing() {
        writer.write(TestEvents.frame(number("a", 1, 0)));
        awaitEvents(1, Map.of());

        for (String evil : List.of(
                "x' OR 'a'='a",
                "x\\' OR 1=1 --",
                "'); DROP TABLE home_assistant_events; --",
                "'; DROP MEASUREMENT home_assistant_events; --",
                "x\\",
                ":v0",
                "\" = \"",
                "') GROUP BY domain --",
                "e:")) {
            for (String name : List.of("entity_id", "event_type")) {
                Map<String, Object> asked = with(NOON, name, evil);
                assertThat(count(asked)).as(evil).isZero();
                assertThat(aggregate(asked).path("series")).as(evil).isEmpty();
                assertThat(export(with(asked, "format", "ndjson"))).as(evil).isEmpty();
            }
            assertThat(read(queries.answer(queries.ask(queries.entityQuery(Map.of("domain", evil)))))
                            .path("entities"))
                    .as(evil)
                    .isEmpty();
            String cursor = StoreQueryParser.cursor(domain + "." + evil);
            assertThat(texts(entities(Map.of("cursor", cursor)).path("entities"), "entity_id"))
                    .as(evil)
                    .isSubsetOf(domain + ".a");
        }
        assertThat(count(NOON)).isEqualTo(1);
    }

    @Test
    void saysWhatTheStoreIs() {
        writer.write(TestEvents.frame(sensor("a", "1", 0)));
        awaitEvents(1, Map.of());

        JsonNode info = read(queries.info());

        assertThat(info.path("engine").asText()).isIn("questdb", "influxdb");
        assertThat(info.path("version").asText()).matches("\\d+\\.\\d+.*");
        assertThat(info.path("status").asText()).isEqualTo(Level.HEALTHY.name().toLowerCase(java.util.Locale.ROOT));
        assertThat(info.path("lag_seconds").asDouble(-1)).isNotNegative();
        assertThat(info.has("retention")).isFalse();
    }

    Event number(String name, double value, long micros) {
        return sensor(name, Double.toString(value), micros)
                .with(new Enriched(value, null, "°C", null, null, null, Map.of()));
    }

    private long count(Map<String, Object> parameters) {
        return answer(parameters).path("count").asLong(-1);
    }

    private JsonNode answer(Map<String, Object> parameters) {
        return read(queries.answer(queries.ask(queries.countQuery(with(parameters, "domain", domain)))));
    }

    private JsonNode aggregate(Map<String, Object> parameters) {
        return read(queries.answer(queries.ask(queries.aggregateQuery(with(parameters, "domain", domain)))));
    }

    private JsonNode entities(Map<String, Object> parameters) {
        return read(queries.answer(queries.ask(queries.entityQuery(with(parameters, "domain", domain)))));
    }

    private String export(Map<String, Object> parameters) {
        Export export = queries.ask(queries.exportQuery(with(parameters, "domain", domain)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (byte[] piece = export.next(); piece != null; piece = export.next()) {
            out.writeBytes(piece);
        }
        return out.toString(UTF_8);
    }

    private static Map<String, Object> with(Map<String, Object> parameters, String name, Object value) {
        Map<String, Object> more = new HashMap<>(parameters);
        more.put(name, value);
        return more;
    }

    private static List<String> texts(JsonNode array, String name) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(one -> one.path(name).asText())
                .toList();
    }

    private static List<Double> numbers(JsonNode array, String name) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(one -> one.path(name).asDouble())
                .toList();
    }

    /** Reads RFC 4180, strictly. */
    private static List<Map<String, String>> csv(String text) {
        List<List<String>> rows = new ArrayList<>();
        List<String> row = new ArrayList<>();
        int at = 0;
        while (at < text.length()) {
            StringBuilder cell = new StringBuilder();
            if (text.charAt(at) == '"') {
                at++;
                while (text.charAt(at) != '"' || text.charAt(at + 1) == '"') {
                    at += text.charAt(at) == '"' ? 1 : 0;
                    cell.append(text.charAt(at++));
                }
                at++;
            } else {
                while (!Set.of(',', '\r', '\n', '"').contains(text.charAt(at))) {
                    cell.append(text.charAt(at++));
                }
            }
            row.add(cell.toString());
            if (text.startsWith("\r\n", at)) {
                rows.add(row);
                row = new ArrayList<>();
                at += 2;
            } else {
                assertThat(text.charAt(at++)).isEqualTo(',');
            }
        }
        assertThat(row).isEmpty();
        List<Map<String, String>> named = new ArrayList<>();
        for (List<String> cells : rows.subList(1, rows.size())) {
            assertThat(cells).hasSameSizeAs(rows.get(0));
            Map<String, String> values = new HashMap<>();
            for (int i = 0; i < cells.size(); i++) {
                values.put(rows.get(0).get(i), cells.get(i));
            }
            named.add(values);
        }
        return named;
    }
}
