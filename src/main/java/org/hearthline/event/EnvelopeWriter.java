package org.hearthline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** Writes a frame as NDJSON, one envelope a line: how events travel between processes. Immutable; any thread. */
public final class EnvelopeWriter {
    /** Content type of what is written. */
    public static final String CONTENT_TYPE = "application/x-ndjson";

    public byte[] write(Frame frame) {
        int bytes = frame.events().stream()
                .mapToInt(event -> event.data().json().length() + 400)
                .sum();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes);
        try (JsonGenerator json = EventParser.JSON.createGenerator(out)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Event event : frame.events()) {
                write(event, json, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A frame cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    private static void write(Event event, JsonGenerator json, ByteArrayOutputStream out) throws IOException {
        json.writeStartObject();
        json.writeStringField("event_id", event.id().toString());
        json.writeStringField("timestamp", event.time().toString());
        json.writeStringField("source", event.source());
        json.writeStringField("house", event.house());
        optional(json, "correlation_id", event.correlationId());
        if (!event.labels().equals(Labels.NONE)) {
            json.writeObjectFieldStart("labels");
            write(event.labels(), json);
            json.writeEndObject();
        }
        if (!event.enriched().equals(Enriched.NOTHING)) {
            json.writeObjectFieldStart("enriched");
            EnrichedJson.write(event.enriched(), json);
            json.writeEndObject();
        }
        json.writeFieldName("data");
        json.writeRawValue("");
        json.flush();
        writeOnOneLine(event.data().json(), out);
        json.writeEndObject();
    }

    /** The event as it came. JSON has line breaks between its tokens only, and NDJSON has none at all. */
    private static void writeOnOneLine(JsonSlice event, ByteArrayOutputStream out) {
        byte[] source = event.source();
        int from = event.offset();
        int end = from + event.length();
        for (int i = from; i < end; i++) {
            if (source[i] == '\n' || source[i] == '\r') {
                out.write(source, from, i - from);
                out.write(' ');
                from = i + 1;
            }
        }
        out.write(source, from, end - from);
    }

    private static void write(Labels labels, JsonGenerator json) throws IOException {
        optional(json, "area", labels.area());
        optional(json, "device", labels.device());
        optional(json, "floor", labels.floor());
        if (!labels.labels().isEmpty()) {
            json.writeArrayFieldStart("labels");
            for (String label : labels.labels()) {
                json.writeString(label);
            }
            json.writeEndArray();
        }
    }

    private static void optional(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
