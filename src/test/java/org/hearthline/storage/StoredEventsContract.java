package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.Delivery;
import org.hearthline.event.Enriched;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Labels;
import org.hearthline.event.Observation;
import org.hearthline.event.Rejected;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every store must do with what it is given. Tests write events of a house of their own, so that they share one store and
 * do not see one another.
 */
abstract class StoredEventsContract {
    private static final ObjectMapper JSON = new ObjectMapper();

    final String domain = "d" + UUID.randomUUID().toString().replace("-", "");

    abstract Store store();

    FrameWriter writer;
    private EventQueries queries;

    @BeforeEach
    void open() {
        writer = store().frameWriter();
        queries = store().eventQueries();
    }

    @Test
    void givesBackAllThatWasStored() throws IOException {
        Event event = fullEvent();

        Delivery delivery = writer.write(TestEvents.frame(event));

        assertThat(delivery).isEqualTo(new Delivery(1, 0, List.of()));
        JsonNode stored = awaitEvents(1, Map.of()).get(0);
        assertThat(stored).isEqualTo(JSON.readTree(new FlatEvent().flat(event)));
        assertThat(get(event.id())).isEqualTo(stored);
    }

    @Test
    void storesAnEventOnceHoweverOftenItComes() {
        Event event = sensor("a", "1", 0);
        Event other = sensor("b", "2", 0);

        writer.write(TestEvents.frame(event, other));
        writer.write(TestEvents.frame(event));
        writer.write(TestEvents.frame(event, other));

        List<JsonNode> stored = awaitEvents(2, Map.of());
        assertThat(ids(stored)).containsExactlyInAnyOrder(event.id(), other.id());
    }

    @Test
    void keepsTwoEventsOfOneMicrosecond() {
        Event on = sensor("lamp", "on", 0);
        Event off = new Event(
                UUID.randomUUID(), on.house(), on.source(), null, on.micros(), on.data(), on.labels(), on.enriched());

        writer.write(TestEvents.frame(on, off));

        assertThat(ids(awaitEvents(2, Map.of()))).containsExactlyInAnyOrder(on.id(), off.id());
    }

    @Test
    void findsByEntityDomainTypeAndTime() {
        Event first = sensor("a", "1", 0);
        Event second = sensor("b", "2", 1_000_000);
        Event third = sensor("a", "3", 2_000_000);
        writer.write(TestEvents.frame(first, second, third));
        awaitEvents(3, Map.of());

        assertThat(ids(find(Map.of("entity_id", domain + ".a")))).containsExactly(third.id(), first.id());
        assertThat(ids(find(Map.of("entity_id", domain + ".a," + domain + ".b"))))
                .hasSize(3);
        assertThat(ids(find(Map.of("entity_id", List.of(domain + ".b", domain + ".none")))))
                .containsExactly(second.id());
        assertThat(ids(find(Map.of("event_type", "state_changed")))).hasSize(3);
        assertThat(find(Map.of("event_type", "call_service"))).isEmpty();
        assertThat(ids(find(Map.of("start_time", "2026-11-20T12:00:01Z")))).containsExactly(third.id(), second.id());
        assertThat(ids(find(Map.of("end_time", "2026-11-20T12:00:01Z")))).containsExactly(first.id());
        assertThat(find(Map.of("start_time", "now"))).isEmpty();
        assertThat(ids(find(Map.of("limit", "1")))).containsExactly(third.id());
    }

    @Test
    void everyEventIsOnExactlyOnePage() throws IOException {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 53; i++) {
            // Many in one nanosecond: a page may end among them.
            Event event = sensor("s" + i % 3, Integer.toString(i), i / 9);
            UUID sameNanosecond = new UUID(i, 0);
            events.add(new Event(
                    sameNanosecond,
                    event.house(),
                    event.source(),
                    null,
                    event.micros(),
                    event.data(),
                    new Labels("area " + i, null, null, List.of()),
                    event.enriched()));
        }
        writer.write(TestEvents.frame(events));
        List<UUID> whole = ids(awaitEvents(53, Map.of()));

