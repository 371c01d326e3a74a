package org.hearthline.outbox;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.BufferUnderflowException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.zip.CRC32C;
import net.jpountz.lz4.LZ4Exception;
import net.jpountz.lz4.LZ4Factory;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.EventUnpacker;
import org.hearthline.event.Frame;
import org.hearthline.event.MalformedJson;
import org.hearthline.event.Place;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a message of the outbox and back: its events packed (docs/decisions/0035) and compressed with LZ4
 * (docs/decisions/0020), what is said of the whole frame as properties. Any thread.
 */
public final class FrameCodec {
    /** How many events are in the message. */
    static final String EVENTS = "events";

    private static final String FRAME_ID = "frameId";
    private static final String HOUSE = "house";
    private static final String PLACE = "place";
    private static final String RAW_BYTES = "rawBytes";
    private static final String FIRST_SEEN = "firstSeen";
    private static final String ATTEMPTS = "attempts";
    private static final String CODING = "coding";
    private static final String PACKED = "packed-lz4";
    /** NDJSON envelopes, as versions before this one wrote them. */
    private static final String ENVELOPES = "lz4";
    /** CRC32C of what is said of the frame, and of the packed events. */
    private static final String CHECKSUM = "crc32c";
    /** Artemis drops a message whose id it has seen. */
    private static final String DUPLICATE_ID = "_AMQ_DUPL_ID";

    private static final int MOST_BYTES = 1 << 30;
    private static final int MOST_KEPT = 4 << 20;

    private final LZ4Factory lz4 = LZ4Factory.fastestInstance();
    /** One is enough: it is the thread of the house that encodes again and again. */
    private final AtomicReference<@Nullable Scratch> spare = new AtomicReference<>();

    private final EventReader reader;

    public FrameCodec(Clock clock) {
        this.reader = new EventReader("ingestion", "", "", new EventParser(Set.of()), clock);
    }

    /** The frame as a message of this session. */
    public BytesMessage encode(Frame frame, Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.setStringProperty(FRAME_ID, frame.id().toString());
        message.setStringProperty(DUPLICATE_ID, frame.id().toString());
        message.setStringProperty(HOUSE, frame.house());
        Place place = frame.place();
        if (place != null) {
            message.setStringProperty(PLACE, place.text());
        }
        message.setIntProperty(EVENTS, frame.size());
        message.setStringProperty(CODING, PACKED);
        writeBody(frame, message);
        return message;
    }

    private void writeBody(Frame frame, BytesMessage message) throws JMSException {
        Scratch scratch = Objects.requireNonNullElseGet(spare.getAndSet(null), Scratch::new);
        frame.events().forEach(scratch::add);
        message.setIntProperty(RAW_BYTES, scratch.size());
        CRC32C sum = sumOfHead(message);
        scratch.addTo(sum);
        message.setIntProperty(CHECKSUM, (int) sum.getValue());
        int packed = scratch.compress(lz4.fastCompressor());
        message.writeBytes(scratch.compressed(), 0, packed);
        if (scratch.capacity() <= MOST_KEPT) {
            scratch.clear();
            spare.set(scratch);
        }
    }

    /** Marks the one event of the message as a dead letter that is tried again. */
    static void markReplayed(Message message, OpenedFrame.Replayed replayed) throws JMSException {
        message.setLongProperty(FIRST_SEEN, replayed.firstSeen().toEpochMilli());
        message.setIntProperty(ATTEMPTS, replayed.attempts());
    }

    static OpenedFrame.@Nullable Replayed replayed(Message message) throws JMSException {
        return message.propertyExists(ATTEMPTS)
                ? new OpenedFrame.Replayed(
                        Instant.ofEpochMilli(message.getLongProperty(FIRST_SEEN)), message.getIntProperty(ATTEMPTS))
                : null;
    }

    /**
     * The frame of a message.
     *
     * @param body its bytes
     * @throws UnreadableFrame when it is none: another version's, or damaged
     */
    public Frame decode(Message message, byte[] body) throws JMSException, UnreadableFrame {
        try {
            String coding = message.getStringProperty(CODING);
            boolean packed = PACKED.equals(coding);
            if (!packed && !ENVELOPES.equals(coding)) {
                throw new UnreadableFrame("It is no frame of this version", null);
            }
            byte[] raw = decompress(body, message);
            List<Event> events = packed ? unpack(raw, message) : envelopes(raw);
            if (events.size() != message.getIntProperty(EVENTS)) {
                throw new UnreadableFrame(
                        "It holds something else than its " + message.getIntProperty(EVENTS) + " events", null);
            }
            String place = message.getStringProperty(PLACE);
            return Frame.of(
                    UUID.fromString(message.getStringProperty(FRAME_ID)),
                    message.getStringProperty(HOUSE),
                    place == null ? null : Place.parse(place),
                    events);
        } catch (MalformedJson
                | Rejected
                | LZ4Exception
                | IllegalArgumentException
                | IndexOutOfBoundsException
                | ArithmeticException
                | BufferUnderflowException e) {
            throw new UnreadableFrame(String.valueOf(e.getMessage()), e);
        }
    }

    private byte[] decompress(byte[] body, Message message) throws JMSException, UnreadableFrame {
        int bytes = message.propertyExists(RAW_BYTES) ? message.getIntProperty(RAW_BYTES) : -1;
        if (bytes < 0 || bytes > MOST_BYTES) {
            throw new UnreadableFrame("It does not say how large it is", null);
        }
        return lz4.safeDecompressor().decompress(body, 0, body.length, bytes);
    }

    private static List<Event> unpack(byte[] raw, Message message) throws JMSException, UnreadableFrame {
        CRC32C sum = sumOfHead(message);
        sum.update(raw);
        if ((int) sum.getValue() != message.getIntProperty(CHECKSUM)) {
            throw new UnreadableFrame("It is damaged", null);
        }
        List<Event> events = new ArrayList<>();
        for (EventUnpacker packed = new EventUnpacker(raw); packed.hasNext(); ) {
            events.add(packed.next());
        }
        return events;
    }

    /** Another place would mean another weather. */
    private static CRC32C sumOfHead(Message message) throws JMSException {
        CRC32C sum = new CRC32C();
        for (String name : List.of(FRAME_ID, HOUSE, PLACE)) {
            sum.update(String.valueOf(message.getStringProperty(name)).getBytes(StandardCharsets.UTF_8));
        }
        return sum;
    }

    private List<Event> envelopes(byte[] raw) throws UnreadableFrame {
        EventReader.Batch batch = reader.read(raw);
        if (!batch.refused().isEmpty()) {
            throw new UnreadableFrame("It holds something else than events", null);
        }
        return batch.events();
    }
}
