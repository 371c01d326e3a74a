package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Rejected;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreQueryParserTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final long SECOND = 1_000_000_000L;
    private static final long DAY = 86_400 * SECOND;
    private static final long NOW_NANOS = NOW.getEpochSecond() * SECOND;

    private final StoreQueryParser parser = new StoreQueryParser(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void meansTheLastDayByDefault() {
        assertThat(parser.count(Map.of()))
                .isEqualTo(new EventFilter(NOW_NANOS - DAY, NOW_NANOS, Set.of(), Set.of(), Set.of()));
        assertThat(parser.count(Map.of("end_time", "1d ago")).fromNanos()).isEqualTo(NOW_NANOS - 2 * DAY);
        assertThat(parser.count(Map.of("start_time", "1h ago")).toNanos()).isEqualTo(NOW_NANOS);
        assertThat(parser.count(Map.of("end_time", "1970-01-01T00:00:01Z")).fromNanos())
                .isZero();
        assertThat(parser.export(Map.of()).filter()).isEqualTo(parser.count(Map.of()));
        assertThat(parser.export(Map.of()).format()).isEqualTo(ExportFormat.CSV);
        assertThat(parser.aggregate(Map.of()))
                .isEqualTo(new AggregateQuery(parser.count(Map.of()), "5m", 300, Aggregation.MEAN));
        assertThat(parser.entities(Map.of())).isEqualTo(new EntityQuery(Set.of(), 100, null));
    }

    @ParameterizedTest
    @CsvSource({"30s, 30", "5m, 300", "1h, 3600", "1d, 86400", "' 90m ', 5400", "3650d, 315360000"})
    void readsDurations(String every, long seconds) {
        assertThat(parser.aggregate(Map.of("every", every, "fn", "LAST")).everySeconds())
                .isEqualTo(seconds);
    }

    @ParameterizedTest
    @CsvSource({
        "every, '', Not a duration",
        "every, 0s, Out of range: 0s",
        "every, 3651d, Out of range: 3651d",
        "every, 999999999d, Out of range",
        "every, 9999999999s, Not a duration",
        "every, 5, Not a duration: 5",
        "every, 1w, Not a duration: 1w",
        "every, -5m, Not a duration",
        "every, 5m) FROM x, Not a duration",
        "every, 1ms, Not a duration",
        "fn, median, Unknown: median",
        "fn, '', Unknown",
        "fn, mean(value), Unknown",
        "format, xml, Unknown: xml",
        "limit, 0, Out of range: 0",
        "limit, 1001, Out of range: 1001",
        "limit, x, Not a number",
        "cursor, '', Not a cursor",
        "cursor, %%%, Not a cursor",
        "cursor, bm9wZQ, Not a cursor",
        "start_time, tomorrow, Not a time",
        "start_time, 2027-01-01T00:00:00Z, Later than end_time",
        "end_time, 2500-01-01T00:00:00Z, Not a time",
        "domain, 'a,,b', Empty",
        "domain, 'a\tb', A control character",
    })
    void saysWhatIsWrong(String field, String value, String issue) {
        String reported = field;
        assertThatThrownBy(() -> {
                    Map<String, String> headers = Map.of(field, value);
                    switch (field) {
                        case "every", "fn" -> parser.aggregate(headers);
                        case "format" -> parser.export(headers);
                        case "limit", "cursor", "domain" -> parser.entities(headers);
                        default -> parser.count(headers);
                    }
                })
                .isInstanceOfSatisfying(Rejected.class, e -> {
                    assertThat(e.fault().code()).isEqualTo(ErrorCode.INVALID_REQUEST);
                    assertThat(e.fault().details())
                            .containsEntry("field", reported)
                            .containsKey("expected");
                    assertThat(e.fault().details().get("issue")).startsWith(issue);
                });
    }

    @Test
    void saysHowCoarseManyYearsHaveToBe() {
        Map<String, Object> tenYears =
                Map.of("start_time", "2016-11-21T12:00:00Z", "end_time", "2026-11-21T12:00:00Z", "every", "1s");

        assertThatThrownBy(() -> parser.aggregate(tenYears)).isInstanceOfSatisfying(Rejected.class, e -> {
            assertThat(e.fault().details()).containsEntry("field", "every");
            assertThat(e.fault().details().get("issue")).startsWith("315532800 points in each series, more than 10000");
            assertThat(e.fault().details().get("expected")).startsWith("at least 9h");
        });
        assertThat(parser.aggregate(Map.of(
                                "start_time",
                                "2016-11-21T12:00:00Z",
                                "end_time",
                                "2026-11-21T12:00:00Z",
                                "every",
                                "9h"))
                        .buckets())
                .isBetween(9_000L, 10_000L);
    }

    @Test
    void whatItSaysIsCoarseEnough() {
        for (String start : List.of("2h 46m", "10001s", "19999s", "3d", "99d", "2000d")) {
            String from = start.split(" ")[0] + " ago";
            assertThat(tooFine(from))
                    .as(start)
                    .satisfiesAnyOf(
                            every -> assertThat(every).isEmpty(),
                            every -> assertThat(parser.aggregate(Map.of("start_time", from, "every", every)))
                                    .isNotNull());
        }
    }

    private String tooFine(String from) {
        try {
            parser.aggregate(Map.of("start_time", from, "every", "1s"));
            return "";
        } catch (Rejected e) {
            return e.fault().details().get("expected").split(" ")[2];
        }
    }

    @Test
    void takesNoCursorOfAnotherList() {
        String ofEvents = new Cursor(1, UUID.randomUUID().toString()).text();

        assertThat(parser.entities(Map.of("cursor", StoreQueryParser.cursor("sensor.a")))
                        .after())
                .isEqualTo("sensor.a");
        assertThatThrownBy(() -> parser.entities(Map.of("cursor", ofEvents))).isInstanceOf(Rejected.class);
        assertThat(Cursor.parse(StoreQueryParser.cursor("sensor.a"))).isEmpty();
    }

    @Test
    void countsTheBucketsOfATime() {
        assertThat(query(0, 10, 5).buckets()).isEqualTo(2);
        assertThat(query(1, 11, 5).buckets()).isEqualTo(3);
        assertThat(query(4, 4, 5).buckets()).isEqualTo(1);
        assertThat(query(0, 10_000, 1).maxSeries()).isEqualTo(10);
        assertThat(query(0, 1, 1).maxSeries()).isEqualTo(100_000);
    }

    private static AggregateQuery query(long from, long to, long every) {
        return new AggregateQuery(
                new EventFilter(from * SECOND, to * SECOND, Set.of(), Set.of(), Set.of()), "", every, Aggregation.MAX);
    }
}
