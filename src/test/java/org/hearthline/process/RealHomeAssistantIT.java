package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A real Home Assistant, carried by one process and at the same time by five, all of them and the house killed under load:
 * what the house remembers is in both stores, once; what was heard live is as it was heard, and the same in both. Takes about
 * two minutes.
 *
 * <p>Needs a running house with component {@code blaster}, which this test may kill: {@code HA_HOUSE} is its folder (with its
 * process id in {@code pid}, its address in {@code url}, a token in {@code token}), {@code HA_HOUSE_COMMANDS} the folder with the
 * commands {@code start} and {@code stop} that take the former. {@code .ci/run} has one. Not {@code HA_URL} and {@code HA_TOKEN}:
 * they would be settings of every other test.
 */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class RealHomeAssistantIT {
    private static final String PREFIX = "sensor.real_house_";
    private static final String GONE = "sensor.real_gone";
    private static final String NEW = "sensor.real_new";
    private static final int ENOUGH = 300;
    private static final Duration REPAIR = Duration.ofSeconds(120);
    /** Without those that Home Assistant itself cannot write as JSON: they disturb others. */
    private static final List<String> ODD = List.of(
            "unicode",
            "nan",
            "number_forms",
            "types",
            "big_attribute",
            "empty_state",
            "attribute_only",
            "same_state",
            "force_update",
            "flip_types",
            "many_at_once",
            "gone");

    private static RealHouse house;

    @TempDir
    Path folder;

    private final Map<String, Carrier> carriers = new LinkedHashMap<>();
    /** By carrier, then by id. */
    private final Map<String, Map<String, JsonNode>> heard = new HashMap<>();

    private Renaming renaming;
    private String moved;

    /** An entity that had another id before a time: history knows it by the new one only. */
    private record Renaming(String before, String after, long micros) {}

    @BeforeAll
    static void findHouse() throws IOException {
        List<String> missing = new ArrayList<>(List.of("HA_HOUSE", "HA_HOUSE_COMMANDS"));
        missing.removeIf(name -> !System.getenv().getOrDefault(name, "").isBlank());
        Needs.that(
                missing.isEmpty(),
                RealHomeAssistantIT.class,
                "no real Home Assistant to test with: set " + String.join(", ", missing) + " (.ci/run shows how)");
        Path there = Path.of(System.getenv("HA_HOUSE"));
        house = new RealHouse(
                URI.create(Files.readString(there.resolve("url")).strip()),
                Files.readString(there.resolve("token")).strip(),
                there,
                Path.of(System.getenv("HA_HOUSE_COMMANDS")));
    }

    @BeforeEach
    void prepareCarriers() {
        Map<String, String> settings = Map.of(
                "HA_URL",
                house.url().toString(),
                "HA_TOKEN",
                house.token(),
                // Nobody answers there: the weather is of no matter here.
                "WEATHER_API_URL",
                "http://127.0.0.1:1");
        carriers.put("one process", new Carrier(folder.resolve("one"), Carrier.ALL_IN_ONE, settings));
        carriers.put("five processes", new Carrier(folder.resolve("five"), Carrier.FIVE, settings));
        carriers.keySet().forEach(name -> heard.put(name, new HashMap<>()));
    }

    @AfterEach
    void closeCarriers() {
        each(Carrier::close);
    }

    @Test
    void whatARealHouseRemembersIsStoredOnceHoweverItIsCarriedAndKilled() throws Exception {
        each(Carrier::start);
        Instant begin = carriers.values().stream()
                .map(carrier ->
                        Instant.parse(carrier.gaps().get("covered_since").textValue()))
                .max(Instant::compareTo)
                .orElseThrow();
        house.blast(PREFIX);
        live();
        house.awaitEvents(PREFIX, ENOUGH);
        house.write(GONE, "here");
        noteLive();
        each(carrier -> carrier.kill("ingestion"));

        whileNobodyListens();
        each(Carrier::start);
        each(RealHomeAssistantIT::awaitRepairing);
        noteLive();
        // In the middle of the repair; of the five, the one that stores as well.
        each(carrier -> carrier.kill("ingestion"));
        carriers.get("five processes").kill("storage");

        each(Carrier::start);
        carriers.get("five processes").kill("enrichment");
        house.awaitEvents(PREFIX, ENOUGH);
        each(Carrier::start);
        each(RealHomeAssistantIT::awaitNoGap);
        noteLive();
        house.kill();
        restartHouse();
        house.awaitEvents(PREFIX, ENOUGH);
        noteLive();
        house.stop();
        restartHouse();
        house.awaitEvents(PREFIX, ENOUGH);
        house.call("blaster/stop", Map.of());
        each(RealHomeAssistantIT::awaitNoGap);
        house.awaitRecorded("sensor.real_end");

        for (String name : carriers.keySet()) {
            assertStoredOnce(begin, name);
        }
        assertTheSameWasHeard();
    }

    /** What a house does in a day: devices, helpers, an automation, odd states, and changes of the registry. */
    private void live() {
        house.call("light/turn_on", Map.of("entity_id", "light.ceiling_lights", "brightness", 90));
        house.call("light/turn_on", Map.of("entity_id", "light.ceiling_lights", "brightness", 180));
        house.call("climate/set_temperature", Map.of("entity_id", "climate.hvac", "temperature", 21.5));
        house.call("cover/close_cover", Map.of("entity_id", "cover.kitchen_window"));
        house.call("input_number/set_value", Map.of("entity_id", "input_number.target", "value", 21));
        house.call("input_text/set_value", Map.of("entity_id", "input_text.note", "value", "Küche ✓ 日本語"));
        house.call("counter/increment", Map.of("entity_id", "counter.visits"));
        house.call("input_boolean/turn_on", Map.of("entity_id", "input_boolean.alarm"));
        ODD.forEach(kind -> house.call("blaster/odd", Map.of("only", kind)));
        try (HouseSocket socket = new HouseSocket(house.url(), house.token())) {
            move(socket);
            rename(socket);
        }
    }

    /** Gives a sensor an area, and waits until both know. */
    private void move(HouseSocket socket) {
        moved = gauge(socket, 2);
        JsonNode area = socket.ask("config/area_registry/list", Map.of()).get(0);
        socket.ask(
                "config/entity_registry/update",
                Map.of("entity_id", moved, "area_id", area.get("area_id").textValue()));
        int[] value = {0};
        await().atMost(HearthlineProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> {
                    house.call("blaster/gauge", Map.of("gauge", 2, "value", ++value[0]));
                    each(carrier -> assertThat(
                                    carrier.newest(moved).path("area").asText())
                            .as("the area of " + moved)
                            .isEqualTo(area.get("name").textValue()));
                });
    }

    private void rename(HouseSocket socket) {
        String before = gauge(socket, 1);
        String after = "sensor.renamed_" + Instant.now().getEpochSecond();
        house.call("blaster/gauge", Map.of("gauge", 1, "value", "10", "attributes", Map.of("n", 1)));
        house.call("blaster/gauge", Map.of("gauge", 1, "value", "10", "attributes", Map.of("n", 2)));
        long micros = Duration.between(Instant.EPOCH, Instant.now()).toNanos() / 1000;
        socket.ask("config/entity_registry/update", Map.of("entity_id", before, "new_entity_id", after));
        renaming = new Renaming(before, after, micros);
        await().atMost(REPAIR)
                .untilAsserted(() ->
                        each(carrier -> assertThat(carrier.newest(after).isMissingNode())
                                .as("%s is not stored: %s", after, carrier.stats())
                                .isFalse()));
        house.call("blaster/gauge", Map.of("gauge", 1, "value", "11"));
    }

    /** The id that one of the blaster's sensors has by now. */
    private static String gauge(HouseSocket socket, int number) {
        for (JsonNode entity : socket.ask("config/entity_registry/list", Map.of())) {
            if (entity.path("unique_id").asText().equals("blaster_gauge_" + number)) {
                return entity.get("entity_id").textValue();
            }
        }
        throw new AssertionError("the house has no gauge " + number);
    }

    private void whileNobodyListens() {
        house.awaitEvents(PREFIX, ENOUGH);
        house.remove(GONE);
        house.write(NEW, "came while nobody listened");
        house.call("light/turn_off", Map.of("entity_id", "light.ceiling_lights"));
    }

    private void each(Consumer<Carrier> deed) {
        carriers.values().forEach(deed);
    }

    private void restartHouse() throws IOException, InterruptedException {
        each(carrier -> await().atMost(HearthlineProcess.PATIENCE)
                .untilAsserted(() -> assertThat(carrier.health()
                                .at("/dependencies/home_assistant/status")
                                .asText())
                        .isEqualTo("degraded")));
        house.start();
        house.blast(PREFIX);
        each(carrier -> carrier.ingestion().awaitHealthy("home_assistant"));
    }

    private static void awaitRepairing(Carrier carrier) {
        await().atMost(REPAIR)
                .pollInterval(Duration.ofMillis(20))
                .until(() -> !carrier.gaps().at("/gaps/0/state").asText().equals("waiting"));
    }

    private static void awaitNoGap(Carrier carrier) {
        await().atMost(REPAIR)
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(carrier.gaps().get("open").asInt())
                        .as("gaps that are not repaired")
                        .isZero());
    }

    /** Live events that are in the store by now: no repaired copy may take their place. */
    private void noteLive() {
        carriers.forEach((name, carrier) -> carrier.stored().stream()
                .filter(RealHomeAssistantIT::isLive)
                .forEach(event ->
                        heard.get(name).putIfAbsent(event.get("event_id").textValue(), event)));
    }

    private static boolean isLive(JsonNode event) {
        return !event.get("origin").asText().equals("backfill");
    }

    private void assertStoredOnce(Instant begin, String name) {
        Carrier carrier = carriers.get(name);
        await().atMost(REPAIR)
                .untilAsserted(() ->
                        assertThat(carrier.stats().get("in_outbox").asInt()).isZero());
        List<JsonNode> stored = carrier.stored();
        Map<String, JsonNode> byId = new HashMap<>();
        stored.forEach(event -> byId.put(event.get("event_id").textValue(), event));
        Set<String> entities = new TreeSet<>(house.entities());
        stored.forEach(event -> entities.add(event.get("entity_id").textValue()));
        List<RealHouse.Row> history = house.history(begin, entities);

        assertThat(history).as("enough happened").hasSizeGreaterThan(5 * ENOUGH);
        assertThat(history)
                .extracting(RealHouse.Row::entityId)
                .contains(GONE, NEW, renaming.after(), moved, "light.ceiling_lights", "sensor.odd_unicode");
        assertThat(history)
                .as("rows of history that %s have not stored", name)
                .filteredOn(row -> !byId.containsKey(id(row)))
                .isEmpty();
        assertThat(history)
                .as("rows of history with another state than %s have stored", name)
                .filteredOn(row -> !byId.get(id(row)).path("state").asText().equals(row.state()))
                .isEmpty();
        assertThat(stored).as("stored once").hasSameSizeAs(byId.keySet());
        assertThat(stored)
                .as("one entity, one microsecond, one row")
                .extracting(event -> event.get("entity_id")
                        + event.get("timestamp").textValue().substring(0, 26))
                .doesNotHaveDuplicates();
        assertThat(heard.get(name))
                .as("heard live, and no longer as it was heard")
                .isNotEmpty()
                .allSatisfy((id, event) -> assertThat(byId.get(id)).isEqualTo(event));
        assertThat(byId.values()).as("something was repaired").anyMatch(event -> !isLive(event));
    }

    /** Of the entity that was moved, they may have learnt at different times. */
    private void assertTheSameWasHeard() {
        Map<String, JsonNode> one = heard.get("one process");
        Map<String, JsonNode> five = heard.get("five processes");
        Set<String> both = new TreeSet<>(one.keySet());
        both.retainAll(five.keySet());
        both.removeIf(id -> one.get(id).get("entity_id").textValue().equals(moved));

        assertThat(both).as("heard live by both").hasSizeGreaterThan(2 * ENOUGH);
        assertThat(both).allSatisfy(id -> assertThat(five.get(id)).isEqualTo(one.get(id)));
        Predicate<JsonNode> removed = event -> event.path("state").asText().isEmpty();
        for (Predicate<JsonNode> kind : List.<Predicate<JsonNode>>of(
                event -> event.has("device"), event -> event.has("context_parent_id"), removed)) {
            assertThat(both.stream().map(one::get).filter(kind)).isNotEmpty();
        }
        assertThat(both.stream().map(id -> one.get(id).get("entity_id").textValue()))
                .contains(
                        "sensor.odd_attribute",
                        "sensor.odd_unicode",
                        "sensor.odd_gone",
                        renaming.before(),
                        renaming.after());
    }

    /** As it was live, when the entity had its old id. */
    private String id(RealHouse.Row row) {
        boolean renamed = row.entityId().equals(renaming.after()) && row.micros() < renaming.micros();
        return EventId.ofEntity(
                        "home", EventData.STATE_CHANGED, renamed ? renaming.before() : row.entityId(), row.micros())
                .toString();
    }
}
