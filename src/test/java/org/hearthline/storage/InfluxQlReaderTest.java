package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a query looks like on the wire, and what goes wrong; that it finds the right events is in the contract tests. */
class InfluxQlReaderTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final EventQuery QUERY =
            new EventQuery(new EventFilter(5, Long.MAX_VALUE, Set.of("sensor.it's"), Set.of(), Set.of("a")), 3, null);

    @Test
    void asksInOneLanguage() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("53-v1-query-empty"))) {
            assertThat(read(server.address(), rows -> rows.newest(QUERY))).isEmpty();

            ScriptedStore.Request request = server.requests().get(2);
            assertThat(request.line()).isEqualTo("POST /query");
            assertThat(request.headers().getFirst("Authorization")).isEqualTo("Token TOKEN");
            assertThat(URLDecoder.decode(request.text(), StandardCharsets.UTF_8))
                    .isEqualTo("db=ha&epoch=ns&q=SELECT * FROM \"home_assistant_events\" WHERE time >= 5 AND time < "
                            + "9223372036854775806 AND (\"entity_id\" = 'sensor.it\\'s') AND (\"event_type\" = 'a')"
                            + " ORDER BY time DESC LIMIT 3");
        }
    }

    @Test
    void asksTheRetentionPolicyThatItWrites() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("53-v1-query-empty"))) {
            read(new StoreAddress(server.url(), "", "", "ha/year"), rows -> rows.withId(UUID.randomUUID()));

            assertThat(server.requests().get(2).text()).startsWith("db=ha&").endsWith("&rp=year");
        }
    }

    @Test
    void readsSeriesOfARecordedAnswer() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of("45-v1-query-epoch-ms"))) {
            assertThat(read(server.address(), rows -> rows.newest(QUERY)))
                    .extracting(StoredEvent::nanos)
                    .containsExactly(1700000003000L, 1700000003000L, 1700000000000L);
        }
    }

    @Test
    void noValueGetsOutOfItsLiteral() {
        EventFilter evil = new EventFilter(0, 9, Set.of("a' OR 1=1 --\\"), Set.of(), Set.of());
        String where = " FROM \"home_assistant_events\" WHERE time >= 0 AND time < 9"
                + " AND (\"entity_id\" = 'a\\' OR 1=1 --\\\\')";

        assertThat(InfluxQl.count(evil)).isEqualTo("SELECT count(\"event_id\") AS \"n\"" + where);
        assertThat(InfluxQl.withNumbers(evil))
                .isEqualTo("SELECT count(\"value\") AS \"n\"" + where + " GROUP BY \"entity_id\"");
        assertThat(InfluxQl.aggregate(new AggregateQuery(evil, "1m", 60, Aggregation.FIRST)))
                .isEqualTo("SELECT first(\"value\") AS \"v\", count(\"value\") AS \"n\"" + where
                        + " GROUP BY time(60s), \"entity_id\" fill(none)");
        assertThat(InfluxQl.oldest(new EventQuery(evil, 2, null)))
                .isEqualTo("SELECT *" + where + " ORDER BY time ASC LIMIT 2");
        assertThat(InfluxQl.latest(List.of("a'b")))
                .contains("(\"entity_id\" = 'a\\'b')")
                .endsWith("LIMIT 1");
        assertThat(InfluxQl.retention("a\"b\\")).isEqualTo("SHOW RETENTION POLICIES ON \"a\\\"b\\\\\"");
    }

    @Test
    void tellsWhatItKnowsOfAStoreThatIsAway() {
        StoreAddress nobody = new StoreAddress(URI.create("http://127.0.0.1:1"), "secret", "", "b");
        try (InfluxStore store = new InfluxStore(nobody, TIMEOUT, Clock.systemUTC())) {
            assertThat(new String(store.storeQueries().info(), StandardCharsets.UTF_8))
                    .startsWith("{\"engine\":\"influxdb\",\"version\":\"\",\"address\":\"http://127.0.0.1:1\","
                            + "\"status\":\"degraded\",\"detail\":\"The store at http://127.0.0.1:1 does not answer")
                    .doesNotContain("secret");
        }
    }

    @Test
    void readsValuesByTheirNames() {
        RecordedAnswer answer = RecordedAnswer.json(200, """
                {"results":[{"series":[{"columns":["time","value","state","event_id","x_a","foreign","attrs"],
                 "values":[[1787169679123456014,21,"21","id",2,"f",null]]}]}]}""");
        try (ScriptedStore server = ScriptedStore.influx2(request -> answer)) {
            assertThat(read(server.address(), rows -> rows.newest(QUERY)))
                    .containsExactly(new StoredEvent(
                            1787169679123456014L, "id", Map.of("value", 21.0, "state", "21", "x_a", 2.0)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"52-v1-query-unknown-db", "54-v1-query-401", "50-v1-query-parse-error"})
    void saysWhatToConfigureWhenItMayNotRead(String recorded) {
        try (ScriptedStore server = ScriptedStore.influx2(request -> RecordedAnswer.of(recorded))) {
            assertThatThrownBy(() -> read(server.address(), rows -> rows.newest(QUERY)))
                    .isInstanceOfSatisfying(TransientFailure.class, e -> {
                        assertThat(e.getMessage())
                                .contains("INFLUXDB_TOKEN", server.url().toString());
                        assertThat(e.retryAfter())
                                .hasValueSatisfying(
                                        pause -> assertThat(pause.toSeconds()).isEqualTo(60));
                    });
        }
    }

    @ParameterizedTest
    @CsvSource({"500, {}", "503, down", "429, slow"})
    void aStoreThatCannotAnswerNowIsAway(int status, String body) {
        try (ScriptedStore server =
                ScriptedStore.influx2(request -> new RecordedAnswer(status, Map.of("Retry-After", "7"), body))) {
            assertThatThrownBy(() -> read(server.address(), rows -> rows.newest(QUERY)))
                    .isInstanceOfSatisfying(
                            TransientFailure.class,
                            e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(7)))
                    .hasMessageContaining("HTTP " + status);
        }
    }

    @Test
    void anAnswerThatIsNoJsonOrNoneIsAFailureToo() {
        try (ScriptedStore server = ScriptedStore.influx2(request -> new RecordedAnswer(200, Map.of(), "<html>"))) {
            assertThatThrownBy(() -> read(server.address(), rows -> rows.newest(QUERY)))
                    .isInstanceOf(TransientFailure.class);
        }
        StoreAddress nobody = new StoreAddress(URI.create("http://127.0.0.1:1"), "", "", "b");
        assertThatThrownBy(() -> read(nobody, rows -> rows.newest(QUERY))).isInstanceOf(TransientFailure.class);
    }

    private static List<StoredEvent> read(StoreAddress address, Function<EventRows, List<StoredEvent>> action) {
        try (StoreClient client = new StoreClient(address, TIMEOUT, Clock.systemUTC())) {
            return action.apply(new InfluxQlReader(new InfluxQlClient(client, Clock.systemUTC())));
        }
    }
}
