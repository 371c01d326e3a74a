package org.hearthline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Writes events as they wait in the outbox: what was read of each one, beside its own bytes, so that nothing has to be parsed a
 * second time (docs/decisions/0035). {@link EventUnpacker} reads them. For one thread.
 *
 * <p>A number is a LEB128 varint. A text is 0 for none, else 1 + twice the number of its bytes, and UTF-8; one more, and UTF-16, where half a
 * surrogate pair stands in it, which UTF-8 cannot say. A time is 0 for none, else 1 + its zigzag distance, µs, from the time before it, and an event
 * begins with one of 8 bytes. Attributes are 0 for {}, else 1 + their offset in the event's own bytes, and their length.
 */
public final class EventPacker {
    private final ByteBuffer out;
    /** The time that was written last. */
    private long last;

    public EventPacker(ByteBuffer out) {
        this.out = out;
    }

    /**
     * Appends an event.
     *
     * @throws java.nio.BufferOverflowException when there is no room; a part of it may be written then
     */
    public void write(Event event) {
        out.putLong(event.id().getMostSignificantBits());
        out.putLong(event.id().getLeastSignificantBits());
        text(event.house());
        text(event.source());
        text(event.correlationId());
        out.putLong(event.micros());
        last = event.micros();
        data(event.data());
        labels(event.labels());
        enriched(event.enriched());
    }

    private void data(EventData data) {
        JsonSlice json = data.json();
        number(json.length());
        out.put(json.source(), json.offset(), json.length());
        text(data.eventType());
        text(data.entityId());
        time(data.micros());
        text(data.origin());
        text(data.context().id());
        text(data.context().parentId());
        text(data.context().userId());
        state(data.newState(), json);
        state(data.oldState(), json);
        slice(data.data(), json);
    }

    private void state(@Nullable State state, JsonSlice json) {
        text(state == null ? null : state.state());
        if (state != null) {
            time(state.lastUpdatedMicros());
            time(state.lastChangedMicros());
            text(state.deviceClass());
            text(state.unit());
            text(state.friendlyName());
            attributes(state.attributes(), json);
        }
    }

    private void attributes(Attributes attributes, JsonSlice json) {
        if (attributes.equals(Attributes.EMPTY)) {
            number(0);
        } else {
            slice(attributes.json(), json);
        }
    }

    /** All that was read of an event lies in its own bytes. */
    private void slice(JsonSlice part, JsonSlice json) {
        int offset = part.offset() - json.offset();
        if (part.source() != json.source() || offset < 0 || offset + part.length() > json.length()) {
            throw new IllegalArgumentException("A part of another event");
        }
        number(1 + offset);
        number(part.length());
    }

    private void labels(Labels labels) {
        text(labels.area());
        text(labels.device());
        text(labels.floor());
        number(labels.labels().size());
        labels.labels().forEach(this::text);
    }

    /** Seldom anything but nothing: only what another process had enriched already. */
    private void enriched(Enriched enriched) {
        if (enriched.equals(Enriched.NOTHING)) {
            number(0);
            return;
        }
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        try (JsonGenerator writer = EventParser.JSON.createGenerator(json)) {
            writer.writeStartObject();
            EnrichedJson.write(enriched, writer);
            writer.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("What enrichment added cannot be written to memory", e);
        }
        number(json.size());
        out.put(json.toByteArray());
    }

    private void text(@Nullable String text) {
        if (text == null) {
            number(0);
        } else if (isUnicode(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            number(1 + 2L * utf8.length);
            out.put(utf8);
        } else {
            number(2 + 4L * text.length());
            text.chars().forEach(each -> out.putChar((char) each));
        }
    }

    /** Whether every surrogate has its other half. */
    private static boolean isUnicode(String text) {
        for (int at = 0; at < text.length(); at++) {
            if (Character.isSurrogate(text.charAt(at))) {
                if (at + 1 == text.length() || !Character.isSurrogatePair(text.charAt(at), text.charAt(at + 1))) {
                    return false;
                }
                at++;
            }
        }
        return true;
    }

    private void time(long micros) {
        if (micros == EventData.NO_TIME) {
            number(0);
            return;
        }
        long distance = micros - last;
        number(1 + ((distance << 1) ^ (distance >> 63)));
        last = micros;
    }

    /** Not negative. */
    private void number(long number) {
        long rest = number;
        while (rest > 0x7F) {
            out.put((byte) (rest | 0x80));
            rest >>>= 7;
        }
        out.put((byte) rest);
    }
}
