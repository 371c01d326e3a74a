package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hearthline.event.EventData;
import org.hearthline.event.Recordings;
import org.hearthline.event.SampleEvents;
import org.hearthline.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way things go when nothing is wrong, and what comes through. */
final class HaConnectionTest {
    private final FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION);

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void subscribesAndHandsEventsOnInOrder() {
        try (House client = subscribed()) {
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                house.socket().event("state_changed", stateChanged("sensor.kitchen", String.valueOf(i)));
                sent.add(String.valueOf(i));
            }
            await().until(() -> client.events.size() >= 2000);
            assertThat(client.states()).isEqualTo(sent);
            assertThat(client.batches).allMatch(batch -> batch.events().size() <= 500);
            assertThat(client.counters().events()).isEqualTo(2000);
            assertThat(client.counters().lastEventMicros()).isPositive();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void learnsTheHouse(String version) {
        try (FakeHomeAssistant recorded = FakeHomeAssistant.recorded(version);
                House client = House.connect(recorded)) {
            await().until(() -> client.snapshots.size() == 1);
            assertThat(client.registries).containsOnlyKeys(RegistryKind.values());
            client.registries.forEach(
                    (kind, entries) -> assertThat(entries).isEqualTo(recorded.answer(kind.command())));
            assertThat(client.configs).hasSize(1);
            assertThat(client.configs.get(0).text()).contains("\"latitude\":52.3731");
            assertThat(client.snapshots.get(0).text()).isEqualTo(recorded.answer("get_states"));
        }
    }

    @Test
    void numbersItsCommandsUpwardsWithoutAGap() {
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            assertThat(house.commands().stream()
                            .map(command -> command.get("id").asLong())
                            .toList())
                    .isEqualTo(IntStream.rangeClosed(1, house.commands().size())
                            .mapToObj(Long::valueOf)
                            .toList());
            assertThat(house.commands().get(0).toString())
                    .isEqualTo("{\"type\":\"supported_features\",\"features\":{\"coalesce_messages\":1},\"id\":1}");
        }
    }

    @Test
    void asksForAreasBeforeTheFirstEventCanCome() {
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            List<String> types = house.commands().stream()
                    .map(command -> command.get("type").asText())
                    .toList();
            assertThat(types.indexOf("config/entity_registry/list")).isLessThan(types.indexOf("subscribe_events"));
            assertThat(types.lastIndexOf("subscribe_events")).isLessThan(types.indexOf("get_states"));
        }
    }

    @Test
    void offersNoCompression() {
        try (House client = subscribed()) {
            assertThat(client.state()).isEqualTo(HaState.SUBSCRIBED);
            assertThat(house.extensions()).containsExactly("");
        }
    }

    @Test
    void isHealthyWhenSubscribed() {
        try (House client = subscribed()) {
            Status status = client.connection().status();
            assertThat(status.level()).isEqualTo(Status.Level.HEALTHY);
            assertThat(status.detail()).isEqualTo("Subscribed to state_changed at 127.0.0.1:" + house.port());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void readsRecordedArrays(String version) {
        String path = version + "/03-burst-arrays.ndjson.gz";
        List<String> expected = Recordings.eventTrees(path).stream()
                .map(event -> event.at("/data/new_state/state").asText())
                .toList();
        try (House client = subscribed()) {
            Recordings.frames(path).stream()
                    .filter(frame -> frame.contains("\"event\""))
                    .forEach(house.socket()::send);
            await().until(() -> client.events.size() >= expected.size());
            assertThat(expected).hasSize(700);
            assertThat(client.states()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void readsRecordedOddEvents(String version) {
        String path = version + "/08-odd-events.ndjson";
        List<String> expected = Recordings.eventTrees(path).stream()
                .map(event -> event.path("event_type").asText())
                .toList();
        try (House client = House.connect(House.with(House.settings(house.url()), Set.of("*")))) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            Recordings.frames(path).stream()
                    .filter(frame -> frame.contains("\"event\""))
                    .forEach(house.socket()::send);
            await().until(() -> client.events.size() >= expected.size());
            assertThat(client.events.stream().map(EventData::eventType).toList())
                    .isEqualTo(expected);
            assertThat(client.counters().refused()).isZero();
            assertThat(client.counters().malformed()).isZero();
        }
    }

    @Test
    void keepsItsOwnSubscriptionsToItself() {
        try (House client = subscribed()) {
            house.socket()
                    .event(
                            "area_registry_updated",
                            SampleEvents.fired("area_registry_updated", "{}")
                                    .data()
                                    .json()
                                    .text());
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().until(() -> !client.events.isEmpty());
            assertThat(client.states()).containsExactly("1");
            assertThat(client.counters().events()).isEqualTo(1);
        }
    }

    @Test
    void handsOnAnOwnTypeWhenItIsWanted() {
        try (House client = House.connect(
                House.with(House.settings(house.url()), Set.of("state_changed", "area_registry_updated")))) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(house.subscriptions("area_registry_updated")).isEqualTo(1);
            house.socket()
                    .event(
                            "area_registry_updated",
                            SampleEvents.fired("area_registry_updated", "{}")
                                    .data()
                                    .json()
                                    .text());
            await().until(() -> client.events.size() == 1);
        }
    }

    @Test
    void cutsDeniedAttributesOut() {
        try (House client = subscribed()) {
            house.socket()
                    .event(
                            "state_changed",
                            "{\"event_type\":\"state_changed\",\"data\":{\"entity_id\":\"camera.door\",\"old_state\":null,"
                                    + "\"new_state\":{\"state\":\"idle\",\"attributes\":{\"access_token\":\"s3cret\",\"a\":1}}}}");
            await().until(() -> client.events.size() == 1);
            assertThat(client.events.get(0).json().text()).contains("\"a\":1").doesNotContain("s3cret");
        }
    }

    @Test
    void handsOverWhatItHoldsWhenItStops() {
        try (House client = House.connect(
                House.with(House.settings(house.url()), timing -> House.lingers(timing, Duration.ofMinutes(1))))) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().until(() -> client.events.size() == 1);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "2"));
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "3"));
            house.socket().roundTrip();
            assertThat(client.states()).containsExactly("1");
            assertThat(client.stop()).isTrue();
            assertThat(client.states()).containsExactly("1", "2", "3");
            assertThat(client.state()).isEqualTo(HaState.DISCONNECTED);
        }
    }

    private House subscribed() {
        House client = House.connect(house);
        await().until(() -> client.state() == HaState.SUBSCRIBED);
        return client;
    }

    static String stateChanged(String entityId, String state) {
        return SampleEvents.change(entityId)
                .from("0")
                .to(state)
                .event()
                .data()
                .json()
                .text();
    }
}
