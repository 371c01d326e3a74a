package org.hearthline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.hearthline.demo.house.HouseEvent;
import org.hearthline.demo.house.HouseModel;
import org.hearthline.demo.house.HouseState;
import org.hearthline.demo.house.HouseTime;
import org.hearthline.demo.house.Sky;
import org.hearthline.event.Timestamps;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Live events of five minutes, and what the history says of them. */
class HouseHistoryTest {
    private static final List<String> LIGHTS = List.of("light.string_lights", "light.garden_lights");

    private final SteppedClock clock = new SteppedClock();
    private final HouseFaults faults = new HouseFaults();
    private final HouseHistory history = new HouseHistory(clock, faults);
    private final List<HouseEvent> live = new ArrayList<>();
    private long from;
    private String lastName = "";
    private String formerName = "";

    @BeforeEach
    void live() {
        Random random = new Random(7);
        HouseModel model = new HouseModel(clock, new HouseTime(clock, 120), new Sky(random), 12, random);
        model.states().forEach(history::start);
        from = Timestamps.micros(clock.instant()) + 1_000_000;
        model.listen(history::record);
        model.listen(this::keep);
        for (int tick = 0; tick < 3000; tick++) {
            clock.step(Duration.ofNanos(100_037_911));
            model.advance();
        }
        clock.step(Duration.ofSeconds(10));
        live.removeIf(event -> event.fired().micros() <= from);
    }

    @Test
    void hasARowForEachLiveEventAtTheSameMicrosecond() {
        List<String> expected = live.stream().map(this::expected).toList();

        List<String> rows = rows("\"significant_changes_only\":false,\"include_start_time_state\":false");

        assertThat(expected).hasSizeGreaterThan(3000);
        assertThat(missing(expected, rows)).as("live events without a row").isEmpty();
        assertThat(missing(rows, expected)).as("rows without a live event").isEmpty();
        assertThat(rows).hasSameSizeAs(expected);
    }

    @Test
    void someRowsAreNoWholeMicroseconds() {
        JsonObject found = find("\"significant_changes_only\":false");

        assertThat(found.encode()).containsPattern("\"lu\":\\d{10}\\.\\d{7}[,}]");
    }

    @Test
    void leavesOutChangesOfAttributesAloneByDefault() {
        assertThat(rows("\"include_start_time_state\":false"))
                .noneMatch(row -> row.startsWith("sun.sun above_horizon"))
                .hasSizeLessThan(live.size());
        assertThat(rows("\"include_start_time_state\":false,\"significant_changes_only\":false"))
                .anyMatch(row -> row.startsWith("sun.sun above_horizon"));
    }

    @Test
    void beginsWithTheStateAtTheStartWhenAsked() {
        JsonArray rows = find("\"significant_changes_only\":false").getJsonArray("sensor.office_temperature");

        assertThat(micros(rows.getJsonObject(0).getDouble("lu"))).isEqualTo(from);
    }

    @Test
    void keepsNoSecretsAndNoUnrecordedAttributes() {
        String all = find("\"significant_changes_only\":false").encode();

        assertThat(all)
                .contains("friendly_name")
                .doesNotContain("access_token", "entity_picture", "supported_features");
    }

    @Test
    void leavesOutAttributesWhenAsked() {
        JsonObject found = find("\"no_attributes\":true");

        assertThat(found.encode()).contains("\"a\":{}").doesNotContain("friendly_name");
    }

    @Test
    void minimalRowsHaveAttributesOnlyInTheFirst() {
        JsonArray rows = find("\"minimal_response\":true").getJsonArray("sensor.office_temperature");

        assertThat(rows.getJsonObject(0).containsKey("a")).isTrue();
        assertThat(rows.getJsonObject(1).containsKey("a")).isFalse();
    }

    @Test
    void theOldRowsOfARenamedEntityHaveTheNewName() {
        assertThat(LIGHTS).contains(lastName);
        assertThat(live).extracting(event -> event.change().entityId()).containsAll(LIGHTS);
        assertThat(find("").fieldNames()).contains(lastName).doesNotContain(LIGHTS.get(1 - LIGHTS.indexOf(lastName)));
    }

    @Test
    void showsNothingOfTheFuture() {
        assertThat(find("", "2099-01-01T00:00:00+00:00", Set.of("sun.sun"))).isEmpty();
    }

    @Test
    void showsARowOnlyAfterTheCommit() {
        HouseState late = live.get(live.size() - 1).change().after();
        HouseHistory fresh = new HouseHistory(clock, faults);
        HouseState now = new HouseState("sensor.now", "1", late.attributes(), stamp(), stamp(), late.context());
        fresh.start(now);
        HistoryQuery query = query("", Timestamps.instant(from).toString(), Set.of("sensor.now"));
        assertThat(fresh.find(query)).isEmpty();

        clock.step(Duration.ofSeconds(6));

        assertThat(fresh.find(query("", Timestamps.instant(from).toString(), Set.of("sensor.now"))))
                .isNotEmpty();
    }

