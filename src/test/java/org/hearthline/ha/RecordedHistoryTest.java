package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hearthline.event.Event;
import org.hearthline.event.EventContext;
import org.hearthline.event.EventData;
import org.hearthline.event.EventId;
import org.hearthline.event.EventParser;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Recordings;
import org.hearthline.event.Rejected;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.State;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** History's rows as events: against what two real houses said live, and row by row. */
final class RecordedHistoryTest {
    private static final String HISTORY = "history/history_during_period";
    private static final Set<String> DENIED = Set.of("access_token", "entity_picture");
    private static final long SECOND = 1_000_000;
    private static final long START = 1_795_251_447 * SECOND;

    private final List<ObjectNode> asked = new ArrayList<>();
    private String answer = "{}";
    private String code = "";
    private final HouseHistory history = new RecordedHistory(this::answer, new HistoryReader(new EventParser(DENIED)));

    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void everyLiveEventAndItsRowAreOneAndTheSameEvent(String version) throws Exception {
        Recorded recorded = Recorded.read(version + "/14-live-and-then-history.ndjson.gz");
        Map<UUID, Event> live = recorded.liveById();
        answer = recorded.answer;

        List<EventData> events = history.events(recorded.entityIds, recorded.from, recorded.to);

        assertThat(events.stream().map(RecordedHistoryTest::id))
                .hasSizeGreaterThan(500)
                .doesNotHaveDuplicates();
        assertThat(events.stream().map(RecordedHistoryTest::id).toList())
                .containsExactlyInAnyOrderElementsOf(live.keySet());
        assertThat(events).isSortedAccordingTo(Comparator.comparingLong(EventData::micros));
        assertThat(events).allSatisfy(event -> {
            EventData same = live.get(id(event)).data();
            assertThat(state(event.newState())).isEqualTo(state(same.newState()));
            assertThat(event.origin()).isEqualTo("backfill");
            assertThat(event.context()).isEqualTo(EventContext.NONE);
        });
    }

    /** The first row of an entity has nothing before it here: these were asked for without the state at the start. */
    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void theRowBeforeIsTheOldState(String version) throws Exception {
        Recorded recorded = Recorded.read(version + "/14-live-and-then-history.ndjson.gz");
        Map<UUID, Event> live = recorded.liveById();
        answer = recorded.answer;
        Set<String> seen = new java.util.HashSet<>();
        int compared = 0;
        for (EventData event : history.events(recorded.entityIds, recorded.from, recorded.to)) {
            if (!seen.add(event.entityId())) {
                assertThat(state(event.oldState()))
                        .isEqualTo(state(live.get(id(event)).data().oldState()));
                compared++;
            }
        }
        assertThat(compared).isGreaterThan(450);
    }

    /** What the row made up for the start says, as two real houses were asked for it. */
    @ParameterizedTest
    @ValueSource(strings = {Recordings.OLD_VERSION, Recordings.NEW_VERSION})
    void theRowMadeUpForTheStartIsNoEventButTheStateBefore(String version) throws Exception {
        Map<Integer, JsonNode> questions = new LinkedHashMap<>();
        Map<Integer, JsonNode> answers = new LinkedHashMap<>();
        for (Recordings.Line line : Recordings.lines(version + "/11-history.ndjson")) {
            if (!line.isRemark() && line.text().startsWith("{\"id")) {
                JsonNode message = FakeHomeAssistant.tree(line.text());
                (line.fromHomeAssistant() ? answers : questions)
                        .put(message.get("id").asInt(), message);
            }
        }
        long start = Timestamps.parseMicros(questions.get(5).get("start_time").asText());
        answer = answers.get(5).get("result").toString();
        JsonNode without = answers.get(6).get("result");

        List<EventData> events = history.events(List.of("light.bed_light"), start + 1, START + 60 * SECOND);

        int rows = StreamSupport.stream(without.spliterator(), false)
                .mapToInt(JsonNode::size)
                .sum();
        assertThat(events).hasSize(rows).hasSizeGreaterThan(40);
        EventData lamp = first(events, "light.bed_light");
        assertThat(lamp.oldState()).isNotNull();
        assertThat(lamp.oldState().state()).isEqualTo("on");
        assertThat(lamp.oldState().attributes().json().text()).contains("friendly_name");
        assertThat(lamp.oldState().lastUpdatedMicros()).isEqualTo(EventData.NO_TIME);
        assertThat(lamp.oldState().lastChangedMicros()).isEqualTo(EventData.NO_TIME);
        assertThat(first(events, "sensor.odd_gone").oldState())
                .as("removed before the start")
                .isNull();
        assertThat(last(events, "sensor.odd_gone").newState())
                .as("removed again")
                .isNull();
    }

