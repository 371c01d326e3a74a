package org.hearthline.outbox;

import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.apache.activemq.artemis.api.core.ActiveMQBuffer;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.hearthline.event.Event;
import org.hearthline.event.EventData;

/** What one commit has accepted; as a message and back. Immutable; any thread. */
final class LedgerPage {
    /** What the {@code ha:} component's events name as their producer. */
    private static final String SOURCE = "websocket-ingestion";

    private static final String BACKFILL = "backfill";

    private static final String ACCEPTED = "acceptedMicros";
    private static final String FROM = "fromMicros";
    private static final String TO = "toMicros";
    private static final String WATERMARK = "watermark";
    private static final String LIVE = "live";

    private final long acceptedMicros;
    private final long from;
    private final long to;
    private final long watermark;
    private final boolean live;
    private final long[] ids;

    private LedgerPage(long acceptedMicros, long from, long to, long watermark, boolean live, long[] sortedIds) {
        this.acceptedMicros = acceptedMicros;
        this.from = from;
        this.to = to;
        this.watermark = watermark;
        this.live = live;
        this.ids = sortedIds;
    }

    /**
     * The page for events that are accepted now, by this process's clock.
     *
     * @param watermarkBefore is carried on where none of them came live from the house
     */
    static LedgerPage of(List<Event> events, long nowMicros, long watermarkBefore) {
        long from = Long.MAX_VALUE;
        long to = Long.MIN_VALUE;
        long lastLive = EventData.NO_TIME;
        long[] ids = new long[events.size()];
        for (int i = 0; i < ids.length; i++) {
            Event event = events.get(i);
            from = Math.min(from, event.micros());
            to = Math.max(to, event.micros());
            lastLive = isLive(event) ? event.micros() : lastLive;
            ids[i] = shortened(event.id());
        }
        Arrays.sort(ids);
        boolean live = lastLive != EventData.NO_TIME;
        return new LedgerPage(nowMicros, from, to, live ? lastLive : watermarkBefore, live, ids);
    }

    private static boolean isLive(Event event) {
        return event.source().equals(SOURCE) && !BACKFILL.equals(event.origin());
    }

    private static long shortened(UUID id) {
        return id.getMostSignificantBits() ^ id.getLeastSignificantBits();
    }

    boolean holds(UUID id, long micros) {
        return micros >= from && micros <= to && Arrays.binarySearch(ids, shortened(id)) >= 0;
    }

    long acceptedMicros() {
        return acceptedMicros;
    }

    /** The latest time of its events, µs. */
    long to() {
        return to;
    }

    /** When the last live event happened, of this commit or one before; {@link EventData#NO_TIME} for none. */
    long watermark() {
        return watermark;
    }

    /** Whether this commit has live events. */
    boolean live() {
        return live;
    }

    int size() {
        return ids.length;
    }

    Message encode(Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        message.setLongProperty(ACCEPTED, acceptedMicros);
        message.setLongProperty(FROM, from);
        message.setLongProperty(TO, to);
        message.setLongProperty(WATERMARK, watermark);
        message.setBooleanProperty(LIVE, live);
        ByteBuffer bytes = ByteBuffer.allocate(ids.length * Long.BYTES);
        bytes.asLongBuffer().put(ids);
        message.writeBytes(bytes.array());
        return message;
    }

    /** Empty for what is no page: it only makes the ledger shorter. */
    static Optional<LedgerPage> decode(ICoreMessage message) {
        if (!message.containsProperty(WATERMARK)) {
            return Optional.empty();
        }
        ActiveMQBuffer body = message.getReadOnlyBodyBuffer();
        long[] ids = new long[body.readableBytes() / Long.BYTES];
        for (int i = 0; i < ids.length; i++) {
            ids[i] = body.readLong();
        }
        return Optional.of(new LedgerPage(
                message.getLongProperty(ACCEPTED),
                message.getLongProperty(FROM),
                message.getLongProperty(TO),
                message.getLongProperty(WATERMARK),
                message.getBooleanProperty(LIVE),
                ids));
    }
}
