package org.hearthline.event;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
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
    /**
     * Reads UTF-8 only: a text that looks like UTF-16 is malformed, and not read by another parser that knows no offsets.
     * Writes ASCII: half a surrogate pair, which JSON can escape and UTF-8 cannot hold, stays what it is.
     */
    static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
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
        AttributeFilter filter = new AttributeFilter(deniedAttributes);
        EventData event = new EventDraft(new FieldReader(parser, source, base), filter).read();
        return filter.foundAny() ? parse(filter.copy(event.json())) : event;
    }

    /** The same without denied attributes, wherever they stand: for what could not be read as an event. */
    public JsonSlice withoutDenied(JsonSlice event) {
        try {
            return new AttributeFilter(deniedAttributes).copyOfAny(event);
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }
}