    @Test
    void asksForEveryRowAndTheStateAtTheStart() throws Exception {
        history.events(List.of("sensor.a", "sensor.b"), START, START + SECOND);
        assertThat(asked)
                .singleElement()
                .hasToString("{\"type\":\"" + HISTORY + "\",\"start_time\":\"2026-11-21T08:57:26.999999+00:00\","
                        + "\"end_time\":\"2026-11-21T08:57:28.000001+00:00\",\"include_start_time_state\":true,"
                        + "\"significant_changes_only\":false,\"minimal_response\":false,\"no_attributes\":false,"
                        + "\"entity_ids\":[\"sensor.a\",\"sensor.b\"]}");
    }

    /** Doubles of a clock, and what Python's {@code datetime.fromtimestamp} makes of them; decimals and Math.round are wrong for some. */
    @ParameterizedTest
    @CsvSource({
        "1795251447.2237875, 1795251447223788",
        "1795251447.9411044, 1795251447941104",
        "1795251447.9398158, 1795251447939816",
        "1795251447.0000005, 1795251447000000",
        "1795251447.0000015, 1795251447000001",
        "1795251447.9999998, 1795251448000000",
        "1795251447, 1795251447000000",
        "0.5, 500000"
    })
    void convertsTheClockExactly(double seconds, long micros) {
        assertThat(HistoryRow.micros(seconds)).isEqualTo(micros);
    }

    @Test
    void theSpanIsOpenAtItsStartAndClosedAtItsEnd() throws Exception {
        answer = "{'sensor.a':[ROW -0.000001 start,ROW 0 from,ROW 0.000001 in,ROW 1 to,ROW 1.000001 after]}";
        List<EventData> events = history.events(List.of("sensor.a"), START, START + SECOND);
        assertThat(events.stream().map(RecordedHistoryTest::change)).containsExactly("from → in", "in → to");
        assertThat(events.get(0).oldState().lastUpdatedMicros())
                .as("a real row at exactly the start of the span keeps its time")
                .isEqualTo(START);
    }

    @Test
    void eventsOfAllEntitiesComeInTheOrderOfTheirTimes() throws Exception {
        answer = "{'sensor.a':[ROW 0.1 a1,ROW 0.3 a3],'sensor.b':[ROW 0.2 b2,ROW 0.4 b4]}";
        assertThat(history.events(List.of("sensor.a", "sensor.b"), START, START + SECOND))
                .extracting(event -> event.newState().state())
                .containsExactly("a1", "b2", "a3", "b4");
    }

    @Test
    void aRowWithoutStateIsARemovalAndWhatFollowsIsNew() throws Exception {
        answer = "{'sensor.a':[ROW 0.1 1,{'s':null,'a':{},'lu':1795251447.2237875},ROW 0.3 2]}";
        List<EventData> events = history.events(List.of("sensor.a"), START, START + SECOND);
        assertThat(events.stream().map(RecordedHistoryTest::change)).containsExactly("- → 1", "1 → -", "- → 2");
        assertThat(events.get(1).micros()).isEqualTo(START + 223_788);
    }

