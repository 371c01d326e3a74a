package org.hearthline.storage;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.hearthline.event.Event;
import org.hearthline.event.JsonSlice;
import org.jspecify.annotations.Nullable;

/**
 * The flat JSON form of an event in answers (docs/http-api.md): {@code event_id}, {@code timestamp} with nine fraction digits, then
 * the stored names, {@code attrs} as the object {@code attributes}. Immutable; any thread.
 */
public final class FlatEvent {
    static final JsonFactory JSON = new JsonFactory();

    private static final DateTimeFormatter NINE_DIGITS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'").withZone(ZoneOffset.UTC);
    private static final String ID = "event_id";
    private static final String ATTRIBUTES = "attributes";

    /** An event as it would be answered if it were stored, on one line. */
    public byte[] flat(Event event) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(1024);
        try (JsonGenerator json = JSON.createGenerator(out)) {
            head(json, event.id().toString(), event.storedNanos());
            Sink sink = new Sink(json);
            NarrowLayout.tags(event, sink);
            NarrowLayout.fields(event, sink);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("An event cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    static void write(StoredEvent event, JsonGenerator json) throws IOException {
        head(json, event.eventId(), event.nanos());
        for (Map.Entry<String, Object> value : event.values().entrySet()) {
            String name = value.getKey();
            if (value.getValue() instanceof Double number) {
                json.writeNumberField(name, number);
            } else if (name.equals("attrs")) {
                json.writeFieldName(ATTRIBUTES);
                json.writeRawValue(value.getValue().toString());
            } else {
                json.writeStringField(name, value.getValue().toString());
            }
        }
        json.writeEndObject();
    }

    private static void head(JsonGenerator json, String eventId, long nanos) throws IOException {
        json.writeStartObject();
        json.writeStringField(ID, eventId);
        json.writeStringField("timestamp", time(nanos));
    }

    static String time(long nanos) {
        return NINE_DIGITS.format(instant(nanos));
    }

    static Instant instant(long nanos) {
        return Instant.ofEpochSecond(Math.floorDiv(nanos, 1_000_000_000L), Math.floorMod(nanos, 1_000_000_000L));
    }

    /** Writes what would be stored. */
    private record Sink(JsonGenerator json) implements FieldSink {
        @Override
        public void tag(String name, @Nullable String value) {
            text(name, value == null || value.isBlank() ? null : value);
        }

        @Override
        public void text(String name, @Nullable String value) {
            if (value != null && !name.equals(ID)) {
                write(() -> json.writeStringField(name, value));
            }
        }

        @Override
        public void number(String name, @Nullable Double value) {
            if (value != null && Double.isFinite(value)) {
                write(() -> json.writeNumberField(name, value));
            }
        }

        @Override
        public void json(String name, JsonSlice value) {
            write(() -> {
                json.writeFieldName(ATTRIBUTES);
                // JSON has line breaks between its tokens only.
                json.writeRawValue(value.text().replace('\n', ' ').replace('\r', ' '));
            });
        }

        private static void write(ToMemory action) {
            try {
                action.run();
            } catch (IOException e) {
                throw new UncheckedIOException("An event cannot be written to memory", e);
            }
        }
    }

    /** Something that only fails in theory. */
    private interface ToMemory {
        void run() throws IOException;
    }
}
