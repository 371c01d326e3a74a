package org.hearthline.event;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of an event what nobody is to know: bean {@code redact} of the routes. What is taken out is gone from the event's own bytes
 * too, so no later step, process or store meets it. Id, time and all else stay. Immutable; any thread.
 */
public final class Redaction {
    /** Numbers stay as exact as they came. */
    private static final ObjectMapper MAPPER = JsonMapper.builder(EventParser.JSON)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private static final EventParser PARSER = new EventParser(Set.of());
    private static final String STATE = "state";

    /**
     * The event without these attributes, in its new and its old state.
     *
     * @param names separated by commas
     */
    public Event withoutAttributes(Event event, String names) {
        return event.with(new EventParser(words(names)).parse(event.data().json()));
    }

    /**
     * The event with no other states than these, new and old. Events that are no state changes stay as they are.
     *
     * @param allowed separated by commas
     * @param otherwise what stands for every other
     */
    public Event onlyStates(Event event, String allowed, String otherwise) {
        Set<String> known = words(allowed);
        EventData data = event.data();
        if (!data.eventType().equals(EventData.STATE_CHANGED)
                || (isIn(known, event.state()) && isIn(known, event.oldState()))) {
            return event;
        }
        return event.with(PARSER.parse(JsonSlice.of(rewritten(data, known, otherwise))));
    }

    private static byte[] rewritten(EventData data, Set<String> allowed, String otherwise) {
        JsonSlice json = data.json();
        try {
            JsonNode event = MAPPER.readTree(json.source(), json.offset(), json.length());
            replace(event, STATE, allowed, otherwise);
            replace(event, "old_state", allowed, otherwise);
            for (JsonNode around : List.of(event, event.path("data"))) {
                replace(around.path("new_state"), STATE, allowed, otherwise);
                replace(around.path("old_state"), STATE, allowed, otherwise);
            }
            return MAPPER.writeValueAsBytes(event);
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }

    private static void replace(JsonNode node, String name, Set<String> allowed, String otherwise) {
        JsonNode state = node.path(name);
        if (node instanceof ObjectNode object && state.isTextual() && !allowed.contains(state.textValue())) {
            object.put(name, otherwise);
        }
    }

    private static boolean isIn(Set<String> allowed, @Nullable String state) {
        return state == null || allowed.contains(state);
    }

    private static Set<String> words(String list) {
        return Set.copyOf(List.of(list.strip().split("\\s*,\\s*")));
    }
}
