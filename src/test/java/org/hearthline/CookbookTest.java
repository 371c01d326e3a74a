package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.apache.camel.CamelExecutionException;
import org.hearthline.StubServer.Asked;
import org.hearthline.StubServer.Says;
import org.hearthline.routes.RouteFolder;
import org.hearthline.weather.WeatherRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every edit of docs/cookbook.md, saved into the folder of a running pipeline as it stands there, and deleted again. */
@TestInstance(Lifecycle.PER_CLASS)
class CookbookTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    static Path scratch;

    private final Cookbook cookbook = new Cookbook();
    private final InfluxStub store = new InfluxStub();
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    private final List<String> posted = new CopyOnWriteArrayList<>();
    private final StubServer outside = new StubServer(this::take);
    private CookbookFolder own;
    private Pipeline pipeline;
    private int seconds;

    private Says take(Asked asked) {
        posted.add(asked.body());
        return new Says(200);
    }

    @BeforeAll
    void start() {
        own = new CookbookFolder(scratch.resolve("routes"));
        pipeline = Pipeline.start(
                scratch.resolve("data"),
                Map.of(
                        "routes.dir",
                        own.folder().toString(),
                        "ha.url",
                        "http://127.0.0.1:1",
                        "ha.token",
                        "nobody-listens",
                        "weather.api-url",
                        weather.url(),
                        "influxdb.url",
                        store.url(),
                        "influxdb.token",
                        "any"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
        store.close();
        weather.close();
        outside.close();
    }

    @BeforeEach
    void calm() {
        posted.clear();
        outside.answer(this::take);
        store.onWrite(lines -> InfluxStub.STORED);
    }

    @Test
    void pageHasNineEdits() {
        assertThat(cookbook.edits()).isEqualTo(9);
    }

    /** A copy in the page that has been left behind by the packaged file would undo what that has learnt. */
    @ParameterizedTest
    @CsvSource({"1, 0", "2, 0", "3, 1", "5, 0", "6, 4", "7, 0", "8, 0"})
    void ownFileIsThePackagedOneButForItsEdit(int edit, int changedLines) {
        for (Map.Entry<String, String> file : cookbook.files(edit).entrySet()) {
            RouteFolder.packaged().stream()
                    .filter(packaged -> file.getKey().equals("routes/" + packaged.name()))
                    .forEach(packaged -> {
                        List<String> own = file.getValue().lines().toList();
                        List<String> kept = new ArrayList<>(steps(packaged.text()));
                        kept.retainAll(own);
                        assertThat(steps(packaged.text())).hasSize(kept.size() + changedLines);
                        assertThat(own).containsSubsequence(kept);
                    });
        }
    }

    private static List<String> steps(String text) {
        return text.lines().filter(line -> !line.startsWith("#")).toList();
    }

    @Test
    void edit1LeavesOutANoisyEntity() {
        own.save(pipeline, cookbook.files(1), Map.of());

        assertThat(send(event("sensor.kitchen_linkquality", "88"))
                        .path("filtered")
                        .asInt())
                .isOne();
        assertThat(send(event("sensor.kitchen", "21.4")).path("accepted").asInt())
                .isOne();

        own.undo(pipeline);
        assertThat(send(event("sensor.kitchen_linkquality", "89"))
                        .path("accepted")
                        .asInt())
                .isOne();
    }

    @Test
    void edit2AddsAField() {
        own.save(pipeline, cookbook.files(2), Map.of());

        send(event("sensor.cellar", "12.5", "battery_level", "87"), event("sensor.attic", "9.5"));

        assertThat(line("sensor.cellar")).contains("x_battery=87");
        assertThat(line("sensor.attic")).doesNotContain("x_battery");
        own.undo(pipeline);
    }

    @Test
    void edit3CopiesWhatIsStoredOnceAndHoldsNobodyUp() {
        own.save(pipeline, cookbook.files(3), Map.of("webhook.url", outside.url()));
        List<Says> storeIsAway = new ArrayList<>(List.of(InfluxStub.says(503, "away"), InfluxStub.says(503, "away")));
        store.onWrite(lines -> storeIsAway.isEmpty() ? InfluxStub.STORED : storeIsAway.remove(0));

        forward(event("light.hall", "on"));
        forward(event("sensor.hall", "3"));
        within30s().until(() -> posted.size() == 1 && pipeline.stat("in_outbox") == 0);
        assertThat(storeIsAway).isEmpty();
        assertThat(Pipeline.tree(posted.get(0)).path("entity_id").asText()).isEqualTo("light.hall");

        outside.hang();
        send(event("light.hall", "off"));
        send(event("light.hall", "on"));
        within30s().until(() -> copies().size() == 3);
        assertThat(copies()).allSatisfy(copy -> assertThat(copy).contains("\"light.hall\""));
        outside.goOn();
        within30s().until(() -> posted.size() == 3);

        outside.answer(asked -> new Says(500));
        assertThat(send(event("light.hall", "off")).path("accepted").asInt()).isOne();
        own.undo(pipeline);
        assertThat(send(event("light.hall", "on")).path("accepted").asInt()).isOne();
    }

    private List<String> copies() {
        return lines(scratch.resolve("data/copies"));
    }

    /** The next door is told of when every look before it had the chance to repeat itself. */
    @Test
    void edit4TellsOfEachOpenDoorOnceAlsoAfterARestart() {
        Map<String, String> values =
                Map.of("webhook.url", outside.url(), "alarm.open-for", "5m", "alarm.look", "200ms");
        Path data = scratch.resolve("house-with-doors");
        outside.answer(asked -> {
            posted.add(asked.body());
            return new Says(posted.size() == 1 ? 500 : 200);
        });
        CookbookFolder doors = new CookbookFolder(scratch.resolve("routes-of-doors"));
        try (Pipeline house = houseWithDoors(data, doors)) {
            doors.save(house, cookbook.files(4), values);
            Instant now = Instant.now();
            open(house, "window", "binary_sensor.window", now.minusSeconds(600));
            open(house, "door", "binary_sensor.just_opened", now);
            open(house, "door", "binary_sensor.front_door", now.minusSeconds(600));
            within30s().until(() -> posted.size() == 2);
            open(house, "garage_door", "binary_sensor.garage", now.minusSeconds(400));
            within30s().until(() -> posted.size() == 3);
        }
        try (Pipeline house = houseWithDoors(data, doors)) {
            open(house, "door", "binary_sensor.back_door", Instant.now().minusSeconds(300));
            within30s().until(() -> posted.size() == 4);
        }
        assertThat(posted)
                .extracting(text -> text.split(" ", 2)[0])
                .containsExactly(
                        "binary_sensor.front_door",
                        "binary_sensor.front_door",
                        "binary_sensor.garage",
                        "binary_sensor.back_door");
        assertThat(posted.get(1)).contains(" is open since 20");
    }

    private Pipeline houseWithDoors(Path data, CookbookFolder doors) {
        return Pipeline.start(
                data,
                Map.of(
                        "routes.dir", doors.folder().toString(),
                        "stages", "validation,enrichment,weather,storage,gateway",
                        "weather.api-url", weather.url()));
    }

    private static void open(Pipeline house, String deviceClass, String entityId, Instant time) {
        String event = "{\"event_type\":\"state_changed\",\"entity_id\":\"" + entityId
                + "\",\"state\":\"on\",\"attributes\":{\"device_class\":\"" + deviceClass + "\"},\"timestamp\":\""
                + time
                + "\"}";
        assertThat(house.post("/api/v1/events", event).status()).isEqualTo(200);
    }

    @Test
    void edit5AsksOnceAndGoesOnWithout() {
        List<String> asked = new CopyOnWriteArrayList<>();
        outside.answer(question -> {
            asked.add(question.method());
            return new Says(200, Map.of("Content-Type", "application/json"), "{\"price\": 0.312}");
        });
        own.save(pipeline, cookbook.files(5), Map.of("tariff.url", outside.url() + "/now"));

        send(event("sensor.meter", "7", "device_class", "energy"), event("sensor.other", "7"));
        send(event("sensor.meter", "8", "device_class", "energy"));

        assertThat(store.lines())
                .filteredOn(line -> line.contains("sensor.meter"))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).contains("x_price=0.312"));
        assertThat(line("sensor.other")).doesNotContain("x_price");
        assertThat(asked).containsExactly("GET");
        own.undo(pipeline);
    }

    @ParameterizedTest
    @CsvSource({"500, ''", "200, {}", "200, nonsense", "200, '{\"price\": \"free\"}'"})
    void edit5GoesOnWithoutAPriceWhenNobodyKnowsIt(int status, String body) {
        List<String> asked = new CopyOnWriteArrayList<>();
        outside.answer(question -> {
            asked.add(question.method());
            return new Says(status, Map.of("Content-Type", "application/json"), body);
        });
        String meter = "sensor.poor_meter" + seconds;
        // Another time than above, and so another cache.
        own.save(
                pipeline,
                cookbook.files(5),
                Map.of("tariff.url", outside.url() + "/now", "tariff.keep", "30" + (1 + seconds)));

        send(event(meter, "7", "device_class", "energy"));
        send(event(meter, "8", "device_class", "energy"));

        assertThat(store.lines())
                .filteredOn(line -> line.contains(meter + ","))
                .hasSize(2)
                .allSatisfy(line -> assertThat(line).doesNotContain("x_price"));
        assertThat(asked).hasSize(1);
        own.undo(pipeline);
    }

    @Test
    void edit6OpensTheBreakerAfterTwoFailures() {
        own.save(pipeline, cookbook.files(6), Map.of());
        List<String> asked = new CopyOnWriteArrayList<>();
        weather.answer(question -> {
            asked.add(question.path());
            return new Says(500);
        });

        for (int i = 0; i < 6; i++) {
            try {
                pipeline.application()
                        .camel()
                        .createProducerTemplate()
                        .requestBody("direct:weather-fetch", new WeatherRequest("/a", "b=c"));
            } catch (CamelExecutionException e) {
                assertThat(e).isNotNull();
            }
        }

        assertThat(asked).hasSize(2);
        weather.answer(question -> new Says(200, Map.of(), PipelineReplay.WEATHER));
        own.undo(pipeline);
    }

    @Test
    void edit7TellsOfDeadLettersAndKeepsThem() {
        own.save(pipeline, cookbook.files(7), Map.of("webhook.url", outside.url(), "letters.every", "500"));
        int before = pipeline.deadLetters().size();

        forward(event("sensor.future", "1").replace("2026-11-20", "2096-11-20"));

        within30s().until(() -> posted.size() == 1);
        assertThat(posted.get(0))
                .startsWith("1 events refused, the last: ")
                .containsPattern("sensor.future validation-time: Invalid event format: .+");
        assertThat(lines(scratch.resolve("data/letters")))
                .singleElement()
                .asString()
                .contains("sensor.future");
        assertThat(pipeline.deadLetters()).hasSize(before + 1);
        own.undo(pipeline);
    }

    @Test
    void edit8MasksWhereSomebodyIs() {
        own.save(pipeline, cookbook.files(8), Map.of());
        String work = event("person.anna", "Work", "latitude", "52.520008", "friendly_name", "\"Anna\"");

        assertThat(send(work, event("person.ben", "home")).path("accepted").asInt())
                .isEqualTo(2);
        assertThat(send(event("zone.work", "1"), event("sensor.phone_geocoded_location", "Main Street 1"))
                        .path("filtered")
                        .asInt())
                .isEqualTo(2);

        assertThat(line("person.anna")).contains("state=\"not_home\"", "Anna").doesNotContain("Work", "52.52");
        assertThat(line("person.ben")).contains("state=\"home\"");
        assertThat(send("{\"event_type\":\"automation_reloaded\",\"timestamp\":\"" + time() + "\"}")
                        .path("accepted")
                        .asInt())
                .isOne();
        own.undo(pipeline);
    }

    @Test
    void edit9BringsASecondHouseIntoTheSameStore() throws IOException {
        Properties cabin = new Properties();
        cabin.load(new StringReader(cookbook.files(9).get("cabin.properties")));
        Map<String, String> settings = new HashMap<>(Map.of(
                "ha.url",
                "http://127.0.0.1:1",
                "ha.token",
                "nobody-listens",
                "data.dir",
                scratch.resolve("cabin").toString(),
                "link.validation",
                pipeline.uri("/validation").toString()));
        cabin.stringPropertyNames().forEach(name -> settings.putIfAbsent(name, cabin.getProperty(name)));
        assertThat(settings).hasSize(cabin.size() + 1);

        try (Pipeline second = Pipeline.start(scratch.resolve("cabin"), settings)) {
            String event = event("sensor.stove", "21.4");
            assertThat(second.post("/api/v1/events/forward", event).status()).isEqualTo(200);
            forward(event);
            within30s()
                    .until(() -> store.lines().stream()
                                    .filter(line -> line.contains("sensor.stove"))
                                    .count()
                            == 2);
            assertThat(second.health("link_validation").path("status").asText()).isEqualTo("healthy");
        }
        assertThat(store.lines())
                .filteredOn(line -> line.contains("sensor.stove"))
                .extracting(line -> line.replaceAll(".*house=([a-z]+).*", "$1"))
                .containsExactlyInAnyOrder("home", "cabin");
    }

    private JsonNode send(String... events) {
        return pipeline.post("/api/v1/events", "[" + String.join(",", events) + "]")
                .json();
    }

    private void forward(String event) {
        assertThat(pipeline.post("/api/v1/events/forward", event).status()).isEqualTo(200);
    }

    private String line(String entityId) {
        return store.lines().stream()
                .filter(line -> line.contains("entity_id=" + entityId + ","))
                .findFirst()
                .orElseThrow();
    }

    private Instant time() {
        return START.plusSeconds(seconds++);
    }

    /** A flat event with one attribute after the other: name, value as JSON. */
    private String event(String entityId, String state, String... attributes) {
        StringBuilder json = new StringBuilder();
        for (int i = 0; i < attributes.length; i += 2) {
            String value = attributes[i + 1];
            boolean isJson = value.startsWith("\"") || Character.isDigit(value.charAt(0));
            json.append(i == 0 ? "" : ",")
                    .append('"')
                    .append(attributes[i])
                    .append("\":")
                    .append(isJson ? value : '"' + value + '"');
        }
        return "{\"event_type\":\"state_changed\",\"entity_id\":\"" + entityId + "\",\"state\":\"" + state
                + "\",\"attributes\":{" + json + "},\"timestamp\":\"" + time() + "\"}";
    }

    private static List<String> lines(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(file -> {
                        try {
                            return Files.readAllLines(file).stream();
                        } catch (IOException e) {
                            throw new UncheckedIOException(e);
                        }
                    })
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