    @Test
    void knowsWhenTheStateChangedAndWhenOnlyTheAttributes() throws Exception {
        answer = "{'light.a':[{'s':'on','a':{'b':1},'lu':1795251447.5},{'s':'on','a':{'b':2},'lu':1795251447.75,"
                + "'lc':1795251447.5},{'s':'on','a':{'b':2},'lu':1795251447.875}]}";
        List<EventData> events = history.events(List.of("light.a"), START, START + SECOND);
        assertThat(events)
                .extracting(event -> event.newState().lastChangedMicros() - START)
                .containsExactly(500_000L, 500_000L, 875_000L);
        assertThat(events)
                .extracting(EventData::micros)
                .containsExactly(START + 500_000, START + 750_000, START + 875_000);
        assertThat(events.get(1).oldState().attributes().json().text()).isEqualTo("{\"b\":1}");
        assertThat(events.get(2).oldState().lastChangedMicros()).isEqualTo(START + 500_000);
    }

    @Test
    void keepsEveryStateAsItIs() throws Exception {
        answer = "{'sensor.a':[ROW 0.1 ,ROW 0.2 21.5,ROW 0.3 unavailable,{'s':'\\u00e9\\n\\\"','a':{'ü':'°'},"
                + "'lu':1795251447.4},ROW 0.5 " + "x".repeat(255) + "]}";
        assertThat(history.events(List.of("sensor.a"), START, START + SECOND))
                .extracting(event -> event.newState().state())
                .containsExactly("", "21.5", "unavailable", "é\n\"", "x".repeat(255));
    }

    @Test
    void cutsDeniedAttributesOut() throws Exception {
        answer = "{'camera.a':[{'s':'idle','a':{'access_token':'s3cret','n':1},'lu':1795251447.1},ROW 0.2 idle]}";
        assertThat(history.events(List.of("camera.a"), START, START + SECOND))
                .hasSize(2)
                .allSatisfy(event -> assertThat(event.json().text()).doesNotContain("s3cret"));
    }

    @Test
    void readsAnswersOfManyMegabytes() throws Exception {
        int entities = 60;
        int rows = 1000;
        answer = java.util.stream.IntStream.range(0, entities)
                .mapToObj(entity -> "'sensor.s" + entity + "':["
                        + java.util.stream.IntStream.range(0, rows)
                                .mapToObj(row -> "{'s':'" + row + "','a':{'friendly_name':'" + "n".repeat(150)
                                        + "'},'lu':" + (START / SECOND) + "." + (1000 + row) + "}")
                                .collect(Collectors.joining(","))
                        + "]")
                .collect(Collectors.joining(",", "{", "}"));
        assertThat(answer.length()).isGreaterThan(10 << 20);
        List<EventData> events = history.events(List.of("sensor.s0"), START, START + SECOND);
        assertThat(events).hasSize(entities * rows).isSortedAccordingTo(Comparator.comparingLong(EventData::micros));
    }

