package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.Vertx;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.awaitility.core.ConditionFactory;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.hearthline.event.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The whole pipeline beside a simulated house that goes on living while nobody listens. In real time: 30 s. */
final class GapTest {
    @TempDir
    Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house =
            new SimulatedHouse(vertx, HouseSettings.demo().withPort(0).withEventsPerSecond(50), Clock.systemUTC());
    private URI address;
    private Witness witness;
    private Pipeline pipeline;

    @BeforeEach
    void live() {
        address = house.start();
        witness = new Witness(address, house.token());
        start();
        patiently().until(() -> pipeline.stat("stored") > 20);
    }

    @AfterEach
    void close() {
        pipeline.close();
        witness.close();
        house.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
        store.close();
    }

    @Test
    void whatHappenedWhileThePipelineWasDownIsStoredOnceItIsUpAgain() {
        String since = pipeline.get("/api/v1/gaps").json().path("covered_since").asText();
        pipeline.close();
        int before = witness.ids.size();
        patiently().until(() -> witness.ids.size() > before + 100);
        start();
        patiently().until(() -> gap().path("state").asText().equals("closed"));

        Set<String> happened = witness.since(since);
        patiently().until(() -> store.eventIds().containsAll(happened));
        assertThat(gap().path("cause").asText()).endsWith("Hearthline was stopped");
        assertThat(gap().path("found").asInt()).isGreaterThanOrEqualTo(100);
        assertThat(store.eventIds()).as("stored, each once").doesNotHaveDuplicates();
        assertThat(pipeline.health("gaps").path("detail").asText()).isEqualTo("No gap is open");
        assertThat(pipeline.get("/metrics").body()).contains("hearthline_gaps_repaired_total", "hearthline_gaps_open");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | 400 | Missing",
                "{\"from\":\"yesterday\"} | 400 | Not a time: 'yesterday'",
                "{\"from\":\"1h ago\",\"to\":\"2h ago\"} | 400 | Not before 'to'",
                "{\"from\":\"1h ago\",\"entities\":[]} | 400 | Unknown",
                "{\"from\":\"1h ago\",\"entity_ids\":[\"kitchen\"]} | 400 | Not an entity id: 'kitchen'",
                "{\"from\":\"1h ago\",\"again\":\"yes\"} | 400 | Not true or false",
                "{\"from\" | 400 | Malformed JSON in line 1",
            })
    void aRequestThatIsWrongIsToldWhy(String body, int status, String words) {
        Pipeline.Answered answer = pipeline.post("/api/v1/backfill", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(words);
        assertThat(pipeline.get("/api/v1/gaps").json().path("gaps")).isEmpty();
    }

    @Test
    void whatWasHeardLiveIsNotFetchedAgain() {
        patiently().until(() -> pipeline.get("/api/v1/gaps").json().has("covered_since"));
        JsonNode answer =
                pipeline.post("/api/v1/backfill", "{\"from\":\"1h ago\"}").json();

        assertThat(answer.path("success").asBoolean()).isTrue();
        assertThat(answer.path("gaps")).hasSize(1);
        assertThat(answer.at("/gaps/0/cause").asText()).isEqualTo("requested");
        assertThat(answer.at("/left_out/0/reason").asText()).startsWith("heard live");
        assertThat(answer.at("/left_out/0/from").asText())
                .isEqualTo(answer.at("/gaps/0/to").asText());
        String id = answer.at("/gaps/0/id").asText();
        assertThat(pipeline.get("/api/v1/gaps/" + id).json().path("id").asText())
                .isEqualTo(id);
        assertThat(pipeline.get("/api/v1/gaps/nothing").status()).isEqualTo(404);
        assertThat(pipeline.get("/api/v1/gaps?limit=0").status()).isEqualTo(400);
        patiently().until(() -> gap().path("state").asText().equals("closed"));
        assertThat(store.eventIds()).doesNotHaveDuplicates();
    }

    private JsonNode gap() {
        return pipeline.get("/api/v1/gaps").json().path("gaps").path(0);
    }

    private void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", address.toString(),
                        "ha.token", house.token(),
                        "weather.api-url", "http://127.0.0.1:1",
                        "influxdb.url", store.url(),
                        "influxdb.token", "my-influx-token"));
    }

    private static ConditionFactory patiently() {
        return await().atMost(Duration.ofSeconds(60)).pollInterval(Duration.ofMillis(100));
    }

    /** Hears every event of the house, whatever the pipeline does. */
    private static final class Witness implements WebSocket.Listener, AutoCloseable {
        private final Map<String, Long> ids = new ConcurrentHashMap<>();
        private final StringBuilder text = new StringBuilder();
        private final WebSocket socket;

        Witness(URI house, String token) {
            URI address = URI.create("ws" + house.toString().substring(4) + "/api/websocket");
            socket = HttpClient.newHttpClient()
                    .newWebSocketBuilder()
                    .buildAsync(address, this)
                    .join();
            socket.sendText("{\"type\":\"auth\",\"access_token\":\"" + token + "\"}", true)
                    .join();
            socket.sendText("{\"id\":1,\"type\":\"subscribe_events\",\"event_type\":\"state_changed\"}", true)
                    .join();
        }

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                heard(Pipeline.tree(text.toString()));
                text.setLength(0);
            }
            from.request(1);
            return null;
        }

        /** What happened from a time on. */
        Set<String> since(String time) {
            long micros = Timestamps.parseMicros(time);
            return ids.entrySet().stream()
                    .filter(one -> one.getValue() >= micros)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
        }

        private void heard(JsonNode message) {
            if (message.path("type").asText().equals("event")) {
                JsonNode event = message.path("event");
                JsonNode data = event.path("data");
                String time = data.path("new_state").isNull()
                        ? event.path("time_fired").asText()
                        : data.at("/new_state/last_updated").asText();
                long micros = Timestamps.parseMicros(time);
                String entityId = data.path("entity_id").asText();
                ids.put(
                        EventId.ofEntity("home", EventData.STATE_CHANGED, entityId, micros)
                                .toString(),
                        micros);
            }
        }

        @Override
        public void close() {
            socket.abort();
        }
    }
}
