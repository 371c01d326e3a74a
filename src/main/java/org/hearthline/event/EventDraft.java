package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An event while it is being read. Reads to the end whatever comes, and remembers the first thing that is wrong: the parser
 * is then at the event's end, and the events behind it can be read.
 */
final class EventDraft {
    private static final String MISSING = "Missing required field";

    private final byte[] source;
    private final int base;
    private final Set<String> denied;

    private int start;
    private int end;
    private @Nullable String eventType;
    private @Nullable String entityId;
    private @Nullable String origin;
    private EventContext context = EventContext.NONE;
    private long timeFired = EventData.NO_TIME;
    private @Nullable JsonSlice data;
    private boolean newStateSeen;
    private @Nullable State newState;
    private @Nullable State oldState;
    private @Nullable String flatState;
    private Attributes flatAttributes = Attributes.EMPTY;
    private @Nullable String entityIdIssue;
    private boolean holdsDenied;
    private @Nullable Fault fault;

    EventDraft(byte[] source, int base, Set<String> denied) {
        this.source = source;
        this.base = base;
        this.denied = denied;
    }

    boolean holdsDenied() {
        return holdsDenied;
    }

    /** The parser stands on the event's opening brace, and afterwards on its closing one. */
    void read(JsonParser parser) throws IOException {
        start = tokenStart(parser);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "event_type" -> eventType = text(parser, name);
                case "time_fired", "timestamp" -> timeFired = time(parser, name);
                case "origin" -> origin = text(parser, name);
                case "context" -> context = context(parser);
                case "data" -> readData(parser);
                case "state" -> flatState = text(parser, name);
                case "attributes" -> flatAttributes = new Attributes(slice(parser, name));
                default -> readShared(parser, name);
            }
        }
        end = tokenEnd(parser);
    }

    /** What stands in {@code data} when nested, at the top when flat. */
    private void readShared(JsonParser parser, String name) throws IOException {
        switch (name) {
            case "entity_id" -> readEntityId(parser);
            case "new_state" -> {
                newStateSeen = true;
                newState = state(parser, name);
            }
            case "old_state" -> oldState = oldState(parser);
            default -> parser.skipChildren();
        }
    }

    private void readData(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrong("data", parser, "object");
            return;
        }
        int from = tokenStart(parser);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            readShared(parser, name);
        }
        data = new JsonSlice(source, from, tokenEnd(parser) - from);
    }

    EventData finish() {
        String type = required("event_type", eventType);
        boolean stateChanged = EventData.STATE_CHANGED.equals(type);
        if (stateChanged) {
            finishStateChange();
        }
        if (fault != null) {
            throw new Rejected(fault);
        }
        long updated = newState == null ? EventData.NO_TIME : newState.lastUpdatedMicros();
        JsonSlice whole = new JsonSlice(source, start, end - start);
        return new EventData(
                whole,
                stateChanged ? EventData.STATE_CHANGED : type,
                entityId,
                updated == EventData.NO_TIME ? timeFired : updated,
                origin,
                context,
                newState,
                oldState,
                data == null ? whole : data);
    }

    private void finishStateChange() {
        if (entityIdIssue != null) {
            fault("entity_id", entityIdIssue, "string");
        }
        required("entity_id", entityId);
        if (data == null && !newStateSeen) {
            flatToNewState();
        } else if (!newStateSeen) {
            fault("data.new_state", MISSING, "object or null");
        }
    }

    private void flatToNewState() {
        String text = required("state", flatState);
        newState = StateDraft.of(text, timeFired, flatAttributes);
    }

    private String required(String field, @Nullable String value) {
        if (value == null) {
            fault(field, MISSING, "string");
            return "";
        }
        return value;
    }

    private void readEntityId(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            entityId = parser.getText();
            entityIdIssue = null;
        } else {
            entityIdIssue = "Wrong type " + kind(parser);
            parser.skipChildren();
        }
    }

    private @Nullable State oldState(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return StateDraft.of(parser.getText(), EventData.NO_TIME, Attributes.EMPTY);
        }
        return state(parser, "old_state");
    }

    private @Nullable State state(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_NULL) {
            return null;
        }
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            wrong(field, parser, "object or null");
            return null;
        }
        return new StateDraft(this, field).read(parser);
    }

    private EventContext context(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            parser.skipChildren();
            return EventContext.NONE;
        }
        String id = null;
        String parentId = null;
        String userId = null;
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "id" -> id = text(parser, "context.id");
                case "parent_id" -> parentId = text(parser, "context.parent_id");
                case "user_id" -> userId = text(parser, "context.user_id");
                default -> parser.skipChildren();
            }
        }
        return new EventContext(id, parentId, userId);
    }

    /** A string, or null where JSON has null; anything else is a fault. */
    @Nullable
    String text(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrong(field, parser, "string");
        }
        return null;
    }

    long time(JsonParser parser, String field) throws IOException {
        String text = text(parser, field);
        if (text == null) {
            return EventData.NO_TIME;
        }
        try {
            return Timestamps.parseMicros(text);
        } catch (DateTimeException e) {
            fault(field, "Not a time: " + shortened(text), Timestamps.EXPECTED);
            return EventData.NO_TIME;
        }
    }

    /** The object that the parser stands on; notes on the way whether it holds a denied attribute. */
    JsonSlice slice(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                wrong(field, parser, "object");
            }
            return Attributes.EMPTY.json();
        }
        int from = tokenStart(parser);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            noteDenied(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
        return new JsonSlice(source, from, tokenEnd(parser) - from);
    }

    void noteDenied(String attribute) {
        holdsDenied |= denied.contains(attribute);
    }

    JsonSlice sliceFrom(int from, JsonParser parser) {
        return new JsonSlice(source, from, tokenEnd(parser) - from);
    }

    int tokenStart(JsonParser parser) {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    private int tokenEnd(JsonParser parser) {
        return base + (int) parser.currentLocation().getByteOffset();
    }

    void wrong(String field, JsonParser parser, String expected) throws IOException {
        fault(field, "Wrong type " + kind(parser), expected);
        parser.skipChildren();
    }

    void fault(String field, String issue, String expected) {
        if (fault == null) {
            fault = Fault.invalid(field, issue, expected);
        }
    }

    private static String kind(JsonParser parser) {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_NULL -> "null";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_STRING -> "string";
            default -> "number";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
