package org.hearthline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.Set;

/**
 * Reads the head of a Home Assistant event and keeps its bytes. Takes the nested form of the WebSocket ({@code event_type,
 * time_fired, origin, context, data{entity_id, old_state, new_state}}) and the flat one ({@code event_type, entity_id, state,
 * attributes, timestamp}), keys in any order. One pass, no tree. Immutable; any thread.
 *
 * @see <a href="https://developers.home-assistant.io/docs/api/websocket">Home Assistant's WebSocket API</a>
 */
public final class EventParser {
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .build();

    private final Set<String> deniedAttributes;

    /**
     * @param deniedAttributes attributes that are cut out of the event's bytes, in the new and the old state
     */
    public EventParser(Set<String> deniedAttributes) {
        this.deniedAttributes = Set.copyOf(deniedAttributes);
    }

    /** Reads one event that is the whole text. */
    public EventData parse(JsonSlice json) {
        try (JsonParser parser = JSON.createParser(json.source(), json.offset(), json.length())) {
            parser.nextToken();
            return parse(parser, json.source(), json.offset());
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }

    /**
     * Reads the value that the parser stands on, and leaves the parser at that value's end, also when the event is refused.
     *
     * @param source what the parser reads
     * @param base where in {@code source} the parser began
     * @throws Rejected when the value is JSON, and no event
     * @throws IOException when it is no JSON
     */
    public EventData parse(JsonParser parser, byte[] source, int base) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            throw new Rejected(Fault.invalid("event", "Not an object", "object"));
        }
        EventDraft draft = new EventDraft(source, base, deniedAttributes);
        draft.read(parser);
        EventData event = draft.finish();
        return draft.holdsDenied()
                ? parse(JsonSlice.of(AttributeFilter.without(event.json(), deniedAttributes)))
                : event;
    }

    /** The same event without denied attributes, for one that could not be read. */
    public JsonSlice withoutDenied(JsonSlice event) {
        try {
            return JsonSlice.of(AttributeFilter.without(event, deniedAttributes));
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }
}
