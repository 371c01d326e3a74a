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
 * <p>Numbers are big-endian. A text is the length of its bytes as an int, {@value #NONE} for none, and then UTF-8; one with half
 * a surrogate pair, which UTF-8 cannot say, is {@value #UTF_16} minus that length, and then UTF-16. Attributes are their offset
 * in the event's own bytes and their length; {@value #NONE} for {}.
 */
public final class EventPacker {
    static final int NONE = -1;
    static final int UTF_16 = -2;

    private final ByteBuffer out;

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
        data(event.data());
        labels(event.labels());
        enriched(event.enriched());
    }

    private void data(EventData data) {
        JsonSlice json = data.json();
        out.putInt(json.length());
        out.put(json.source(), json.offset(), json.length());
        text(data.eventType());
        text(data.entityId());
        out.putLong(data.micros());
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
            out.putLong(state.lastChangedMicros());
            out.putLong(state.lastUpdatedMicros());
            text(state.deviceClass());
            text(state.unit());
            text(state.friendlyName());
            attributes(state.attributes(), json);
        }
    }

    private void attributes(Attributes attributes, JsonSlice json) {
        if (attributes.equals(Attributes.EMPTY)) {
            out.putInt(NONE);
        } else {
            slice(attributes.json(), json);
        }
    }

    /** All that was read of an event lies in its own bytes. */
    private void slice(JsonSlice part, JsonSlice json) {
        if (part.source() != json.source()) {
            throw new IllegalArgumentException("A part of another event");
        }
        out.putInt(part.offset() - json.offset());
        out.putInt(part.length());
    }

    private void labels(Labels labels) {
        text(labels.area());
        text(labels.device());
        text(labels.floor());
        out.putInt(labels.labels().size());
        labels.labels().forEach(this::text);
    }

    /** Seldom anything but nothing: only what another process had enriched already. */
    private void enriched(Enriched enriched) {
        if (enriched.equals(Enriched.NOTHING)) {
            out.putInt(NONE);
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
        out.putInt(json.size());
        out.put(json.toByteArray());
    }

    private void text(@Nullable String text) {
        if (text == null) {
            out.putInt(NONE);
        } else if (isUnicode(text)) {
            byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
            out.putInt(utf8.length);
            out.put(utf8);
        } else {
            out.putInt(UTF_16 - 2 * text.length());
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
}
