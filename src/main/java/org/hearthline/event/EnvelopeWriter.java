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

    /** Bytes of what stands around an event. */
    private static final int USUAL_HEAD = 400;

    public byte[] write(Frame frame) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(usualBytes(frame));
        write(frame, out);
        return out.toByteArray();
    }

    /** Writes into memory. */
    public void write(Frame frame, ByteArrayOutputStream out) {
        try (JsonGenerator json = EventParser.JSON.createGenerator(out)) {
            json.setPrettyPrinter(new MinimalPrettyPrinter("\n"));
            for (Event event : frame.events()) {
                write(event, json, out);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A frame cannot be written to memory", e);
        }
    }

    private static int usualBytes(Frame frame) {
        int bytes = 0;
        for (Event event : frame.events()) {
            bytes += event.data().json().length() + USUAL_HEAD;
        }
        return bytes;
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
        event.data().json().writeOnOneLine(out);
        json.writeEndObject();
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
