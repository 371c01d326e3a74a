package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.abort;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hearthline and a real Home Assistant, both killed under load: what the house remembers is in the store, once, and what was
 * heard live is as it was heard. Takes two to four minutes.
 *
 * <p>Needs {@code HA_URL} and {@code HA_TOKEN} of a house with component {@code blaster}, which this test may kill: {@code
 * HA_HOUSE} is its folder (with its process id in {@code pid}), {@code HA_HOUSE_COMMANDS} the folder with the commands {@code
 * start} and {@code stop} that take the former. Without them it is skipped, in CI too for the time being.
 */
@Timeout(value = 6, unit = TimeUnit.MINUTES)
class RealHomeAssistantIT {
    private static final String PREFIX = "sensor.real_house_";
    private static final String GONE = "sensor.real_gone";
    private static final String NEW = "sensor.real_new";
    private static final int ENOUGH = 300;
    private static final Duration REPAIR = Duration.ofSeconds(120);

    private static RealHouse house;

    @TempDir
    Path folder;

    private final Map<String, JsonNode> heard = new HashMap<>();

    @BeforeAll
    static void findHouse() {
        List<String> missing = new ArrayList<>(List.of("HA_URL", "HA_TOKEN", "HA_HOUSE", "HA_HOUSE_COMMANDS"));
        missing.removeIf(name -> !System.getenv().getOrDefault(name, "").isBlank());
        if (!missing.isEmpty()) {
            abort("No real Home Assistant to test with: set " + String.join(", ", missing)
                    + " (CI does not have one yet either)");
        }
        house = new RealHouse(
                URI.create(System.getenv("HA_URL")),
                System.getenv("HA_TOKEN"),
                Path.of(System.getenv("HA_HOUSE")),
                Path.of(System.getenv("HA_HOUSE_COMMANDS")));
    }

    @Test
    void whatARealHouseRemembersIsStoredOnceHoweverBothAreKilled() throws Exception {
        Instant begin;
        try (HearthlineProcess hearthline = run()) {
            house.blast(PREFIX);
            house.awaitEvents(PREFIX, ENOUGH);
            house.write(GONE, "here");
            begin = coveredSince(hearthline);
            noteLive(hearthline);
            hearthline.kill();
        }
        house.awaitEvents(PREFIX, ENOUGH);
        house.remove(GONE);
        house.write(NEW, "came while nobody listened");
        try (HearthlineProcess hearthline = run()) {
            awaitRepairing(hearthline);
            noteLive(hearthline);
            hearthline.kill();
        }
        try (HearthlineProcess hearthline = run()) {
            awaitNoGap(hearthline);
            noteLive(hearthline);
            house.kill();
            restartHouse(hearthline);
            house.awaitEvents(PREFIX, ENOUGH);
            noteLive(hearthline);
            hearthline.kill();
        }
        house.stop();
        house.start();
        house.blast(PREFIX);
        try (HearthlineProcess hearthline = run()) {
            house.awaitEvents(PREFIX, ENOUGH);
            noteLive(hearthline);
            house.stop();
            restartHouse(hearthline);
            house.awaitEvents(PREFIX, ENOUGH);
            house.call("blaster/stop", Map.of());
            awaitNoGap(hearthline);
            house.awaitRecorded("sensor.real_end");

            assertStoredOnce(begin, hearthline);
        }
    }

    private HearthlineProcess run() {
        return HearthlineProcess.ofJar(
                        folder.resolve("home"),
                        Map.of(
                                "HA_URL",
                                house.url().toString(),
                                "HA_TOKEN",
                                house.token(),
                                // Nobody answers there: the weather is of no matter here.
                                "WEATHER_API_URL",
                                "http://127.0.0.1:1",
                                "HTTP_PORT",
                                Integer.toString(HearthlineProcess.freePort())),
                        "run")
                .awaitHealthy("home_assistant");
    }

    private static void restartHouse(HearthlineProcess hearthline) throws IOException, InterruptedException {
        await().atMost(HearthlineProcess.PATIENCE)
                .untilAsserted(() -> assertThat(hearthline
                                .json("/health")
                                .at("/dependencies/home_assistant/status")
                                .asText())
                        .isEqualTo("degraded"));
        house.start();
        house.blast(PREFIX);
        hearthline.awaitHealthy("home_assistant");
    }

    private static Instant coveredSince(HearthlineProcess hearthline) {
        return Instant.parse(
                hearthline.json("/api/v1/gaps").get("covered_since").textValue());
    }

    private static void awaitRepairing(HearthlineProcess hearthline) {
        await().atMost(REPAIR)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !hearthline
                        .json("/api/v1/gaps")
                        .at("/gaps/0/state")
                        .asText()
                        .equals("waiting"));
    }

    private static void awaitNoGap(HearthlineProcess hearthline) {
        await().atMost(REPAIR)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(
                                hearthline.json("/api/v1/gaps").get("open").asInt())
                        .as("gaps that are not repaired")
                        .isZero());
    }

    /** Live events that are in the store by now: no repaired copy may take their place. */
    private void noteLive(HearthlineProcess hearthline) {
        for (JsonNode event : hearthline.storedEvents(1, 1000)) {
            if (isLive(event)) {
                heard.putIfAbsent(event.get("event_id").textValue(), event);
            }
        }
    }

    private static boolean isLive(JsonNode event) {
        return !event.get("origin").asText().equals("backfill");
    }

    private void assertStoredOnce(Instant begin, HearthlineProcess hearthline) {
        await().atMost(REPAIR)
                .untilAsserted(() -> assertThat(hearthline
                                .json("/api/v1/events/stats")
                                .get("in_outbox")
                                .asInt())
                        .isZero());
        List<JsonNode> stored = hearthline.storedEvents(1, 1000);
        Map<String, JsonNode> byId = new HashMap<>();
        stored.forEach(event -> byId.put(event.get("event_id").textValue(), event));
        Set<String> entities = new TreeSet<>(house.entities());
        stored.forEach(event -> entities.add(event.get("entity_id").textValue()));
        List<RealHouse.Row> history = house.history(begin, entities);

        assertThat(history).as("enough happened").hasSizeGreaterThan(5 * ENOUGH);
        assertThat(history).extracting(RealHouse.Row::entityId).contains(GONE, NEW);
        assertThat(history)
                .as("rows of history that are not in the store")
                .filteredOn(row -> !byId.containsKey(id(row)))
                .isEmpty();
        assertThat(history)
                .as("rows of history with another state than in the store")
                .filteredOn(row -> !byId.get(id(row)).path("state").asText().equals(row.state()))
                .isEmpty();
        assertThat(stored).as("stored once").hasSameSizeAs(byId.keySet());
        assertThat(stored)
                .as("one entity, one microsecond, one row")
                .extracting(event -> event.get("entity_id")
                        + event.get("timestamp").textValue().substring(0, 26))
                .doesNotHaveDuplicates();
        assertThat(heard)
                .as("heard live, and no longer as it was heard")
                .isNotEmpty()
                .allSatisfy((id, event) -> assertThat(byId.get(id)).isEqualTo(event));
        assertThat(byId.values()).as("something was repaired").anyMatch(event -> !isLive(event));
    }

    private static String id(RealHouse.Row row) {
        return EventId.ofEntity("home", EventData.STATE_CHANGED, row.entityId(), row.micros())
                .toString();
    }
}
