package org.hearthline.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link EventPacker} wrote. For one thread. */
public final class EventUnpacker {
    private static final ObjectMapper MAPPER = new ObjectMapper(EventParser.JSON);

    private final ByteBuffer in;

    /**
     * @param packed the events keep it, and are parts of it; nobody changes it
     */
    public EventUnpacker(byte[] packed) {
        this.in = ByteBuffer.wrap(packed);
    }

    public boolean hasNext() {
        return in.hasRemaining();
    }

    /**
     * The next event.
     *
     * @throws BufferUnderflowException when it ends too early
     * @throws IllegalArgumentException when it is none
     * @throws IndexOutOfBoundsException when it is none
     */
    public Event next() {
        return new Event(
                new UUID(in.getLong(), in.getLong()),
                present(text()),
                present(text()),
                text(),
                in.getLong(),
                data(),
                labels(),
                enriched());
    }

    private EventData data() {
        JsonSlice json = bytes(in.getInt());
        return new EventData(
                json,
                present(text()),
                text(),
                in.getLong(),
                text(),
                new EventContext(text(), text(), text()),
                state(json),
                state(json),
                slice(json));
    }

    private @Nullable State state(JsonSlice json) {
        String state = text();
        return state == null
                ? null
                : new State(state, in.getLong(), in.getLong(), text(), text(), text(), attributes(json));
    }

    private Attributes attributes(JsonSlice json) {
        in.mark();
        if (in.getInt() == EventPacker.NONE) {
            return Attributes.EMPTY;
        }
        in.reset();
        return new Attributes(slice(json));
    }

    private JsonSlice slice(JsonSlice json) {
        int offset = in.getInt();
        int length = in.getInt();
        Objects.checkFromIndexSize(offset, length, json.length());
        return new JsonSlice(json.source(), json.offset() + offset, length);
    }

    private Labels labels() {
        String area = text();
        String device = text();
        String floor = text();
        int count = in.getInt();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(present(text()));
        }
        Labels read = new Labels(area, device, floor, labels);
        return read.equals(Labels.NONE) ? Labels.NONE : read;
    }

    private Enriched enriched() {
        int length = in.getInt();
        if (length == EventPacker.NONE) {
            return Enriched.NOTHING;
        }
        JsonSlice json = bytes(length);
        try {
            return EnrichedJson.read(MAPPER.readTree(json.source(), json.offset(), json.length()));
        } catch (IOException e) {
            throw new IllegalArgumentException("What enrichment added cannot be read", e);
        }
    }

    private @Nullable String text() {
        int length = in.getInt();
        if (length == EventPacker.NONE) {
            return null;
        }
        return length >= 0
                ? new String(in.array(), pass(length), length, StandardCharsets.UTF_8)
                : utf16(EventPacker.UTF_16 - length);
    }

    private String utf16(int length) {
        return ByteBuffer.wrap(in.array(), pass(length), length).asCharBuffer().toString();
    }

    private JsonSlice bytes(int length) {
        return new JsonSlice(in.array(), pass(length), length);
    }

    /** Where the bytes begin that are passed. */
    private int pass(int length) {
        if (length < 0 || length > in.remaining()) {
            throw new BufferUnderflowException();
        }
        int start = in.position();
        in.position(start + length);
        return start;
    }

    private static String present(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("Something is missing");
        }
        return text;
    }
}
