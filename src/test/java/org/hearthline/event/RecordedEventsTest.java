package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Golden: each live event of two real Home Assistants, read by us and by Jackson's tree. */
class RecordedEventsTest {
    private static final OffsetDateTime EPOCH = OffsetDateTime.of(1970, 1, 1, 0, 0, 0, 0, ZoneOffset.UTC);
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EventParser PARSER = new EventParser(Set.of());

    @ParameterizedTest
    @MethodSource("org.hearthline.event.Recordings#live")
    void eachEventIsReadAsItStandsInItsFrame(String path) throws Exception {
        List<JsonNode> trees = Recordings.eventTrees(path);
        List<JsonSlice> slices = Recordings.eventSlices(path);

        assertThat(slices).hasSameSizeAs(trees).isNotEmpty();
        for (int i = 0; i < trees.size(); i++) {
            JsonSlice slice = slices.get(i);
            EventData inFrame = parseWithinItsFrame(slice);

            assertThat(inFrame).isEqualTo(PARSER.parse(JsonSlice.of(slice.copy())));
            assertThat(inFrame.json()).isEqualTo(slice);
            assertSame(inFrame, trees.get(i));
        }
    }

    private static EventData parseWithinItsFrame(JsonSlice slice) throws Exception {
        byte[] frame = slice.source();
        int base = slice.offset();
        try (JsonParser parser = EventParser.JSON.createParser(frame, base, frame.length - base)) {
            parser.nextToken();
            EventData event = PARSER.parse(parser, frame, base);
            assertThat(parser.currentLocation().getByteOffset()).isEqualTo(slice.length());
            return event;
        }
    }

    private static void assertSame(EventData event, JsonNode tree) {
        JsonNode data = tree.get("data");
        JsonNode newState = data.path("new_state");
        String time = newState.isObject()
                ? newState.get("last_updated").textValue()
                : tree.get("time_fired").textValue();
        assertThat(event.eventType()).isEqualTo(tree.get("event_type").textValue());
        assertThat(event.entityId()).isEqualTo(data.path("entity_id").textValue());
        assertThat(event.micros()).isEqualTo(micros(time));
        assertThat(event.origin()).isEqualTo(tree.get("origin").textValue());
        assertThat(event.context())
                .isEqualTo(new EventContext(
                        tree.at("/context/id").textValue(),
                        tree.at("/context/parent_id").textValue(),
                        tree.at("/context/user_id").textValue()));
        assertThat(Recordings.tree(event.data().text())).isEqualTo(data);
        assertSame(event.newState(), newState);
        assertSame(event.oldState(), data.path("old_state"));
    }

    private static void assertSame(@Nullable State state, JsonNode tree) {
        if (!tree.isObject()) {
            assertThat(state).isNull();
            return;
        }
        JsonNode attributes = tree.get("attributes");
        assertThat(state).isNotNull();
        assertThat(state.state()).isEqualTo(tree.get("state").textValue());
        assertThat(state.lastChangedMicros())
                .isEqualTo(micros(tree.get("last_changed").textValue()));
        assertThat(state.lastUpdatedMicros())
                .isEqualTo(micros(tree.get("last_updated").textValue()));
        assertThat(state.deviceClass())
                .isEqualTo(attributes.path("device_class").textValue());
        assertThat(state.unit())
                .isEqualTo(attributes.path("unit_of_measurement").textValue());
        assertThat(state.friendlyName())
                .isEqualTo(attributes.path("friendly_name").textValue());
        assertThat(Recordings.tree(state.attributes().json().text())).isEqualTo(attributes);
        assertThat(asTree(state.attributes().asMap())).isEqualTo(attributes);
    }

    private static JsonNode asTree(Map<String, @Nullable Object> map) {
        return MAPPER.valueToTree(map);
    }

    private static long micros(String time) {
        return ChronoUnit.MICROS.between(EPOCH, OffsetDateTime.parse(time));
    }
}
