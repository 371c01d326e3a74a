package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.hearthline.config.Stage;
import org.hearthline.ha.FakeHomeAssistant;
import org.hearthline.weather.WeatherServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The same house, carried by one process and by several, whichever stages are where: what is stored must be the same, event by
 * event, with all tags and fields.
 */
class MatrixIT {
    private static final int PAGE = 700;
    private static final Pattern METRIC = Pattern.compile("(?m)^# HELP (\\w+)");
    private static final Pattern NAME = Pattern.compile("`(\\w+)(?:\\{[^`]*)?`");
    private static final Pattern PART = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final String EACH_ALONE = "ingestion | validation | enrichment | weather | storage | gateway";

    private static WeatherServer weather;
    private static List<JsonNode> byOneProcess;
    private static String metrics;
    private static JsonNode health;

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
            metrics = all.get("/metrics").body();
            health = all.json("/health");
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
    void operatorsFindEveryMetricAndNoOther() throws IOException {
        Set<String> given = METRIC.matcher(metrics)
                .results()
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
        String table = operations("| In `GET /metrics` |", "What to do about them");
        Set<String> explained = new TreeSet<>();
        table.lines().map(line -> line.split(" [|] ")[0]).forEach(names -> explained.addAll(named(names)));

        assertThat(given).hasSizeGreaterThan(35);
        assertThat(explained).isEqualTo(given);
    }

    @Test
    void operatorsFindEveryPartOfHealthAndNoOther() throws IOException {
        Set<String> parts = new TreeSet<>();
        health.get("dependencies").fieldNames().forEachRemaining(parts::add);
        String table = operations("| Part | Stage |", "What stands in `detail`");
        String causes = operations("| Part | `detail` |", "`last_event_age_seconds` is");

        assertThat(PART.matcher(table).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(parts);
        assertThat(PART.matcher(causes).results().map(found -> found.group(1)))
                .containsExactlyInAnyOrderElementsOf(parts);
    }

    private static String operations(String from, String to) throws IOException {
        String page = Files.readString(Path.of("docs/operations.md"));
        return page.substring(page.indexOf(from), page.indexOf(to));
    }

    /** {@code `a_b_total`, `_c_total`}: what begins with an underscore takes the beginning of the one before. */
    private static Set<String> named(String names) {
        Set<String> all = new TreeSet<>();
        String before = "";
        for (MatchResult found : NAME.matcher(names).results().toList()) {
            String name = found.group(1);
            if (name.startsWith("_")) {
                String stem = before.replaceFirst("_[a-z]+_total$", "");
                name = stem + name;
            }
            all.add(name);
            before = name;
        }
        return all;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ingestion,validation | enrichment,weather,storage",
                "ingestion | validation,enrichment | weather | storage",
                "gateway | ingestion,validation | enrichment,weather | storage",
                EACH_ALONE
            })
    void groupsOfStagesStoreTheSame(String groups) {
        storesTheSame("--stages", groups);
    }

    /** A stage's main route has its name, and takes the others of its stage along. */
    @Test
    void eachMainRouteAloneStoresTheSame() {
        storesTheSame("--routes", EACH_ALONE);
    }

    private void storesTheSame(String option, String text) {
        List<String> groups = List.of(text.split(" [|] "));
        Map<String, String> environment = new HashMap<>();
        Map<String, Integer> ports = new HashMap<>();
        for (String group : groups) {
            int port = freePort();
            ports.put(group, port);
            for (String stage : group.split(",")) {
                environment.put("LINK_" + stage.toUpperCase(Locale.ROOT), "http://localhost:" + port + "/" + stage);
            }
        }
        Map<String, HearthlineProcess> processes = new HashMap<>();
        groups.forEach(group -> processes.put(group, start(option, group, ports.get(group), environment)));

        HearthlineProcess ingestion = holding("ingestion", processes).awaitHealthy("home_assistant");
        HearthlineProcess storage = holding("storage", processes).awaitHealthy("store");
        processes.values().forEach(HearthlineProcess::awaitHealthy);
        house.awaitListener();
        awaitDone(ingestion, house.sayFirstPart() + house.saySecondPart());

        assertThat(stored(storage)).isEqualTo(byOneProcess);
        assertThat(deadLetters(ingestion))
                .hasSize(1)
                .first()
                .asString()
                .contains("validation-entity-id", "Sensor.Kitchen");
        processes.forEach((group, process) ->
                assertThat(process.json("/health").path("service").asText()).isEqualTo(serviceName(group)));
    }

    private static HearthlineProcess holding(String stage, Map<String, HearthlineProcess> processes) {
        return processes.entrySet().stream()
                .filter(process -> List.of(process.getKey().split(",")).contains(stage))
                .findFirst()
                .orElseThrow()
                .getValue();
    }

    private static String serviceName(String group) {
        return Stage.valueOf(group.split(",")[0].toUpperCase(Locale.ROOT)).serviceName();
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
        return start("--stages", stages, port, more);
    }

    private HearthlineProcess start(String option, String stages, int port, Map<String, String> more) {
        Map<String, String> environment = settings(house);
        environment.put("HTTP_PORT", Integer.toString(port));
        environment.putAll(more);
        HearthlineProcess process = HearthlineProcess.ofJar(folder.resolve(stages), environment, "run", option, stages);
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
