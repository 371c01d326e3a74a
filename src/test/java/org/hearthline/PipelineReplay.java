package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.hearthline.ReplayedHouse.Recorded;
import org.hearthline.StubServer.Says;
import org.hearthline.ha.FakeHomeAssistant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * From Home Assistant's socket to the answers of the query API: one version's recordings through one run of the application.
 * Everything is real but the house and the weather service.
 */
@TestInstance(Lifecycle.PER_CLASS)
abstract class PipelineReplay {
    static final String WEATHER = """
            {"current":{"time":"2026-11-21T12:15","temperature_2m":11.5,"relative_humidity_2m":81,
             "pressure_msl":1012.3,"wind_speed_10m":4.1,"weather_code":3}}""";

    @TempDir
    static Path dataDir;

    private final String version;
    private final ReplayedHouse recorded;
    private final Map<String, JsonNode> stored = new HashMap<>();
    private FakeHomeAssistant house;
    private StubServer weather;
    private Pipeline pipeline;
    private int rows;

    PipelineReplay(String version) {
        this.version = version;
        this.recorded = new ReplayedHouse(version);
    }

    @BeforeAll
    void replayAll() {
        house = FakeHomeAssistant.recorded(version);
        weather = new StubServer(asked -> new Says(200, Map.of(), WEATHER));
        pipeline = Pipeline.start(
                dataDir.resolve(version),
                Map.of(
                        "ha.url", house.url(),
                        "ha.token", FakeHomeAssistant.TOKEN,
                        "ha.event-types", String.join(",", recorded.types()),
                        "weather.api-url", weather.url()));
        String last = recorded.types().get(recorded.types().size() - 1);
        within30s().until(() -> house.isSubscribed(last));
        knowWeather();
        house.socket().send("{\"id\":1,\"type\":\"event\",\"event\":{\"event_type\":\"state_changed\",\"data\":7}}");
        recorded.frames(house.socket().subscription("state_changed")).forEach(house.socket()::send);
        within30s()
                .until(() -> pipeline.stat("received") > recorded.events().size() && pipeline.stat("in_outbox") == 0);
        within30s().until(() -> readAllPages() >= recorded.byId().size());
    }

    @AfterAll
    void close() {
        pipeline.close();
        weather.close();
        house.close();
    }

    /** Else the first frames would be stored before the first answer of the weather service. */
    private void knowWeather() {
        JsonNode config = Pipeline.tree(house.answer("get_config"));
        String place = config.path("latitude").asText() + ","
                + config.path("longitude").asText();
        HttpRequest.Builder preview = pipeline.posting(
                        "/api/v1/process",
                        "application/json",
                        Pipeline.event("sensor.any", "1", "2026-11-21T12:00:00Z"))
                .header("X-Place", place);
        within30s().until(() -> pipeline.send(preview).json().path("event").has("weather_temperature"));
    }

    /** The store shows a little later what it has acknowledged. */
    private int readAllPages() {
        rows = 0;
        JsonNode page = pipeline.get("/api/v1/events?limit=1000").json();
        while (true) {
            for (JsonNode event : page.path("events")) {
                rows++;
                stored.put(event.path("event_id").asText(), event);
            }
            if (!page.hasNonNull("next_cursor")) {
                return rows;
            }
            String cursor = URLEncoder.encode(page.path("next_cursor").asText(), StandardCharsets.UTF_8);
            page = pipeline.get("/api/v1/events?limit=1000&cursor=" + cursor).json();
        }
    }

    @Test
    void storesEachEventExactlyOnceUnderItsId() {
        Set<String> missing = new HashSet<>(recorded.byId().keySet());
        missing.removeAll(stored.keySet());
        assertThat(missing).isEmpty();
        assertThat(stored).hasSameSizeAs(recorded.byId());
        assertThat(rows).isEqualTo(stored.size());
    }

    @Test
    void storesEachEventAtItsTime() {
        recorded.byId()
                .forEach((id, event) -> assertThat(nanos(stored.get(id))).as(id).isEqualTo(event.nanos()));
    }

    private static long nanos(JsonNode event) {
        var time = java.time.Instant.parse(event.path("timestamp").asText());
        return time.getEpochSecond() * 1_000_000_000 + time.getNano();
    }

    @Test
    void storesWhatHomeAssistantSaid() {
        recorded.byId().forEach((id, event) -> {
            JsonNode row = stored.get(id);
            JsonNode newState = event.data().path("new_state");
            assertThat(row.path("event_type").asText()).isEqualTo(event.type());
            assertThat(row.path("house").asText()).isEqualTo("home");
            assertThat(row.path("state").asText())
                    .as(event.event().toString())
                    .isEqualTo(newState.path("state").asText());
            assertThat(row.path("context_id").asText())
                    .isEqualTo(event.event().path("context").path("id").asText());
            if (event.type().equals("state_changed")) {
                String entityId = event.data().path("entity_id").asText();
                assertThat(row.path("entity_id").asText()).isEqualTo(entityId);
                assertThat(row.path("domain").asText()).isEqualTo(entityId.split("\\.")[0]);
                assertThat(row.path("old_state").asText())
                        .isEqualTo(event.data().path("old_state").path("state").asText());
            }
        });
    }