    @Test
    void tellsARefusalInHomeAssistantsWords() {
        code = "invalid_entity_ids";
        assertThatThrownBy(() -> history.events(List.of("no-dot"), START, START + SECOND))
                .isInstanceOfSatisfying(Rejected.class, refused -> {
                    assertThat(refused).hasMessageContaining("invalid_entity_ids: Said so");
                    assertThat(refused.fault().details()).containsEntry("issue", "invalid_entity_ids");
                });
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown_error", "home_assistant_error", "timeout"})
    void aFailureInsideOfTheHousePasses(String passing) {
        code = passing;
        assertThatThrownBy(history::recorder)
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("Said so");
    }

    @Test
    void anAnswerThatIsNoneIsAskedForAgain() {
        for (String nonsense : List.of("[]", "null", "{'sensor.a':{}}", "{'sensor.a':[{'s':'1'}]}", "{'sensor.a':[")) {
            answer = nonsense;
            assertThatThrownBy(() -> history.events(List.of("sensor.a"), START, START + SECOND))
                    .as(nonsense)
                    .isInstanceOf(TransientFailure.class);
        }
    }

    @Test
    void asksAboutTheRecorder() throws Exception {
        answer = "{'backlog':17,'max_backlog':65000,'recording':true,'thread_running':true}";
        assertThat(history.recorder()).isEqualTo(new HouseHistory.Recorder(true, 17));
    }

    private CommandResult answer(ObjectNode command) {
        asked.add(command);
        String json = java.util.regex.Pattern.compile("ROW (-?[\\d.]+) ([^,\\]]*)")
                .matcher(answer)
                .replaceAll(row -> "{'s':'" + row.group(2) + "','a':{},'lu':"
                        + (START + Math.round(Double.parseDouble(row.group(1)) * 1e6)) / 1e6 + "}");
        JsonSlice result = embedded(json.startsWith("{\"") ? json : json.replace('\'', '"'));
        return new CommandResult(1, code.isEmpty(), result, code, code.isEmpty() ? "" : "Said so");
    }

    /** As it comes: a part of a message. */
    private static JsonSlice embedded(String json) {
        String before = "{\"id\":7,\"type\":\"result\",\"success\":true,\"result\":";
        byte[] all = (before + json + "}").getBytes(java.nio.charset.StandardCharsets.UTF_8);
        return new JsonSlice(all, before.length(), all.length - before.length() - 1);
    }

    private static UUID id(EventData event) {
        return EventId.ofEntity(SampleEvents.HOUSE, event.eventType(), event.entityId(), event.micros());
    }

    private static String change(EventData event) {
        return text(event.oldState()) + " → " + text(event.newState());
    }

    private static String text(State state) {
        return state == null ? "-" : state.state();
    }

    private static String state(State state) {
        return state == null ? "-" : state.state() + " " + state.lastChangedMicros() + " " + state.lastUpdatedMicros();
    }

    private static EventData first(List<EventData> events, String entityId) {
        return events.stream()
                .filter(event -> entityId.equals(event.entityId()))
                .findFirst()
                .orElseThrow();
    }

    private static EventData last(List<EventData> events, String entityId) {
        return events.stream()
                .filter(event -> entityId.equals(event.entityId()))
                .reduce((one, other) -> other)
                .orElseThrow();
    }

    /** Live events, and the one answer of history that follows them. */
    private record Recorded(List<Event> live, List<String> entityIds, long from, long to, String answer) {
        static Recorded read(String path) {
            List<String> entityIds = new ArrayList<>();
            long from = 0;
            long to = 0;
            String answer = "";
            int id = 0;
            for (Recordings.Line line : Recordings.lines(path)) {
                if (line.isRemark() || !line.text().startsWith("{")) {
                    continue;
                }
                JsonNode message = FakeHomeAssistant.tree(line.text());
                if (HISTORY.equals(message.path("type").asText())) {
                    id = message.get("id").asInt();
                    from = Timestamps.parseMicros(message.get("start_time").asText());
                    to = Timestamps.parseMicros(message.get("end_time").asText());
                    message.get("entity_ids").forEach(entity -> entityIds.add(entity.asText()));
                } else if (id != 0
                        && line.fromHomeAssistant()
                        && message.path("id").asInt() == id) {
                    // The text as it came: a tree would write its numbers anew.
                    answer = line.text()
                            .substring(
                                    line.text().indexOf("\"result\":") + 9,
                                    line.text().length() - 1);
                }
            }
            return new Recorded(Recordings.events(path), entityIds, from, to, answer);
        }

        /** Those within the window; one of the older version's comes after it. */
        Map<UUID, Event> liveById() {
            return live.stream()
                    .filter(event ->
                            event.data().micros() > from && event.data().micros() <= to)
                    .collect(Collectors.toMap(Event::id, event -> event));
        }
    }
}
