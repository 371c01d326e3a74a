package org.hearthline.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Timestamps;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulatedHouseTest {
    private static final HouseSettings BUSY = HouseSettings.demo().withEventsPerSecond(300);

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house = new SimulatedHouse(vertx, BUSY, Clock.systemUTC());
    private URI address;

    @BeforeEach
    void open() {
        address = house.start();
    }

    @AfterEach
    void close() {
        house.close();
        Loopback.await(vertx.close());
    }

    @Test
    void aWrongTokenIsToldAndHungUpOn() {
        HouseClient client = new HouseClient(vertx, address);
        assertThat(client.next().getString("type")).isEqualTo("auth_required");

        client.send(new JsonObject().put("type", "auth").put("access_token", "wrong"));

        assertThat(client.next())
                .isEqualTo(new JsonObject()
                        .put("type", "auth_invalid")
                        .put("message", "Invalid access token or password"));
        assertThat(client.closesNow()).isTrue();
    }

    @Test
    void aCommandBeforeAuthIsRefused() {
        HouseClient client = new HouseClient(vertx, address);
        client.next();

        client.sendText("{\"id\":1,\"type\":\"get_states\"}");

        assertThat(client.next().getString("type")).isEqualTo("auth_invalid");
        assertThat(client.closesNow()).isTrue();
    }

    @Test
    void whatIsNoJsonIsHungUpOn() {
        HouseClient client = connect();

        client.sendText("{\"id\":1,\"type\":\"ping\"");

        assertThat(client.closesNow()).isTrue();
    }

    @Test
    void idsMustRise() {
        HouseClient client = connect();

        client.sendText("{\"id\":5,\"type\":\"ping\"}");
        assertThat(client.next()).isEqualTo(new JsonObject("{\"id\":5,\"type\":\"pong\"}"));
        client.sendText("{\"id\":5,\"type\":\"ping\"}");
        assertThat(errorCode(client.next())).isEqualTo("id_reuse");
    }

    @Test
    void anUnknownCommandDoesNotUseUpItsId() {
        HouseClient client = connect();

        client.sendText("{\"id\":6,\"type\":\"no_such_command\"}");
        assertThat(errorCode(client.next())).isEqualTo("unknown_command");
        client.sendText("{\"id\":6,\"type\":\"ping\"}");
        assertThat(client.next().getString("type")).isEqualTo("pong");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'type':'ping'}|null",
                "{'id':'8','type':'ping'}|8",
                "{'id':0,'type':'ping'}|0",
                "{'id':9}|9",
                "'text'|0",
                "{'id':11,'type':'subscribe_events','nonsense':1}|11",
                "{'id':12,'type':'history/history_during_period','start_time':'2026-01-01T00:00:00Z'}|12"
            },
            quoteCharacter = '`')
    void malformedCommandsAreRefusedUnderTheirOwnId(String command, String id) {
        HouseClient client = connect();

        client.sendText(command.replace('\'', '"'));

        JsonObject answer = client.next();
        assertThat(errorCode(answer)).isEqualTo("invalid_format");
        assertThat(String.valueOf(answer.getValue("id"))).isEqualTo(id);
    }

    @Test
    void anArrayOfCommandsIsAnsweredOneByOneUntilArraysAreWanted() {
        HouseClient client = connect();

        client.sendText("[{\"id\":1,\"type\":\"ping\"},{\"id\":2,\"type\":\"ping\"}]");
        client.next();
        client.next();
        assertThat(client.arrays()).isZero();
        client.sendText("""
                {"id":3,"type":"supported_features","features":{"coalesce_messages":1}}""");
        client.next();
        client.sendText("[{\"id\":4,\"type\":\"ping\"},{\"id\":5,\"type\":\"ping\"}]");
        assertThat(client.next().getInteger("id")).isEqualTo(4);
        assertThat(client.next().getInteger("id")).isEqualTo(5);
        assertThat(client.arrays()).isEqualTo(1);
    }

    @Test
    void eventsComeInArraysAndReadAsStateChanges() {
        HouseClient client = connect();
        client.ask(
                "supported_features", new JsonObject().put("features", new JsonObject().put("coalesce_messages", 1)));
        client.ask("subscribe_events", new JsonObject().put("event_type", "state_changed"));
        EventParser parser = new EventParser(Set.of());

        for (int i = 0; i < 200; i++) {
            JsonObject event = client.nextEvent();
            EventData read = parser.parse(JsonSlice.of(event.encode().getBytes(StandardCharsets.UTF_8)));
            assertThat(read.eventType()).isEqualTo("state_changed");
            assertThat(read.entityId()).matches("[a-z_]+\\.[a-z0-9_]+");
            assertThat(read.micros()).isEqualTo(Timestamps.parseMicros(event.getString("time_fired")));
            assertThat(event.getJsonObject("data").fieldNames()).containsExactly("entity_id", "old_state", "new_state");
        }
        assertThat(client.arrays()).isPositive();
    }

    @Test
    void anUnsubscribedClientGetsNothingMore() {
        HouseClient client = connect();
        client.ask("subscribe_events");
        client.nextEvent();

        assertThat(client.ask("unsubscribe_events", new JsonObject().put("subscription", 1))
                        .getBoolean("success"))
                .isTrue();
        assertThat(errorCode(client.ask("unsubscribe_events", new JsonObject().put("subscription", 1))))
                .isEqualTo("not_found");
        client.sendText("{\"id\":4,\"type\":\"ping\"}");
        assertThat(client.next().getString("type")).isEqualTo("pong");
    }

    @Test
    void theSnapshotAndTheEventsAfterItFitTogether() {
        HouseClient client = connect();
        client.ask("subscribe_events", new JsonObject().put("event_type", "state_changed"));
        JsonObject answer = client.ask("get_states");
        Map<String, JsonObject> states = new HashMap<>();
        objects(answer.getJsonArray("result")).forEach(state -> states.put(state.getString("entity_id"), state));
        assertThat(states).hasSizeGreaterThanOrEqualTo(60);
        long snapshot = states.values().stream()
                .mapToLong(SimulatedHouseTest::updated)
                .max()
                .orElseThrow();

        for (int seen = 0; seen < 100; ) {
            JsonObject data = client.nextEvent().getJsonObject("data");
            JsonObject after = data.getJsonObject("new_state");
            if (after != null && updated(after) <= snapshot) {
                continue;
            }
            assertThat(data.getJsonObject("old_state")).isEqualTo(states.get(data.getString("entity_id")));
            states.put(data.getString("entity_id"), after);
            seen++;
        }
    }

    @Test
    void registriesPointAtOneAnother() {
        HouseClient client = connect();
        Set<String> floors = ids(list(client, "floor"), "floor_id");
        Set<String> labels = ids(list(client, "label"), "label_id");
        List<JsonObject> areas = list(client, "area");
        List<JsonObject> devices = list(client, "device");
        List<JsonObject> entities = list(client, "entity");

        assertThat(areas)
                .allSatisfy(area -> assertThat(area.getString("floor_id")).isIn(orNull(floors)));
        assertThat(devices).allSatisfy(device -> {
            assertThat(device.getString("area_id")).isIn(orNull(ids(areas, "area_id")));
            assertThat(labels).containsAll(texts(device.getJsonArray("labels")));
        });
        assertThat(entities).hasSizeGreaterThan(55).allSatisfy(entity -> {
            assertThat(entity.getString("area_id")).isIn(orNull(ids(areas, "area_id")));
            assertThat(entity.getString("device_id")).isIn(orNull(ids(devices, "id")));
        });
        assertThat(ids(objects(client.ask("get_states").getJsonArray("result")).toList(), "entity_id"))
                .containsAll(ids(entities, "entity_id"));
        assertThat(areas).extracting(area -> area.getString("name")).contains("Küche", "浴室");
    }

    @Test
    void sayingWhoOneIsAndWhereTheHouseStands() {
        HouseClient client = connect();

        assertThat(client.ask("auth/current_user").getJsonObject("result").getBoolean("is_admin"))
                .isTrue();
        assertThat(client.ask("recorder/info").getJsonObject("result").getBoolean("recording"))
                .isTrue();
        JsonObject config = client.ask("get_config").getJsonObject("result");
        assertThat(config.getString("state")).isEqualTo("RUNNING");
        assertThat(config.getDouble("latitude")).isBetween(-90.0, 90.0);
        assertThat(errorCode(client.ask("subscribe_events", new JsonObject().put("event_type", "state_reported"))))
                .isEqualTo("home_assistant_error");
    }

    @Test
    void restAnswersOnlyWithTheToken() throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        HttpRequest bare = HttpRequest.newBuilder(address.resolve("/api/")).build();
        HttpRequest right = HttpRequest.newBuilder(address.resolve("/api/"))
                .header("Authorization", "Bearer " + house.token())
                .build();

        assertThat(http.send(bare, BodyHandlers.ofString()).statusCode()).isEqualTo(401);
        assertThat(http.send(right, BodyHandlers.ofString()).body()).isEqualTo("{\"message\":\"API running.\"}");
    }

    @Test
    void aTakenPortIsNamed() {
        SimulatedHouse second = new SimulatedHouse(vertx, BUSY.withPort(address.getPort()), Clock.systemUTC());

        assertThatThrownBy(second::start).hasMessageContaining(":" + address.getPort());
    }

    @Test
    void theTokenIsInNoText() {
        assertThat(BUSY.toString()).doesNotContain(BUSY.token());
        assertThat(HouseSettings.demo().token())
                .hasSizeGreaterThan(30)
                .isNotEqualTo(HouseSettings.demo().token());
    }

    @Test
    void hangsUpAndLetsInAgain() {
        HouseClient client = connect();
        house.hangUp();
        assertThat(client.closesNow()).isTrue();
        assertThat(connect().ask("get_config").getBoolean("success")).isTrue();
    }

    @Test
    void anUnreachableHouseLivesOn() {
        JsonObject span = new JsonObject()
                .put("start_time", java.time.Instant.now().toString())
                .put("significant_changes_only", false)
                .put("entity_ids", JsonArray.of("sensor.office_temperature", "sensor.grid_power", "sun.sun"));
        house.faults().commitsEvery(Duration.ZERO);
        house.faults().unreachable(true);
        assertThatThrownBy(this::connect).hasMessageContaining("502");
        house.faults().unreachable(false);
        HouseClient client = connect();
        await().until(() -> !client.ask("history/history_during_period", span)
                .getJsonObject("result")
                .isEmpty());
    }

    @Test
    void aRestartWritesEveryStateAnewAndSaysWhenItHasStarted() {
        HouseClient client = connect();
        int entities = client.ask("get_states").getJsonArray("result").size();
        house.restart(Duration.ofMillis(1));
        await().ignoreExceptions().until(() -> connect().ask("get_config").getBoolean("success"));
        HouseClient again = connect();
        again.ask("subscribe_events");
        int already = again.ask("get_states").getJsonArray("result").size();
        assertThat(already).isBetween(1, entities - 1);
        assertThat(again.ask("get_config").getJsonObject("result").getString("state"))
                .isEqualTo("STARTING");
        int late = 0;
        JsonObject event = again.nextEvent();
        while (!event.getString("event_type").equals("homeassistant_started")) {
            assertThat(event.getJsonObject("data").getValue("old_state")).isNull();
            late++;
            event = again.nextEvent();
        }
        assertThat(already + late).isEqualTo(entities);
        assertThat(again.ask("get_config").getJsonObject("result").getString("state"))
                .isEqualTo("RUNNING");
    }

    @Test
    void theRecorderSaysHowFarBehindItIs() {
        house.faults().recorder(false, 1234);
        JsonObject info = connect().ask("recorder/info").getJsonObject("result");
        assertThat(info.getBoolean("recording")).isFalse();
        assertThat(info.getInteger("backlog")).isEqualTo(1234);
    }

    @Test
    void refusesHistoryUntilItAnswersAgain() {
        JsonObject question = new JsonObject()
                .put("start_time", "2026-01-01T00:00:00+00:00")
                .put("entity_ids", JsonArray.of("sun.sun"));
        HouseClient client = connect();
        house.faults().refusesHistory("unknown_error");
        assertThat(client.ask("history/history_during_period", question)
                        .getJsonObject("error")
                        .getString("code"))
                .isEqualTo("unknown_error");
        house.faults().answersHistory();
        assertThat(client.ask("history/history_during_period", question).getBoolean("success"))
                .isTrue();
    }

    @Test
    void answersOthersWhileHistoryIsSlow() {
        house.faults().delaysHistory(Duration.ofMillis(200));
        HouseClient client = connect();
        client.send(new JsonObject()
                .put("id", 1000)
                .put("type", "history/history_during_period")
                .put("start_time", "2026-01-01T00:00:00+00:00")
                .put("entity_ids", JsonArray.of("sun.sun")));
        client.send(new JsonObject().put("id", 1001).put("type", "get_config"));
        assertThat(client.next().getInteger("id")).isEqualTo(1001);
        assertThat(client.next().getInteger("id")).isEqualTo(1000);
    }

    private HouseClient connect() {
        return HouseClient.authenticated(vertx, address, house.token());
    }

    private static String errorCode(JsonObject answer) {
        assertThat(answer.getBoolean("success")).isFalse();
        return answer.getJsonObject("error").getString("code");
    }

    private static List<JsonObject> list(HouseClient client, String registry) {
        return objects(client.ask("config/" + registry + "_registry/list").getJsonArray("result"))
                .toList();
    }

    private static Stream<JsonObject> objects(JsonArray array) {
        return array.stream().map(JsonObject.class::cast);
    }

    private static Set<String> ids(List<JsonObject> rows, String field) {
        Set<String> ids = new LinkedHashSet<>();
        rows.forEach(row ->
                assertThat(ids.add(row.getString(field))).as("%s twice", row).isTrue());
        return ids;
    }

    private static Set<String> orNull(Set<String> ids) {
        Set<String> more = new HashSet<>(ids);
        more.add(null);
        return more;
    }

    private static List<String> texts(JsonArray array) {
        return new ArrayList<>(array.stream().map(String.class::cast).toList());
    }

    private static long updated(JsonObject state) {
        return Timestamps.parseMicros(state.getString("last_updated"));
    }
}
