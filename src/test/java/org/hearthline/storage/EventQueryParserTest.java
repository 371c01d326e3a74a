package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventQueryParserTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private final EventQueryParser parser = new EventQueryParser(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void asksForTheNewestHundredByDefault() {
        EventQuery query = parser.parse(Map.of("Host", "localhost", "User-Agent", "curl", "colour", "red"));

        assertThat(query).isEqualTo(new EventQuery(EventFilter.EVERYTHING, 100, null));
    }

    @ParameterizedTest
    @CsvSource({
        "now, 2026-11-21T12:00:00Z",
        "NOW, 2026-11-21T12:00:00Z",
        "30s ago, 2026-11-21T11:59:30Z",
        "5m ago, 2026-11-21T11:55:00Z",
        "1h ago, 2026-11-21T11:00:00Z",
        "' 1 h  ago ', 2026-11-21T11:00:00Z",
        "2d ago, 2026-11-19T12:00:00Z",
        "1w ago, 2026-11-14T12:00:00Z",
        "2026-01-06T14:30:00Z, 2026-01-06T14:30:00Z",
        "2026-01-06T14:30:00.123456789Z, 2026-01-06T14:30:00.123456789Z",
        "2026-01-06T14:30:00+01:00, 2026-01-06T13:30:00Z",
        "2026-01-06T14:30:00 01:00, 2026-01-06T13:30:00Z",
        "1960-01-01T00:00:00Z, 1970-01-01T00:00:00Z",
    })
    void readsTimes(String text, Instant expected) {
        long nanos = expected.getEpochSecond() * 1_000_000_000 + expected.getNano();

        assertThat(parser.parse(Map.of("start_time", text)).filter().fromNanos())
                .isEqualTo(nanos);
        assertThat(parser.parse(Map.of("end_time", text)).filter().toNanos()).isEqualTo(nanos);
    }

    @Test
    void takesListsByCommasAndByRepetition() {
        EventQuery query = parser.parse(Map.of(
                "entity_id", "sensor.a, sensor.b",
                "domain", List.of("light", "sensor,switch"),
                "event_type", "state_changed",
                "limit", " 7 "));

        assertThat(query.filter().entityIds()).containsExactlyInAnyOrder("sensor.a", "sensor.b");
        assertThat(query.filter().domains()).containsExactlyInAnyOrder("light", "sensor", "switch");
        assertThat(query.filter().eventTypes()).containsExactly("state_changed");
        assertThat(query.limit()).isEqualTo(7);
    }

    @Test
    void readsItsOwnCursors() {
        Cursor cursor = new Cursor(1_787_169_679_123_456_014L, UUID.randomUUID().toString());

        assertThat(cursor.text()).matches("[A-Za-z0-9_-]+");
        assertThat(parser.parse(Map.of("cursor", cursor.text())).after()).isEqualTo(cursor);
    }

    @ParameterizedTest
    @CsvSource({
        "start_time, yesterday, Not a time",
        "start_time, '', Not a time",
        "start_time, 5y ago, Not a time",
        "start_time, 9999999h ago, Not a time",
        "end_time, 2026-01-06, Not a time",
        "end_time, 2026-13-06T00:00:00Z, Not a time",
        "end_time, 2500-01-01T00:00:00Z, Not a time",
        "end_time, 2026-01-06T14:30:00, Not a time",
        "limit, 0, Out of range: 0",
        "limit, -1, Out of range: -1",
        "limit, 1001, Out of range: 1001",
        "limit, ten, Not a number: ten",
        "limit, 99999999999, Not a number",
        "limit, '', Not a number",
        "cursor, %%%, Not a cursor",
        "cursor, '', Not a cursor",
        "cursor, bm9wZQ, Not a cursor",
        "cursor, OmE, Not a cursor",
        "cursor, eDph, Not a cursor",
        "entity_id, '', Empty",
        "domain, 'a,,b', Empty",
        "event_type, ' ', Empty",
        "entity_id, 'sensor.a\nb', A control character",
        "domain, 'a\0b', A control character",
    })
    void saysWhatIsWrong(String field, String value, String issue) {
        assertThatThrownBy(() -> parser.parse(Map.of(field, value))).isInstanceOfSatisfying(Rejected.class, e -> {
            assertThat(e.fault().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
            assertThat(e.fault().details()).containsEntry("field", field).containsKey("expected");
            assertThat(e.fault().details().get("issue")).startsWith(issue);
        });
    }

    @Test
    void takesNoMoreThanItCanUse() {
        assertIssue(Map.of("limit", List.of("1", "2")), "Given 2 times");
        assertIssue(Map.of("start_time", "1h ago", "end_time", "2h ago"), "Later than end_time");
        String many = IntStream.range(0, 101).mapToObj(i -> "sensor.s" + i).collect(Collectors.joining(","));
        assertIssue(Map.of("entity_id", many), "101 values");
        assertIssue(Map.of("entity_id", "sensor." + "x".repeat(100_000)), "100007 characters");
    }

    private void assertIssue(Map<String, Object> parameters, String issue) {
        assertThatThrownBy(() -> parser.parse(parameters))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fault().details()).containsEntry("issue", issue));
    }

    @Test
    void wantsAUuid() {
        UUID id = UUID.randomUUID();
        assertThat(parser.id(Map.of("event_id", id.toString()))).isEqualTo(id);

        for (String wrong : List.of("1", "", "1-1-1-1-1", "x".repeat(36), "'; DROP")) {
            assertThatThrownBy(() -> parser.id(Map.of("event_id", wrong)))
                    .isInstanceOfSatisfying(
                            Rejected.class,
                            e -> assertThat(e.fault().details())
                                    .containsEntry("field", "event_id")
                                    .containsEntry("expected", "UUID"));
        }
        assertThatThrownBy(() -> parser.id(new HashMap<>())).isInstanceOf(Rejected.class);
    }

    @Test
    void aLiteralEndsWhereItsValueEnds() {
        assertThat(InfluxQl.literal("sensor.a")).isEqualTo("'sensor.a'");
        assertThat(InfluxQl.literal("it's")).isEqualTo("'it\\'s'");
        assertThat(InfluxQl.literal("\\")).isEqualTo("'\\\\'");
        assertThat(InfluxQl.literal("\\'")).isEqualTo("'\\\\\\''");
        assertThat(InfluxQl.literal("a\nb")).isEqualTo("'a\\nb'");
    }
}