    @Test
    void storesWhereEachEntityBelongs() {
        assertThat(recorded.byId())
                .anySatisfy((id, event) ->
                        assertThat(stored.get(id).hasNonNull("area")).isTrue());
        recorded.byId().forEach((id, event) -> {
            String entityId = event.data().path("entity_id").asText();
            String expected = recorded.placement().get(entityId);
            if (expected != null) {
                assertThat(placement(entityId, stored.get(id))).isEqualTo(expected);
            }
        });
    }

    private static String placement(String entityId, JsonNode row) {
        return String.join(
                " | ",
                entityId,
                row.path("area").asText("-"),
                row.path("device").asText("-"),
                row.path("floor").asText("-"),
                row.path("labels").asText("-"));
    }

    @Test
    void storesNumbersAndTheWeatherWithEachEvent() {
        recorded.byId().forEach((id, event) -> {
            JsonNode row = stored.get(id);
            assertThat(row.path("weather_temperature").asDouble()).isEqualTo(11.5);
            assertThat(row.path("weather_humidity").asDouble()).isEqualTo(81);
            String state = event.data().path("new_state").path("state").asText();
            if (state.matches("-?\\d{1,9}(\\.\\d{1,9})?")) {
                assertThat(row.path("value").asDouble()).isEqualTo(Double.parseDouble(state));
            } else if (state.matches("on|off")) {
                assertThat(row.path("value").asInt()).isEqualTo(state.equals("on") ? 1 : 0);
            } else if (state.equals("nan")) {
                assertThat(row.has("value")).isFalse();
            }
        });
    }

    @Test
    void storesRemovalsAndOddTextsAsTheyAre() {
        assertThat(recorded.byId().values()).anyMatch(Recorded::isRemoval);
        recorded.byId().forEach((id, event) -> {
            if (event.isRemoval()) {
                assertThat(stored.get(id).has("attributes")).isFalse();
                assertThat(stored.get(id).path("state").asText()).isEmpty();
            }
        });
        assertThat(stored.values())
                .extracting(row -> row.path("state").asText())
                .contains("Küche – 21 °C ✓ 日本語 🔥");
    }

    @Test
    void leavesOutWhatMayNotLeaveIngestion() {
        assertThat(recorded.events().toString()).contains("access_token");
        assertThat(stored.toString()).doesNotContain("access_token").doesNotContain("entity_picture");
    }

    @Test
    void countsEveryEventAndAllCountersAgree() {
        JsonNode stats = pipeline.get("/api/v1/events/stats").json();
        long sent = recorded.events().size();
        assertThat(stats.path("received").asLong()).isEqualTo(sent + 1);
        assertThat(stats.path("stored").asLong()).isEqualTo(sent);
        assertThat(stats.path("rejected").asLong()).as("the one without data").isEqualTo(1);
        assertThat(stats.path("filtered").asLong()).isZero();
        assertThat(stats.path("in_outbox").asLong()).isZero();
        assertThat(stats.path("connection").asText()).isEqualTo("subscribed");
        JsonNode metrics = pipeline.get("/api/v1/metrics").json();
        assertThat(metrics.path("events_processed").asLong()).isEqualTo(sent);
        assertThat(metrics.path("events_rejected").asLong()).isEqualTo(1);
        assertThat(metrics.path("processing_time_ms").path("p99").asDouble()).isPositive();
        assertThat(pipeline.get("/metrics").body())
                .contains("hearthline_received_total " + (sent + 1) + ".0\n")
                .contains("hearthline_events_total{outcome=\"accepted\"} " + sent + ".0\n")
                .contains("hearthline_events_total{outcome=\"rejected\"} 1.0\n")
                .contains("hearthline_outbox_events 0.0\n");
    }

    @Test
    void saysHowEachThingIsThatItDependsOn() {
        JsonNode health = pipeline.get("/health").json();
        assertThat(health.path("status").asText()).isEqualTo("healthy");
        assertThat(health.path("dependencies").fieldNames())
                .toIterable()
                .containsExactlyInAnyOrder(
                        "home_assistant",
                        "store",
                        "weather",
                        "outbox",
                        "disk",
                        "dead_letters",
                        "gaps",
                        "routes",
                        "route_files");
        health.path("dependencies")
                .forEach(one -> assertThat(one.path("status").asText())
                        .as(health.toString())
                        .isEqualTo("healthy"));
    }

    static org.awaitility.core.ConditionFactory within30s() {
        return await().atMost(Duration.ofSeconds(30)).pollInterval(Duration.ofMillis(50));
    }
}
