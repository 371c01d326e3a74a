package org.hearthline.demo.house;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.hearthline.event.JsonSlice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** Two days of the house, lived through in one go. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HouseModelTest {
    private static final double SPEED = 120;
    private static final double RATE = 12;
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int TICKS = (int) (2 * HouseTime.DAY / SPEED * 10);

    private final List<HouseEvent> events = new ArrayList<>();

    @BeforeAll
    void liveTwoDays() {
        events.addAll(live(7, TICKS));
    }

    @Test
    void startsWithAStateForEachEntity() {
        HouseModel model = model(new SteppedClock(), 7);

        assertThat(model.states()).hasSizeGreaterThanOrEqualTo(60);
        assertThat(model.states())
                .extracting(HouseState::entityId)
                .contains("sun.sun", "light.hallway", "sensor.guest_tablet_battery");
    }

    @Test
    void theSameSeedLivesTheSameDays() {
        assertThat(texts(live(3, 600))).isEqualTo(texts(live(3, 600)));
        assertThat(texts(live(3, 600))).isNotEqualTo(texts(live(4, 600)));
    }

    @Test
    void keepsAboutTheWantedRate() {
        double seconds = TICKS / 10.0;

        assertThat(events.size() / seconds).isBetween(RATE * 0.9, RATE * 1.1);
    }

    @Test
    void everyEventReadsAsAnEvent() {
        EventParser parser = new EventParser(Set.of());
        for (HouseEvent event : events) {
            EventData read = parser.parse(JsonSlice.of(event.json().encode().getBytes(StandardCharsets.UTF_8)));

            assertThat(read.eventType()).isEqualTo(event.type());
            assertThat(read.micros()).isEqualTo(event.fired().micros());
        }
    }

    @Test
    void noTwoEventsShareAMicrosecond() {
        assertThat(events)
                .extracting(event -> event.fired().micros())
                .isSorted()
                .doesNotHaveDuplicates();
    }

    @Test
    void anOldStateIsTheNewStateBefore() {
        Map<String, HouseState> states = new HashMap<>();
        for (HouseState state : model(new SteppedClock(), 7).states()) {
            states.put(state.entityId(), state);
        }
        changes().forEach(change -> {
            assertThat(text(change.before())).isEqualTo(text(states.get(change.entityId())));
            states.put(change.entityId(), change.after());
        });
    }

    @Test
    void lastChangedMovesOnlyWithTheText() {
        assertThat(changes().filter(change -> change.before() != null && change.after() != null))
                .isNotEmpty()
                .allSatisfy(change -> {
                    boolean sameText =
                            change.before().state().equals(change.after().state());
                    assertThat(change.after().changed().equals(change.before().changed()))
                            .isEqualTo(sameText);
                });
    }

    @Test
    void someChangesAreOfAttributesAlone() {
        assertThat(changes()
                        .filter(change -> change.before() != null && change.after() != null)
                        .filter(change ->
                                change.before().state().equals(change.after().state()))
                        .map(HouseEvent.Change::entityId))
                .contains("sun.sun", "climate.living_room", "camera.front_door", "automation.hallway_light_on_motion");
    }

    @Test
    void roomsStayHabitable() {
        for (String area : List.of("living_room", "kitchen", "hallway", "bedroom", "bathroom", "office")) {
            assertThat(numbers("sensor." + area + "_temperature"))
                    .hasSizeGreaterThan(50)
                    .allSatisfy(value -> assertThat(value).isBetween(14.0, 27.0));
            assertThat(numbers("sensor." + area + "_humidity"))
                    .allSatisfy(value -> assertThat(value).isBetween(25.0, 95.0));
        }
        assertThat(numbers("sensor.office_co2"))
                .allSatisfy(value -> assertThat(value).isBetween(390.0, 2000.0));
        assertThat(numbers("sensor.garden_temperature"))
                .allSatisfy(value -> assertThat(value).isBetween(-5.0, 30.0));
    }

    @Test
    void outsideIsWarmerByDay() {
        Sky sky = new Sky(new Random(7));

        assertThat(sky.at(15 * 3600).temperature())
                .isGreaterThan(sky.at(3 * 3600).temperature());
        assertThat(sky.at(12 * 3600).isNight()).isFalse();
        assertThat(sky.at(24 * 3600).isNight()).isTrue();
        assertThat(sky.at(Sky.nextRising(0) + 60).isNight()).isFalse();
        assertThat(sky.at(Sky.nextSetting(0) + 60).isNight()).isTrue();
    }

    @Test
    void countersNeverFall() {
        for (String counter :
                List.of("solar_energy", "grid_energy_imported", "grid_energy_exported", "washing_machine_energy")) {
            assertThat(numbers("sensor." + counter)).hasSizeGreaterThan(10).isSorted();
        }
    }

    @Test
    void theSunMakesPowerByDayAndNoneAtNight() {
        assertThat(numbers("sensor.solar_power"))
                .contains(0.0)
                .anySatisfy(value -> assertThat(value).isGreaterThan(1000));
        assertThat(numbers("sensor.home_battery_level"))
                .allSatisfy(value -> assertThat(value).isBetween(0.0, 100.0));
    }

    @Test
    void theWashingMachineFinishes() {
        assertThat(texts("sensor.washing_machine_program"))
                .containsSubsequence("filling", "heating", "washing", "rinsing", "spinning", "finished", "off");
        assertThat(numbers("sensor.washing_machine_power"))
                .anySatisfy(value -> assertThat(value).isGreaterThan(1800));
    }

    @Test
    void someoneLeavesAndComesBack() {
        assertThat(texts("person.anna")).containsSubsequence("not_home", "home", "not_home", "home");
        assertThat(texts("zone.home")).contains("0", "1", "2");
        assertThat(texts("binary_sensor.front_door")).contains("on", "off");
    }

    @Test
    void peopleActWithTheirUserAndAutomationsWithTheirTrigger() {
        assertThat(changesOf("light.living_room"))
                .anySatisfy(event -> assertThat(event.context().userId()).isNotNull());
        Set<String> motions = new HashSet<>();
        changesOf("binary_sensor.hallway_motion")
                .forEach(event -> motions.add(event.context().id()));
        assertThat(changesOf("light.hallway"))
                .isNotEmpty()
                .allSatisfy(
                        event -> assertThat(motions).contains(event.context().parentId()));
        assertThat(events).extracting(HouseEvent::type).contains("automation_triggered", "call_service");
    }

    @Test
    void somethingIsUnavailableForAWhile() {
        assertThat(changes().map(change -> text(change.after()))).contains("unavailable");
        assertThat(changes().map(change -> text(change.before()))).contains("unavailable");
    }

    @Test
    void theTabletIsRemovedAndAddedAgain() {
        List<HouseEvent.Change> tablet = changes()
                .filter(change -> change.entityId().equals("sensor.guest_tablet_battery"))
                .toList();

        assertThat(tablet).anySatisfy(change -> assertThat(change.after()).isNull());
        assertThat(tablet).anySatisfy(change -> assertThat(change.before()).isNull());
    }

    @Test
    void aRenameIsToldByTheRegistryThenARemovalThenAnAddition() {
        int at = 0;
        while (!events.get(at).type().equals("entity_registry_updated")) {
            at++;
        }
        JsonObject told = events.get(at).data();

        assertThat(told.getString("action")).isEqualTo("update");
        assertThat(events.get(at + 1).change().entityId()).isEqualTo(told.getString("old_entity_id"));
        assertThat(events.get(at + 1).change().after()).isNull();
        assertThat(events.get(at + 2).change().entityId()).isEqualTo(told.getString("entity_id"));
        assertThat(events.get(at + 2).change().before()).isNull();
    }

    @Test
    void namesAreNotOnlyAscii() {
        assertThat(changes()
                        .filter(change -> change.after() != null)
                        .map(change -> change.after().attributes().get("friendly_name")))
                .contains("浴室 Temperature", "Küche Humidity", "Bjørn");
    }

    @Test
    void showsSecretsThatAPipelineMustNotStore() {
        assertThat(changesOf("camera.front_door"))
                .anySatisfy(event ->
                        assertThat(event.change().after().attributes()).containsKeys("access_token", "entity_picture"));
    }

    @Test
    void contextsAreUlids() {
        assertThat(events)
                .extracting(event -> event.context().id())
                .allMatch(id -> id.matches("[0-7][0-9A-HJKMNP-TV-Z]{25}"));
    }

    private static List<HouseEvent> live(long seed, int ticks) {
        SteppedClock clock = new SteppedClock();
        HouseModel model = model(clock, seed);
        List<HouseEvent> lived = new ArrayList<>();
        model.listen(lived::add);
        for (int tick = 0; tick < ticks; tick++) {
            clock.step(TICK);
            model.advance();
        }
        return lived;
    }

    private static HouseModel model(SteppedClock clock, long seed) {
        Random random = new Random(seed);
        return new HouseModel(clock, new HouseTime(clock, SPEED), new Sky(random), RATE, random);
    }

    private Stream<HouseEvent.Change> changes() {
        return events.stream().filter(event -> event.change() != null).map(HouseEvent::change);
    }

    private List<HouseEvent> changesOf(String entityId) {
        return events.stream()
                .filter(event ->
                        event.change() != null && event.change().entityId().equals(entityId))
                .toList();
    }

    private List<String> texts(String entityId) {
        return changesOf(entityId).stream()
                .map(event -> text(event.change().after()))
                .toList();
    }

    private List<Double> numbers(String entityId) {
        return texts(entityId).stream()
                .filter(text -> !text.equals("unavailable"))
                .map(Double::valueOf)
                .toList();
    }

    private static List<String> texts(List<HouseEvent> lived) {
        return lived.stream().map(event -> event.json().encode()).toList();
    }

    private static String text(HouseState state) {
        return state == null ? "(none)" : state.state();
    }
}
