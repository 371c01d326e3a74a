package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A {@code new_state} or {@code old_state} while it is being read. */
final class StateDraft {
    private final EventDraft event;
    private final String field;

    private @Nullable String state;
    private long lastChanged = EventData.NO_TIME;
    private long lastUpdated = EventData.NO_TIME;
    private @Nullable String deviceClass;
    private @Nullable String unit;
    private @Nullable String friendlyName;
    private Attributes attributes = Attributes.EMPTY;

    StateDraft(EventDraft event, String field) {
        this.event = event;
        this.field = field;
    }

    /** A state of the flat form, which names no times of its own. */
    static State of(String state, long micros, Attributes attributes) {
        var map = attributes.asMap();
        return new State(
                state,
                micros,
                micros,
                textOrNull(map.get("device_class")),
                textOrNull(map.get("unit_of_measurement")),
                textOrNull(map.get("friendly_name")),
                attributes);
    }

    private static @Nullable String textOrNull(@Nullable Object value) {
        return value instanceof String text ? text : null;
    }

    State read(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            switch (name) {
                case "state" -> state = event.text(parser, field + ".state");
                case "last_changed" -> lastChanged = event.time(parser, field + ".last_changed");
                case "last_updated" -> lastUpdated = event.time(parser, field + ".last_updated");
                case "attributes" -> readAttributes(parser);
                default -> parser.skipChildren();
            }
        }
        if (state == null) {
            event.fault(field + ".state", "Missing required field", "string");
            state = "";
        }
        return new State(state, lastChanged, lastUpdated, deviceClass, unit, friendlyName, attributes);
    }

    private void readAttributes(JsonParser parser) throws IOException {
        if (parser.currentToken() != JsonToken.START_OBJECT) {
            if (parser.currentToken() != JsonToken.VALUE_NULL) {
                event.wrong(field + ".attributes", parser, "object");
            }
            return;
        }
        int from = event.tokenStart(parser);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            event.noteDenied(name);
            parser.nextToken();
            switch (name) {
                case "device_class" -> deviceClass = textOrSkip(parser);
                case "unit_of_measurement" -> unit = textOrSkip(parser);
                case "friendly_name" -> friendlyName = textOrSkip(parser);
                default -> parser.skipChildren();
            }
        }
        attributes = new Attributes(event.sliceFrom(from, parser));
    }

    /** Attributes are free: one of another type is no fault, it only describes nothing. */
    private static @Nullable String textOrSkip(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        parser.skipChildren();
        return null;
    }
}
