package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.hearthline.ha.FakeHomeAssistant;
import org.hearthline.weather.WeatherServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same house, carried by one process and by several: what is stored must be the same, event by event. */
class TwoProcessesIT {
    private static final int PAGE = 700;

    private static WeatherServer weather;
    private static List<JsonNode> byOneProcess;

    @TempDir
    Path folder;

    private final List<AutoCloseable> open = new ArrayList<>();
    private ReplayedHouse house;

    @BeforeAll
    static void carryAllInOneProcess(@TempDir Path folder) throws IOException {
        weather = new WeatherServer();
        try (ReplayedHouse house = new ReplayedHouse();
                HearthlineProcess all = HearthlineProcess.ofJar(folder.resolve("all"), settings(house), "run")) {
            all.awaitHealthy("home_assistant", "store");
            house.awaitListener();
            int said = house.sayFirstPart() + house.saySecondPart();
            awaitDone(all, said);
            // Stored is what the store has acknowledged; it can be read a moment later.
            byOneProcess = stored(all);
        }
    }

    @AfterAll
    static void closeWeather() {
        weather.close();
    }

    @BeforeEach
    void openHouse() {
        house = new ReplayedHouse();
        open.add(house);
    }

    @AfterEach
    void closeAll() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
    }

    @Test
    void oneProcessStoresEveryEventOnceWithAllThatWasAdded() {
        assertThat(byOneProcess)
                .extracting(event -> event.get("event_id").asText())
                .doesNotHaveDuplicates()
                .containsExactlyInAnyOrderElementsOf(ReplayedHouse.ids());
        assertThat(byOneProcess)
                .allSatisfy(
                        event -> assertThat(event.path("weather_temperature").asDouble())
                                .as(event.toString())
                                .isEqualTo(11.5));
        assertThat(byOneProcess)
                .anyMatch(event -> event.has("area"))
                .anyMatch(event -> event.has("device"))
                .anyMatch(event -> event.path("value").isNumber())
                .anyMatch(event -> !event.path("event_type").asText().equals("state_changed"));
    }

    @Test
    void twoProcessesStoreTheSame() {
        HearthlineProcess second = start("enrichment,weather,storage", freePort(), Map.of());
        HearthlineProcess first = start("ingestion,validation", freePort(), Map.of("LINK_ENRICHMENT", address(second)));
        second.awaitHealthy("store");
        first.awaitHealthy("home_assistant");
        house.awaitListener();

        awaitDone(first, house.sayFirstPart() + house.saySecondPart());

        assertThat(stored(second)).isEqualTo(byOneProcess);
        assertThat(deadLetters(first)).hasSize(1).first().asString().contains("validation-entity-id", "Sensor.Kitchen");
    }

    @Test
    void fourProcessesStoreTheSame() {
        HearthlineProcess storage = start("storage", freePort(), Map.of());
        HearthlineProcess weatherAlone = start("weather", freePort(), Map.of());
        HearthlineProcess middle = start(
                "validation,enrichment",
                freePort(),
                Map.of("LINK_STORAGE", address(storage), "LINK_WEATHER", address(weatherAlone)));
        HearthlineProcess ingestion = start("ingestion", freePort(), Map.of("LINK_VALIDATION", address(middle)));
        storage.awaitHealthy("store");
        weatherAlone.awaitHealthy();
        middle.awaitHealthy();
        ingestion.awaitHealthy("home_assistant");
        house.awaitListener();

        awaitDone(ingestion, house.sayFirstPart() + house.saySecondPart());

        assertThat(stored(storage)).isEqualTo(byOneProcess);
        assertThat(deadLetters(ingestion))
                .hasSize(1)
                .first()
                .asString()
                .contains("validation-entity-id", "Sensor.Kitchen");
    }

    @Test
    void killedSecondProcessLosesAndDoublesNothing() {
        int port = freePort();
        HearthlineProcess second = start("enrichment,weather,storage", port, Map.of());
        HearthlineProcess first = start(
                "ingestion,validation",
                freePort(),
                Map.of("LINK_ENRICHMENT", address(second), "FRAME_MAX_EVENTS", "20"));
        second.awaitHealthy("store");
        first.awaitHealthy("home_assistant");
        house.awaitListener();

        int said = house.sayFirstPart();
        await().atMost(HearthlineProcess.PATIENCE)
                .until(() -> stats(first).path("stored").asInt() > 100);
        second.kill();
        said += house.saySecondPart();
        await().atMost(HearthlineProcess.PATIENCE)
                .until(() -> stats(first).path("in_outbox").asInt() > 0
                        && first.json("/health").toString().contains("attempts so far"));
        assertThat(first.json("/health").path("status").asText()).isEqualTo("degraded");
        HearthlineProcess again = start("enrichment,weather,storage", port, Map.of());
        again.awaitHealthy("store");

        awaitDone(first, said);
        assertThat(stored(again)).isEqualTo(byOneProcess);
    }

    private static List<JsonNode> stored(HearthlineProcess storage) {
        return storage.storedEvents(ReplayedHouse.ids().size(), PAGE);
    }

    private static int freePort() {
        return HearthlineProcess.freePort();
    }

    private static String address(HearthlineProcess process) {
        return process.address().toString();
    }

    private HearthlineProcess start(String stages, int port, Map<String, String> more) {
        Map<String, String> environment = settings(house);
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.putAll(more);
        HearthlineProcess process =
                HearthlineProcess.ofJar(folder.resolve(stages), environment, "run", "--stages", stages);
        open.add(process);
        return process;
    }

    /** The weather is waited for, so that no event goes without it. */
    private static Map<String, String> settings(ReplayedHouse house) {
        return new HashMap<>(Map.of(
                "HA_URL",
                house.url(),
                "HA_TOKEN",
                FakeHomeAssistant.TOKEN,
                "HA_EVENT_TYPES",
                ReplayedHouse.EVENT_TYPES,
                "WEATHER_API_URL",
                weather.url(),
                "WEATHER_WAIT",
                "5s",
                "HTTP_PORT",
                Integer.toString(freePort())));
    }

    private static JsonNode stats(HearthlineProcess ingestion) {
        return ingestion.json("/api/v1/events/stats");
    }

    private static void awaitDone(HearthlineProcess ingestion, int said) {
        await().atMost(HearthlineProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .untilAsserted(() -> {
                    JsonNode stats = stats(ingestion);
                    assertThat(List.of(
                                    stats.path("received").asInt(),
                                    stats.path("stored").asInt(),
                                    stats.path("rejected").asInt(),
                                    stats.path("filtered").asInt(),
                                    stats.path("in_outbox").asInt()))
                            .as("%s, after %s", stats, ingestion.output())
                            .isEqualTo(List.of(said, said - 1, 1, 0, 0));
                });
    }

    private static List<String> deadLetters(HearthlineProcess ingestion) {
        return ingestion.get("/api/v1/dead-letters/export").body().lines().toList();
    }
}
