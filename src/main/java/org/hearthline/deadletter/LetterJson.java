package org.hearthline.deadletter;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Place;
import org.jspecify.annotations.Nullable;

/** Letters as answers and exports show them. */
final class LetterJson {
    private static final JsonFactory JSON = new JsonFactory();

    private LetterJson() {}

    /** What an answer holds. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    static byte[] bytes(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(4096);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("An answer cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    /** All of it: one object. */
    static void write(DeadLetter letter, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(letter.head(), json);
        json.writeFieldName("event");
        String original = letter.original().text();
        if (isJson(letter.original())) {
            json.writeRawValue(original);
        } else {
            json.writeString(original);
        }
        json.writeEndObject();
    }

    /** Without the event. */
    static void write(LetterHead head, JsonGenerator json) throws IOException {
        json.writeStartObject();
        writeFields(head, json);
        json.writeEndObject();
    }

    private static void writeFields(LetterHead head, JsonGenerator json) throws IOException {
        json.writeStringField("id", head.id());
        optional(json, "event_id", head.eventId());
        optional(json, "entity_id", head.entityId());
        optional(json, "event_type", head.eventType());
        json.writeStringField("house", head.house());
        Place place = head.place();
        optional(json, "place", place == null ? null : place.text());
        json.writeStringField("stage", head.stage());
        json.writeStringField("step", head.step());
        json.writeObjectFieldStart("error");
        json.writeStringField("code", head.fault().code().name());
        json.writeStringField("message", head.fault().message());
        if (!head.fault().details().isEmpty()) {
            json.writeObjectFieldStart("details");
            for (Map.Entry<String, String> detail : head.fault().details().entrySet()) {
                json.writeStringField(detail.getKey(), detail.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeStringField("first_seen", head.firstSeen().toString());
        json.writeStringField("last_seen", head.lastSeen().toString());
        json.writeNumberField("attempts", head.attempts());
        json.writeNumberField("bytes", head.bytes());
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }

    /** Exactly one value: what was torn would tear the answer too. */
    private static boolean isJson(JsonSlice text) {
        try (JsonParser parser = JSON.createParser(text.source(), text.offset(), text.length())) {
            if (parser.nextToken() == null) {
                return false;
            }
            parser.skipChildren();
            return parser.nextToken() == null;
        } catch (IOException e) {
            return false;
        }
    }
}
