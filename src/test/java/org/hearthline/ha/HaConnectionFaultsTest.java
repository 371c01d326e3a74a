package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hearthline.ha.HaConnectionTest.stateChanged;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthline.config.Secret;
import org.hearthline.event.EventData;
import org.hearthline.event.Recordings;
import org.hearthline.event.SampleEvents;
import org.hearthline.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Everything that goes wrong between a house and its reader. */
final class HaConnectionFaultsTest {
    private static final Duration A_WHILE = Duration.ofMillis(400);

    private final FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.OLD_VERSION);

    @AfterEach
    void closeHouse() {
        house.close();
    }

    @Test
    void comesBackAfterEachOfSixtyLostConnections() {
        List<String> sent = new ArrayList<>();
        try (House client = House.connect(house)) {
            for (int i = 0; i <= 60; i++) {
                int times = i + 1;
                await().until(() -> client.counters().subscriptions() == times);
                for (int j = 0; j < 5; j++) {
                    sent.add(i + "." + j);
                    house.socket().event("state_changed", stateChanged("sensor.kitchen", i + "." + j));
                }
                if (i < 60) {
                    house.socket().close();
                }
            }
            await().until(() -> client.events.size() >= sent.size());
            assertThat(client.states()).isEqualTo(sent);
            assertThat(house.auths()).isEqualTo(61);
            assertThat(house.subscriptions("state_changed")).isEqualTo(61);
            assertThat(client.counters().reconnects()).isEqualTo(60);
            assertThat(client.counters().endings(Ending.Cause.CLOSED)).isEqualTo(60);
        }
    }

    @Test
    void startsItsIdsAnewOnANewSocketAndAsksForEventsFirst() {
        try (House client = subscribed()) {
            house.socket().close();
            await().until(() -> client.counters().subscriptions() == 2);
            await().until(() -> client.snapshots.size() == 2);
            List<Long> ids = house.commands().stream()
                    .map(command -> command.get("id").asLong())
                    .toList();
            assertThat(ids.lastIndexOf(1L)).isPositive();
            List<String> second = house.commands().subList(ids.lastIndexOf(1L), ids.size()).stream()
                    .map(command -> command.get("type").asText())
                    .toList();
            assertThat(second.subList(0, 2)).containsExactly("supported_features", "subscribe_events");
        }
    }

    @Test
    void joinsFragmentedMessages() {
        try (House client = subscribed()) {
            String event = stateChanged("sensor.küche", "21 °C 🌡");
            house.socket()
                    .sendInPieces(
                            "{\"type\":\"event\",\"event\":" + event + ",\"id\":"
                                    + house.socket().subscription("state_changed") + "}",
                            7);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "2"));
            await().until(() -> client.events.size() == 2);
            assertThat(client.states()).containsExactly("21 °C 🌡", "2");
        }
    }

    @Test
    void readsASnapshotOfEightMebibytes() {
        String states = IntStream.range(0, 8192)
                .mapToObj(i -> "{\"entity_id\":\"sensor.s" + i + "\",\"state\":\"" + "x".repeat(1000) + "\"}")
                .collect(Collectors.joining(",", "[", "]"));
        house.answer("get_states", states);
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            assertThat(client.snapshots.get(0).length())
                    .isEqualTo(states.length())
                    .isGreaterThan(8 << 20);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().until(() -> client.events.size() == 1);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void namesTheLimitWhenAMessageIsTooBig(boolean inPieces) {
        HaSettings small =
                House.with(House.settings(house.url()), new HaSettings.Limits(500, 1 << 20, 1 << 20, 300_000));
        try (House client = House.connect(small)) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            String big = "{\"type\":\"event\",\"id\":1,\"x\":\"" + "y".repeat(300_000) + "\"}";
            if (inPieces) {
                house.socket().sendInPieces(big, 50_000);
            } else {
                house.socket().send(big);
            }
            await().until(() -> client.counters().endings(Ending.Cause.TOO_BIG) == 1);
            await().until(() -> client.counters().subscriptions() == 2);
            assertThat(Ending.tooBig(small).message()).contains("300000 bytes").contains("ha.max-message");
        }
    }

    @Test
    void triesAWrongTokenOnceInALongTime() {
        Secret wrong = new Secret("wrong-token");
        try (House client = House.connect(House.with(House.settings(house.url()), wrong))) {
            await().until(() -> client.state() == HaState.BACKOFF);
            await().during(A_WHILE).until(() -> house.auths() == 1);
            assertThat(client.detail())
                    .contains("refuses the token", "***", "long-lived access token", "HA_TOKEN", "300 s")
                    .doesNotContain("wrong-token");
            assertThat(client.counters().endings(Ending.Cause.TOKEN_REFUSED)).isEqualTo(1);
        }
    }

    @Test
    void triesAWrongTokenAgainAfterThatTime() {
        HaSettings settings = House.with(
                House.with(House.settings(house.url()), new Secret("wrong")),
                timing -> House.retriesAuthAfter(timing, Duration.ofMillis(20)));
        try (House client = House.connect(settings)) {
            await().until(() -> house.auths() >= 3);
            assertThat(client.state()).isNotEqualTo(HaState.SUBSCRIBED);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "403, BANNED, ip_bans.yaml",
        "502, CORE_DOWN, Home Assistant behind it is down",
        "503, CORE_DOWN, HTTP 503",
        "404, NOT_HOME_ASSISTANT, does not lead to Home Assistant"
    })
    void saysWhatARefusedUpgradeMeans(int status, Ending.Cause cause, String advice) {
        house.upgradeStatus(status);
        try (House client = House.connect(house)) {
            await().until(() -> client.counters().endings(cause) >= 2);
            assertThat(client.detail()).contains(advice, "HTTP " + status, "attempts");
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.DEGRADED);
            house.upgradeStatus(101);
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.HEALTHY);
        }
    }

    @Test
    void countsTheAttemptsOfThisOutageOnly() {
        try (House client = subscribed()) {
            house.socket().close();
            await().until(() -> client.counters().subscriptions() == 2 && client.state() == HaState.SUBSCRIBED);
            long before = client.counters().connects();
            house.upgradeStatus(503);
            house.socket().close();
            await().until(() -> attempts(client) >= 2);
            assertThat(attempts(client)).isLessThanOrEqualTo(client.counters().connects() - before);
        }
    }

    private static long attempts(House client) {
        Matcher said = Pattern.compile("\\((\\d+) attempts").matcher(client.detail());
        return said.find() ? Long.parseLong(said.group(1)) : 0;
    }

    @Test
    void saysThatNobodyListens() {
        String url = house.url();
        int port = house.port();
        house.close();
        try (House client = House.connect(House.settings(url))) {
            await().until(() -> client.counters().endings(Ending.Cause.REFUSED) >= 2);
            assertThat(client.detail()).contains("Nobody answers at 127.0.0.1:" + port, "HA_URL");
            try (FakeHomeAssistant back = FakeHomeAssistant.recorded(Recordings.OLD_VERSION, port)) {
                await().until(() -> client.state() == HaState.SUBSCRIBED);
                assertThat(back.auths()).isEqualTo(1);
            }
        }
    }

    @Test
    void saysThatTheHostIsUnknown() {
        try (House client = House.connect(House.settings("http://no-such-host.invalid"))) {
            await().until(() -> client.state() == HaState.BACKOFF);
            assertThat(client.detail()).contains("no-such-host.invalid:80 cannot be resolved");
        }
    }

    @Test
    void noticesAHalfOpenSocket() {
        HaSettings settings = House.with(
                House.settings(house.url()),
                timing -> House.pings(timing, Duration.ofMillis(50), Duration.ofMillis(100)));
        try (House client = House.connect(settings)) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.mute(true);
            await().until(() -> client.counters().endings(Ending.Cause.SILENT) >= 1);
            house.mute(false);
            await().until(() -> client.counters().subscriptions() >= 2);
        }
    }

    @Test
    void noticesAHouseThatNeverGreets() {
        house.mute(true);
        HaSettings settings =
                House.with(House.settings(house.url()), timing -> House.connectsWithin(timing, Duration.ofMillis(100)));
        try (House client = House.connect(settings)) {
            await().until(() -> client.counters().endings(Ending.Cause.SILENT) >= 2);
            house.mute(false);
            await().until(() -> client.state() == HaState.SUBSCRIBED);
        }
    }

    @Test
    void takesAnyFrameAsASignOfLife() {
        HaSettings settings = House.with(
                House.settings(house.url()),
                timing -> House.pings(timing, Duration.ofMillis(100), Duration.ofMillis(300)));
        house.answersPings(false);
        try (House client = House.connect(settings)) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.every(10, () -> house.socket().event("state_changed", stateChanged("sensor.kitchen", "1")));
            await().during(Duration.ofSeconds(1)).until(() -> client.counters().endings(Ending.Cause.SILENT) == 0);
            assertThat(house.commands("ping")).isNotEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{not json",
                "",
                "42",
                "\"text\"",
                "[1]",
                "{\"id\":5}",
                "{\"type\":\"event\",\"id\":2}",
                "[{\"type\":\"pong\"},nonsense]"
            })
    void readsOnAfterAMessageThatCannotBeRead(String message) {
        try (House client = subscribed()) {
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            house.socket().send(message);
            house.socket().send(message);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "2"));
            await().until(() -> client.events.size() == 2);
            assertThat(client.counters().malformed()).isEqualTo(2);
            assertThat(client.state()).isEqualTo(HaState.SUBSCRIBED);
            assertThat(client.counters().subscriptions()).isEqualTo(1);
        }
    }

    @Test
    void keepsWhatStandsBeforeAndBehindABrokenElement() {
        try (House client = subscribed()) {
            String good = "{\"type\":\"event\",\"event\":" + stateChanged("sensor.kitchen", "1") + ",\"id\":2}";
            house.socket().send("[" + good + ",17," + good + "]");
            await().until(() -> client.events.size() == 2);
            assertThat(client.counters().malformed()).isEqualTo(1);
        }
    }

    @Test
    void handsOnWhatIsNoEventWithoutItsSecrets() {
        try (House client = subscribed()) {
            house.socket()
                    .event(
                            "state_changed",
                            "{\"event_type\":\"state_changed\",\"data\":{\"new_state\":{\"state\":\"on\",\"attributes\":"
                                    + "{\"access_token\":\"s3cret\",\"a\":1}}}}");
            await().until(() -> client.batches.size() == 1);
            assertThat(client.batches.get(0).events()).isEmpty();
            Unreadable refused = client.batches.get(0).refused().get(0);
            assertThat(refused.fault().details()).containsEntry("field", "entity_id");
            assertThat(refused.json().text()).contains("\"a\":1").doesNotContain("s3cret");
            assertThat(client.counters().refused()).isEqualTo(1);
        }
    }

    @Test
    void pausesTheSocketWhenTheRouteIsSlowAndLosesNothing() throws InterruptedException {
        CountDownLatch open = new CountDownLatch(1);
        HaSettings settings = House.with(
                House.with(House.settings(house.url()), new HaSettings.Limits(500, 1 << 20, 20_000, 64 << 20)),
                timing -> House.pings(timing, Duration.ofMillis(50), Duration.ofMillis(50)));
        AtomicBoolean slow = new AtomicBoolean();
        try (House client = House.connect(settings, batch -> !slow.get() || waitFor(open))) {
            await().until(() -> client.snapshots.size() == 1 && client.state() == HaState.SUBSCRIBED);
            long before = client.counters().pauses();
            slow.set(true);
            List<String> sent = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                sent.add(String.valueOf(i));
                house.socket().event("state_changed", stateChanged("sensor.kitchen", String.valueOf(i)));
            }
            await().until(() -> client.counters().pauses() > before);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.DEGRADED);
            assertThat(client.detail()).contains("paused");
            await().during(A_WHILE).until(() -> client.counters().endings(Ending.Cause.SILENT) == 0);
            open.countDown();
            await().until(() -> client.events.size() >= sent.size());
            assertThat(client.states()).isEqualTo(sent);
            assertThat(client.counters().subscriptions()).isEqualTo(1);
            await().until(() -> client.connection().status().level() == Status.Level.HEALTHY);
        }
    }

    @Test
    void isUnhealthyWhenItsThreadHasEnded() {
        try (House client = House.connect(House.settings(house.url()), batch -> {
            throw new StackOverflowError("the test's own");
        })) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().dontCatchUncaughtExceptions()
                    .until(() -> client.connection().status().level() == Status.Level.UNHEALTHY);
            assertThat(client.detail()).contains("Reads no more", "restart the process");
        }
    }

    @Test
    void stopsWhileTheRouteTakesNothing() {
        try (House client = House.connect(House.settings(house.url()), batch -> false)) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().until(() -> client.counters().retries() >= 2);
            assertThat(client.stop()).isTrue();
            assertThat(client.events).isEmpty();
        }
    }

    @Test
    void countsWhatHomeAssistantCannotWrite() {
        try (House client = subscribed()) {
            long id = house.socket().subscription("state_changed");
            house.socket()
                    .send("{\"id\":" + id
                            + ",\"type\":\"result\",\"success\":false,\"error\":{\"code\":\"unknown_error\","
                            + "\"message\":\"Invalid JSON in response\"}}");
            house.socket().event("state_changed", stateChanged("sensor.kitchen", "1"));
            await().until(() -> client.events.size() == 1);
            assertThat(client.counters().unserialisable()).isEqualTo(1);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.HEALTHY);
        }
    }

    @Test
    void worksWithoutARegistryAndSaysSo() {
        house.refuse("config/entity_registry/list", "unauthorized").refuse("label_registry_updated", "unauthorized");
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            assertThat(client.unavailable)
                    .containsExactly(java.util.Map.entry(RegistryKind.ENTITY, "unauthorized: No"));
            assertThat(client.registries).containsKeys(RegistryKind.AREA, RegistryKind.DEVICE, RegistryKind.LABEL);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.HEALTHY);
            assertThat(client.detail())
                    .contains("without entity registry (unauthorized: No)")
                    .contains("without changes by label_registry_updated");
        }
    }

    @Test
    void isDegradedWithoutAWantedEventType() {
        house.refuse("call_service", "unauthorized");
        try (House client =
                House.connect(House.with(House.settings(house.url()), Set.of("state_changed", "call_service")))) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.DEGRADED);
            assertThat(client.detail()).contains("without events call_service (unauthorized: No)");
        }
    }

    @Test
    void readsTheHouseAgainWhenItHasStarted() {
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            house.socket().event("homeassistant_started", fired("homeassistant_started"));
            await().until(() -> client.snapshots.size() == 2
                    && client.readings.get(RegistryKind.ENTITY).get() == 2);
        }
    }

    @Test
    void findsOutThatTheHouseHasStartedWithoutBeingTold() {
        String running = house.answer("get_config");
        ObjectNode starting = (ObjectNode) FakeHomeAssistant.tree(running);
        house.refuse("homeassistant_started", "unauthorized")
                .answer("get_config", starting.put("state", "NOT_RUNNING").toString());
        try (House client = subscribed()) {
            await().until(() -> client.configs.size() >= 3);
            assertThat(client.snapshots).hasSize(1);
            house.answer("get_config", running);
            await().until(() -> client.snapshots.size() == 2);
        }
    }

    @Test
    void readsOnlyTheRegistryThatChangedAndOnceForABurst() {
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            house.answer("config/area_registry/list", "[{\"area_id\":\"a\",\"name\":\"New\"}]");
            for (int i = 0; i < 50; i++) {
                house.socket().event("area_registry_updated", fired("area_registry_updated"));
            }
            await().until(() -> client.readings.get(RegistryKind.AREA).get() >= 2);
            assertThat(client.registries.get(RegistryKind.AREA)).contains("New");
            assertThat(client.readings.get(RegistryKind.ENTITY).get()).isEqualTo(1);
            assertThat(client.readings.get(RegistryKind.AREA).get()).isLessThan(10);
        }
    }

    @Test
    void asksForTheConfigurationWhenItChanged() {
        try (House client = subscribed()) {
            await().until(() -> client.snapshots.size() == 1);
            house.socket().event("core_config_updated", fired("core_config_updated"));
            await().until(() -> client.configs.size() == 2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void livesThroughARecordedRestart(String version) {
        String path = version + "/12-restart.ndjson.gz";
        List<String> expected = Recordings.eventTrees(path).stream()
                .map(event -> event.path("event_type").asText())
                .toList();
        try (House client = House.connect(House.with(House.settings(house.url()), Set.of("*")))) {
            await().until(() -> client.snapshots.size() == 1);
            boolean closed = false;
            for (Recordings.Line line : Recordings.lines(path)) {
                if (line.fromHomeAssistant() && line.text().startsWith("(close") && !closed) {
                    closed = true;
                    house.socket().close();
                    await().until(() -> client.counters().subscriptions() == 2);
                } else if (line.fromHomeAssistant() && line.text().contains("\"event\"")) {
                    house.socket().send(line.text());
                }
            }
            await().until(() -> client.events.size() >= expected.size());
            assertThat(client.events.stream().map(EventData::eventType).toList())
                    .isEqualTo(expected);
            assertThat(closed).isTrue();
            await().until(() -> client.snapshots.size() >= 3);
        }
    }

    private static String fired(String eventType) {
        return SampleEvents.fired(eventType, "{}").data().json().text();
    }

    private static boolean waitFor(CountDownLatch open) {
        try {
            open.await();
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    private House subscribed() {
        House client = House.connect(house);
        await().until(() -> client.state() == HaState.SUBSCRIBED);
        return client;
    }
}