    @Test
    void showsARowAtOnceWhenTheRecorderDoes() {
        faults.commitsEvery(Duration.ZERO);
        HouseState late = live.get(live.size() - 1).change().after();
        history.start(new HouseState("sensor.now", "1", late.attributes(), stamp(), stamp(), late.context()));
        clock.step(Duration.ofNanos(1000));
        assertThat(find("", Timestamps.instant(from).toString(), Set.of("sensor.now")))
                .isNotEmpty();
    }

    @Test
    void rowsAtExactlyTheStartAndExactlyTheEndAreInNothing() {
        clock.step(Duration.ofSeconds(10));
        HouseState any = live.get(live.size() - 1).change().after();
        long start = Timestamps.micros(clock.instant());
        for (int second = 0; second < 4; second++) {
            history.start(
                    new HouseState("sensor.edge", "s" + second, any.attributes(), stamp(), stamp(), any.context()));
            clock.step(Duration.ofSeconds(1));
        }
        clock.step(Duration.ofSeconds(10));
        String end = ",\"end_time\":\"" + Timestamps.instant(start + 3_000_000) + "\"";
        JsonArray rows = find(
                        "\"significant_changes_only\":false" + end,
                        Timestamps.instant(start + 1_000_000).toString(),
                        Set.of("sensor.edge"))
                .getJsonArray("sensor.edge");
        assertThat(rows.stream().map(row -> ((JsonObject) row).getString("s"))).containsExactly("s0", "s2");
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_entity_ids, no-dot, 2026-01-01T00:00:00Z",
        "invalid_entity_ids, Light.Upper Case, 2026-01-01T00:00:00Z",
        "invalid_start_time, light.bed, yesterday"
    })
    void refusesWhatItCannotRead(String code, String entityId, String start) {
        assertThatThrownBy(() -> query("", start, Set.of(entityId)))
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private org.hearthline.demo.house.Stamp stamp() {
        return new org.hearthline.demo.house.Stamp(Timestamps.micros(clock.instant()) / 1e6);
    }

    private JsonObject find(String options) {
        Set<String> entityIds =
                live.stream().map(event -> event.change().entityId()).collect(Collectors.toSet());
        return find(options, Timestamps.instant(from).toString(), entityIds);
    }

    private JsonObject find(String options, String start, Set<String> entityIds) {
        return history.find(query(options, start, entityIds));
    }

    private HistoryQuery query(String options, String start, Set<String> entityIds) {
        JsonObject command = new JsonObject("{" + options + "}")
                .put("start_time", start)
                .put("entity_ids", new JsonArray(List.copyOf(entityIds)));
        return HistoryQuery.read(command, Timestamps.micros(clock.instant()));
    }

    private List<String> rows(String options) {
        JsonObject found = find(options);
        List<String> rows = new ArrayList<>();
        for (String entityId : found.fieldNames()) {
            for (Object each : found.getJsonArray(entityId)) {
                JsonObject row = (JsonObject) each;
                Double changed = row.getDouble("lc", row.getDouble("lu"));
                rows.add(text(
                        entityId,
                        row.getString("s"),
                        micros(row.getDouble("lu")),
                        row.getString("s") == null ? 0 : micros(changed)));
            }
        }
        return rows;
    }

    /** Live changes that have a row: all but the removal that a rename brings. */
    private void keep(HouseEvent event) {
        HouseEvent.Change change = event.change();
        if (change == null && event.data().containsKey("old_entity_id")) {
            lastName = event.data().getString("entity_id");
            formerName = event.data().getString("old_entity_id");
        } else if (change != null && change.entityId().equals(formerName) && change.after() == null) {
            formerName = "";
        } else if (change != null) {
            live.add(event);
        }
    }

    private static List<String> missing(List<String> wanted, List<String> present) {
        Set<String> there = Set.copyOf(present);
        return wanted.stream().filter(each -> !there.contains(each)).toList();
    }

    /** What the row of a live event must say; a renamed entity's rows are under its last name. */
    private String expected(HouseEvent event) {
        String entityId = LIGHTS.contains(event.change().entityId())
                ? lastName
                : event.change().entityId();
        HouseState after = event.change().after();
        JsonObject json = event.json();
        long fired = Timestamps.parseMicros(json.getString("time_fired"));
        return after == null
                ? text(entityId, null, fired, 0)
                : text(
                        entityId,
                        after.state(),
                        fired,
                        Timestamps.parseMicros(after.json().getString("last_changed")));
    }

    private static String text(String entityId, String state, long updated, long changed) {
        return entityId + " " + Objects.toString(state) + " " + updated + " " + changed;
    }

    /** The one right conversion of a history row's time. */
    private static long micros(double seconds) {
        long whole = (long) seconds;
        return whole * 1_000_000 + (long) Math.rint((seconds - whole) * 1e6);
    }
}
