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
    /** The time that was read last. */
    private long last;

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
     * @throws ArithmeticException when it is none
     */
    public Event next() {
        UUID id = new UUID(in.getLong(), in.getLong());
        String house = present(text());
        String source = present(text());
        String correlationId = text();
        last = in.getLong();
        return new Event(id, house, source, correlationId, last, data(), labels(), enriched());
    }

    private EventData data() {
        JsonSlice json = bytes(length());
        return new EventData(
                json,
                present(text()),
                text(),
                time(),
                text(),
                new EventContext(text(), text(), text()),
                state(json),
                state(json),
                slice(length(), json));
    }

    private @Nullable State state(JsonSlice json) {
        String state = text();
        if (state == null) {
            return null;
        }
        long updated = time();
        long changed = time();
        return new State(state, changed, updated, text(), text(), text(), attributes(json));
    }

    private Attributes attributes(JsonSlice json) {
        int offset = length();
        return offset == 0 ? Attributes.EMPTY : new Attributes(slice(offset, json));
    }

    private JsonSlice slice(int offset, JsonSlice json) {
        int length = length();
        Objects.checkFromIndexSize(offset - 1, length, json.length());
        return new JsonSlice(json.source(), json.offset() + offset - 1, length);
    }

    private Labels labels() {
        String area = text();
        String device = text();
        String floor = text();
        int count = length();
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            labels.add(present(text()));
        }
        return new Labels(area, device, floor, labels);
    }

    private Enriched enriched() {
        int length = length();
        if (length == 0) {
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
        int coded = length();
        if (coded == 0) {
            return null;
        }
        int length = (coded - 1) / 2;
        int start = pass(length);
        return coded % 2 == 1
                ? new String(in.array(), start, length, StandardCharsets.UTF_8)
                : ByteBuffer.wrap(in.array(), start, length).asCharBuffer().toString();
    }

    private long time() {
        long coded = number();
        if (coded == 0) {
            return EventData.NO_TIME;
        }
        long zigzag = coded - 1;
        last += (zigzag >>> 1) ^ -(zigzag & 1);
        return last;
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

    private int length() {
        return Math.toIntExact(number());
    }

    private long number() {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = in.get();
            number |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return number;
            }
        }
        throw new IllegalArgumentException("No number");
    }

    private static String present(@Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException("Something is missing");
        }
        return text;
    }
}
