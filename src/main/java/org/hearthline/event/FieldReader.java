package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.DateTimeException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of an object one after the other. Knows where in the source it is, and remembers the first thing that is
 * wrong instead of stopping there: the parser ends at the event's end, and the events behind it can be read.
 */
final class FieldReader {
    private final JsonParser parser;
    private final byte[] source;
    private final int base;
    private @Nullable Fault fault;
    /** Most of an event's times are the same: the last one that was read. */
    private @Nullable String lastTime;

    private long lastMicros;

    /**
     * @param base where in {@code source} the parser began
     */
    FieldReader(JsonParser parser, byte[] source, int base) {
        this.parser = parser;
        this.source = source;
        this.base = base;
    }

    /** The same place in the same text, with faults of its own. */
    FieldReader sibling() {
        return new FieldReader(parser, source, base);
    }

    /** Moves to the value of the next field; false at the object's end. */
    boolean next() throws IOException {
        if (parser.nextToken() == JsonToken.END_OBJECT) {
            return false;
        }
        parser.nextToken();
        return true;
    }

    /** Name of the field whose value comes. */
    String name() throws IOException {
        return parser.currentName();
    }

    /** The value if it is a string; null, and nothing read of it, if not. */
    @Nullable
    String textIfAny() throws IOException {
        return parser.currentToken() == JsonToken.VALUE_STRING ? parser.getText() : null;
    }

    void skip() throws IOException {
        parser.skipChildren();
    }

    /** Whether an object begins here; null is none, and anything else is a fault. */
    boolean object(String field) throws IOException {
        if (parser.currentToken() == JsonToken.START_OBJECT) {
            return true;
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            wrong(field, "object or null");
        }
        return false;
    }

    /** A string, or null where JSON has null; anything else is a fault. */
    @Nullable
    String text(String field) throws IOException {
        String text = textIfAny();
        if (text == null && parser.currentToken() != JsonToken.VALUE_NULL) {
            wrong(field, "string");
        }
        return text;
    }

    /** µs since 1970, or {@link EventData#NO_TIME} where JSON has null; anything but a time is a fault. */
    long time(String field) throws IOException {
        String text = text(field);
        if (text == null) {
            return EventData.NO_TIME;
        }
        if (text.equals(lastTime)) {
            return lastMicros;
        }
        try {
            lastMicros = Timestamps.parseMicros(text);
            lastTime = text;
            return lastMicros;
        } catch (DateTimeException e) {
            fault(field, "Not a time: " + shortened(text), Timestamps.EXPECTED);
            return EventData.NO_TIME;
        }
    }

    /** Where in the source the value begins. */
    int start() {
        return base + (int) parser.currentTokenLocation().getByteOffset();
    }

    /** What was read since {@code start}. */
    JsonSlice since(int start) {
        return new JsonSlice(source, start, end() - start);
    }

    /** Where in the source the parser has got to. */
    int end() {
        return base + (int) parser.currentLocation().getByteOffset();
    }

    /** The text that must be there; empty, and a fault, where it is not. */
    String required(String field, @Nullable String text) {
        if (text == null) {
            missing(field, "string");
            return "";
        }
        return text;
    }

    void missing(String field, String expected) {
        fault(field, "Missing required field", expected);
    }

    private void wrong(String field, String expected) throws IOException {
        fault(field, "Wrong type " + kind(parser.currentToken()), expected);
        skip();
    }

    private void fault(String field, String issue, String expected) {
        if (fault == null) {
            fault = Fault.invalid(field, issue, expected);
        }
    }

    boolean isFaulty() {
        return fault != null;
    }

    void refuseWhenFaulty() {
        if (fault != null) {
            throw new Rejected(fault);
        }
    }

    private static String kind(JsonToken token) {
        return switch (token) {
            case START_OBJECT -> "object";
            case START_ARRAY -> "array";
            case VALUE_TRUE, VALUE_FALSE -> "boolean";
            case VALUE_STRING -> "string";
            default -> "number";
        };
    }

    private static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
