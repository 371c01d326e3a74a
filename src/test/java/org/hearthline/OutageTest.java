package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hearthline.event.Recordings;
import org.hearthline.ha.FakeHomeAssistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Events of a house while the store is away for longer: nothing is lost, and each entity's events stay in their order. */
final class OutageTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final int ENTITIES = 7;

    @TempDir
    Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION);
    private final List<String> sent = new ArrayList<>();
    private Pipeline pipeline;

    @AfterEach
    void close() {
        pipeline.close();
        house.close();
        store.close();
    }

    @Test
    void losesNothingAndKeepsTheOrderThrough503AndSilence() {
        start();
        send(20);
        within30s().until(() -> pipeline.stat("stored") == 20);
        store.onWrite(lines -> InfluxStub.says(503, "out for lunch"));
        send(200);
        within30s().until(() -> pipeline.health("store").path("detail").asText().contains("out for lunch"));
        assertThat(pipeline.get("/health").status()).isEqualTo(200);
        assertThat(pipeline.get("/health").json().path("status").asText()).isEqualTo("degraded");
        within30s()
                .until(() -> pipeline.health("outbox").path("detail").asText().contains("circuit breaker"));
        within30s().until(() -> pipeline.stat("in_outbox") == 200);
        store.http().hang();
        store.onWrite(lines -> InfluxStub.STORED);
        within30s().until(() -> store.http().held() > 0);
        within30s().until(() -> pipeline.health("store").path("detail").asText().contains("does not answer"));
        send(100);
        store.http().goOn();
        within30s().until(() -> pipeline.stat("stored") == 320);
        assertThat(firstTimes(store.states())).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(byEntity(new ArrayList<>(firstTimes(store.states())))).isEqualTo(byEntity(sent));
        assertThat(pipeline.stat("in_outbox")).isZero();
        assertThat(pipeline.stat("received")).isEqualTo(320);
        assertThat(pipeline.health("store").path("status").asText()).isEqualTo("healthy");
        assertThat(pipeline.health("outbox").path("status").asText()).isEqualTo("healthy");
        send(10);
        within30s().until(() -> pipeline.stat("stored") == 330);
    }

    @Test
    void keepsEventsThatItMayNotWriteAndSaysWhatToConfigure() {
        store.onWrite(lines -> InfluxStub.says(401, "unauthorized access"));
        start();
        send(5);
        within30s().until(() -> pipeline.health("store").path("detail").asText().contains("INFLUXDB_TOKEN"));
        assertThat(pipeline.health("store").path("status").asText()).isEqualTo("degraded");
        assertThat(pipeline.get("/health").status()).isEqualTo(200);
        assertThat(pipeline.get("/health").body()).doesNotContain("my-influx-token");
        assertThat(pipeline.stat("in_outbox")).isEqualTo(5);
        assertThat(pipeline.stat("rejected")).isZero();
    }

    private void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", house.url(),
                        "ha.token", FakeHomeAssistant.TOKEN,
                        "weather.api-url", "http://127.0.0.1:1",
                        "influxdb.url", store.url(),
                        "influxdb.token", "my-influx-token",
                        "influxdb.timeout", "500ms",
                        "frame.max-events", "20"));
        within30s().until(() -> house.isSubscribed("state_changed"));
    }

    private void send(int events) {
        for (int i = 0; i < events; i++) {
            int number = sent.size();
            String state = number % ENTITIES + ":" + number;
            sent.add(state);
            house.socket()
                    .event(
                            "state_changed",
                            Pipeline.change("sensor.e" + number % ENTITIES, state, START.plusSeconds(number)));
        }
    }

    /** A frame may be written twice; what counts is when an event came first. */
    private static Set<String> firstTimes(List<String> states) {
        return new LinkedHashSet<>(states);
    }

    private static Map<String, List<String>> byEntity(List<String> states) {
        Map<String, List<String>> byEntity = new HashMap<>();
        states.forEach(state -> byEntity.computeIfAbsent(state.split(":")[0], entity -> new ArrayList<>())
                .add(state));
        return byEntity;
    }
}