        for (int limit : new int[] {1, 2, 5, 9, 10, 52, 53}) {
            List<UUID> paged = new ArrayList<>();
            String cursor = "";
            while (cursor != null) {
                Map<String, Object> page = new HashMap<>(Map.of("limit", Integer.toString(limit)));
                if (!cursor.isEmpty()) {
                    page.put("cursor", cursor);
                }
                JsonNode answer = answer(page);
                assertThat(answer.path("events").size()).isBetween(1, limit);
                answer.path("events").forEach(event -> paged.add(id(event)));
                cursor = answer.path("next_cursor").textValue();
            }
            assertThat(paged).as("pages of %s", limit).isEqualTo(whole);
        }
    }

    @Test
    void pagesStayTheSameWhileEventsComeIn() throws IOException {
        Event first = sensor("a", "1", 0);
        Event second = sensor("a", "2", 1_000_000);
        writer.write(TestEvents.frame(first, second));
        awaitEvents(2, Map.of());

        JsonNode page = answer(Map.of("limit", "1"));
        writer.write(TestEvents.frame(sensor("a", "3", 2_000_000)));
        awaitEvents(3, Map.of());
        JsonNode next =
                answer(Map.of("limit", "1", "cursor", page.path("next_cursor").asText()));

        assertThat(ids(next.path("events"))).containsExactly(first.id());
        assertThat(next.path("next_cursor").isNull()).isTrue();
    }

    @Test
    void keepsTextAsItIs() {
        String state = "é„漢字🔥' \\\" = , ; -- /* %s";
        Event event =
                TestEvents.sensor(domain + ".text", state, 0, "{\"nested\":{\"a\":[1,{\"b\":\"\\\"\\\\n\\\"\"}]}}");

        writer.write(TestEvents.frame(event));

        JsonNode stored = awaitEvents(1, Map.of()).get(0);
        assertThat(stored.path("state").asText()).isEqualTo(event.state());
        assertThat(stored.at("/attributes/nested/a/1/b").asText()).isEqualTo("\"\\n\"");
    }

    @Test
    void addsFieldsOfUsers() {
        Event event = sensor("a", "1", 0)
                .with(Enriched.NOTHING.withFields(Map.of("Solar-kWh", 1.5, "mood", "good", "odd_str", 2.0)));

        writer.write(TestEvents.frame(event, sensor("b", "1", 0)));

        JsonNode stored = awaitEvents(2, Map.of()).stream()
                .filter(one -> id(one).equals(event.id()))
                .findFirst()
                .orElseThrow();
        assertThat(stored.path("x_solar_kwh").asDouble()).isEqualTo(1.5);
        assertThat(stored.path("x_mood_str").asText()).isEqualTo("good");
        assertThat(stored.path("x_odd_str_num").asDouble()).isEqualTo(2.0);
    }

    @Test
    void storesNumbersOfAnySize() {
        double[] numbers = {0.1, -0.0, 21.4, 1e300, -1.7976931348623157E308, 4.9e-324, 123456789.123, 1 / 3.0};
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < numbers.length; i++) {
            events.add(sensor("n" + i, "x", i).with(new Enriched(numbers[i], null, null, null, null, null, Map.of())));
        }
        writer.write(TestEvents.frame(events));

        List<JsonNode> stored = awaitEvents(numbers.length, Map.of());
        for (JsonNode one : stored) {
            int i = one.path("entity_id").asText().charAt(domain.length() + 2) - '0';
            assertThat(one.path("value").asDouble() + 0.0).isEqualTo(numbers[i] + 0.0);
        }
    }

    @Test
    void storesRemovalsAndEventsWithoutEntity() {
        Event removal = TestEvents.one("""
                {"event_type":"state_changed","time_fired":"2026-11-20T12:00:00Z","data":{"entity_id":"%s.gone",
                 "new_state":null,"old_state":{"entity_id":"%s.gone","state":"5","attributes":{"unit_of_measurement":"W"}}}}
                """.formatted(domain, domain));
        Event fired = TestEvents.one("""
                {"event_type":"%s_fired","time_fired":"2026-11-20T12:00:00Z","context":{"id":"1"},"data":{"a":[1,null]}}
                """.formatted(domain));

        writer.write(TestEvents.frame(removal, fired));

        JsonNode gone = awaitEvents(1, Map.of()).get(0);
        assertThat(gone.path("state").asText("none")).isEmpty();
        assertThat(gone.path("unit").asText()).isEqualTo("W");
        assertThat(gone.has("attributes")).isFalse();
        JsonNode stored = get(fired.id());
        assertThat(stored.has("entity_id")).isFalse();
        assertThat(stored.at("/attributes/a/0").asInt()).isEqualTo(1);
    }

    @Test
    void anInjectionFindsNothing() {
        Event event = sensor("a", "1", 0);
        writer.write(TestEvents.frame(event));
        awaitEvents(1, Map.of());

        for (String evil : List.of(
                "x' OR 'a'='a",
                "x\\' OR 1=1 --",
                "'; DROP MEASUREMENT home_assistant_events; --",
                "x\\",
                ":v0",
                "\" = \"")) {
            assertThat(find(Map.of("entity_id", evil))).as(evil).isEmpty();
        }
        assertThat(ids(find(Map.of()))).containsExactly(event.id());
    }

    @Test
    void saysThatAnEventIsNotThere() {
        assertThatThrownBy(() -> one(UUID.randomUUID()))
                .isInstanceOfSatisfying(
                        Rejected.class, e -> assertThat(e.fault().code()).isEqualTo(ErrorCode.NOT_FOUND));
    }

    @Test
    void storesTheWeather() {
        Observation observation = new Observation(
                Observation.Availability.FRESH, 3.5, 81.0, 1013.0, 4.2, "rain", java.time.Instant.EPOCH, "open-meteo");

        writer.write("home", observation);
        writer.write("home", Observation.unavailable("open-meteo"));

        assertThat(writer.status().level()).isEqualTo(org.hearthline.health.Status.Level.HEALTHY);
    }

    Event sensor(String name, String state, long micros) {
        return TestEvents.sensor(domain + "." + name, state, micros);
    }

    private Event fullEvent() {
        Observation weather = new Observation(
                Observation.Availability.FRESH, 3.5, 81.0, 1013.25, 4.2, "rain", java.time.Instant.EPOCH, "open-meteo");
        return TestEvents.one("""
                {"event_type":"state_changed","time_fired":"2026-11-20T12:00:00.123456Z","origin":"LOCAL",
                 "context":{"id":"c1","parent_id":"c0","user_id":"u"},"data":{"entity_id":"%s.küche",
                 "old_state":{"entity_id":"x","state":"20.9","attributes":{}},
                 "new_state":{"entity_id":"x","state":"21.4","last_updated":"2026-11-20T12:00:00.123456Z",
                  "attributes":{"device_class":"temperature","unit_of_measurement":"°C","friendly_name":"Küche, groß"}}}}
                """.formatted(domain))
                .with(new Labels("Wohn zimmer, = groß", "Fühler", "Erdgeschoß", List.of("warm", "innen")))
                .with(new Enriched(21.4, "temperature", "°C", "Küche, groß", 61.5, weather, Map.of("comfort", 0.8)));
    }

    List<JsonNode> awaitEvents(int count, Map<String, Object> parameters) {
        return await().atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(20))
                .until(() -> find(parameters), found -> found.size() == count);
    }

    List<JsonNode> find(Map<String, Object> parameters) {
        List<JsonNode> events = new ArrayList<>();
        answer(parameters).path("events").forEach(events::add);
        assertThat(new HashSet<>(ids(events))).hasSameSizeAs(events);
        return events;
    }

    private JsonNode answer(Map<String, Object> parameters) {
        Map<String, Object> all = new HashMap<>(parameters);
        all.put("domain", domain);
        return read(queries.answer(queries.ask(queries.parse(all))));
    }

    private byte[] one(UUID id) {
        return queries.answerOne(queries.ask(queries.id(Map.of("event_id", id.toString()))), id.toString());
    }

    private JsonNode get(UUID id) {
        return read(one(id));
    }

    static JsonNode read(byte[] json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new AssertionError("Not JSON: " + new String(json, UTF_8), e);
        }
    }

    static UUID id(JsonNode event) {
        return UUID.fromString(event.path("event_id").asText());
    }

    static List<UUID> ids(Iterable<JsonNode> events) {
        List<UUID> ids = new ArrayList<>();
        events.forEach(event -> ids.add(id(event)));
        return ids;
    }
}
