package org.hearthline.outbox;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.activemq.artemis.api.core.ICoreMessage;
import org.hearthline.event.Causes;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Place;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.FlowCounters;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes frames into the durable queues: the bean behind {@code outbox.to}. What it has answered for is on disk. Any thread; the
 * frames of one thread keep their order.
 */
public final class Outbox implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);
    private static final long FORGET_MILLIS = 1000;
    private static final Duration AT_ONCE = Duration.ofSeconds(1);

    private final Partitions partitions;
    private final FrameCodec codec;
    private final Ledger ledger;
    private final DiskGuard guard;
    private final FlowCounters counters;
    private final Clock clock;
    /** The broker knows a repeat only once the first one is committed. */
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    private final Connection connection;

    /**
     * Reads the ledger, and counts what waits from before.
     *
     * @throws JMSException when the broker does not work
     */
    public Outbox(
            Broker broker,
            Partitions partitions,
            FrameCodec codec,
            Ledger ledger,
            DiskGuard guard,
            FlowCounters counters,
            Clock clock)
            throws JMSException {
        this.partitions = partitions;
        this.codec = codec;
        this.ledger = ledger;
        this.guard = guard;
        this.counters = counters;
        this.clock = clock;
        this.connection = broker.connections().createConnection();
        connection.start();
        broker.browse(Broker.ACCEPTED, message -> LedgerPage.decode(message).ifPresent(ledger::restore));
        broker.partitions().forEach(queue -> broker.browse(queue, message -> counters.carriedOver(events(message))));
    }

    private static long events(ICoreMessage message) {
        return message.containsProperty(FrameCodec.EVENTS) ? message.getIntProperty(FrameCodec.EVENTS) : 0;
    }

    /**
     * Accepts a frame: when this returns, its events and the ledger's page about them are on disk, in one commit. A frame whose
     * id was accepted before is answered alike, and kept once.
     *
     * @return all events that are in the frame as accepted, with what was settled before
     * @throws TransientFailure when it cannot be taken now; none of its events counts as accepted then
     */
    public Delivery put(Frame frame) {
        guard.check();
        if (!underWay.add(frame.id())) {
            throw new TransientFailure(
                    ErrorCode.UNAVAILABLE, "The same frame is being accepted at this moment", AT_ONCE, null);
        }
        counters.received(frame.size());
        try {
            commit(frame);
        } catch (JMSException e) {
            counters.received(-frame.size());
            if (!isRepeat(e)) {
                throw refused(e);
            }
        } catch (RuntimeException e) { // Artemis throws some past JMS, such as of a thread that is interrupted
            counters.received(-frame.size());
            throw e;
        } finally {
            underWay.remove(frame.id());
        }
        return frame.settle(new Delivery(frame.size(), 0, List.of()));
    }

    private void commit(Frame frame) throws JMSException {
        List<Partitions.Part> parts = partitions.split(frame);
        LedgerPage page = ledger.page(frame.events(), Timestamps.micros(clock.instant()));
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageProducer producer = session.createProducer(null)) {
            try {
                for (Partitions.Part part : parts) {
                    producer.send(
                            session.createQueue(Broker.OUTBOX + part.partition()), codec.encode(part.frame(), session));
                }
                producer.send(session.createQueue(Broker.ACCEPTED), page.encode(session));
                session.commit();
            } catch (JMSException e) {
                rollback(session, e);
                throw e;
            }
        }
        ledger.add(page);
    }

    private static void rollback(Session session, JMSException cause) {
        try {
            session.rollback();
        } catch (JMSException e) {
            cause.addSuppressed(e);
        }
    }

    private static boolean isRepeat(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof ActiveMQDuplicateIdException) {
                return true;
            }
        }
        return false;
    }

    private static TransientFailure refused(JMSException e) {
        return new TransientFailure(
                ErrorCode.OUTBOX_FULL, "The outbox could not keep the events: " + Causes.message(e), null, e);
    }

    /** Sends one event that was a dead letter, in somebody else's transaction, and commits nothing. */
    public void send(Session session, Event event, @Nullable Place place, OpenedFrame.Replayed history)
            throws JMSException {
        Frame frame = Frame.of(UUID.randomUUID(), event.house(), place, List.of(event));
        try (MessageProducer producer = session.createProducer(null)) {
            Message message = codec.encode(frame, session);
            FrameCodec.markReplayed(message, history);
            producer.send(session.createQueue(Broker.OUTBOX + partitions.of(event)), message);
        }
    }

    /** So many of those were committed. */
    public void replayed(int events) {
        counters.received(events);
    }

    /**
     * The frame of a message that is delivered.
     *
     * @throws UnreadableFrame when the message is no frame
     */
    public OpenedFrame open(Message message, byte[] body) throws JMSException, UnreadableFrame {
        long begun = System.nanoTime();
        return new OpenedFrame(codec.decode(message, body), begun, FrameCodec.replayed(message));
    }

    /** Forgets what nobody asks the ledger for any more. For one thread, about once a second. */
    public void forget() {
        int pages = ledger.forget();
        if (pages == 0) {
            return;
        }
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(Broker.ACCEPTED))) {
            int left = pages;
            while (left > 0 && consumer.receive(FORGET_MILLIS) != null) {
                left--;
            }
            session.commit();
        } catch (JMSException e) {
            // Longer than needed, then: nothing else depends on it.
            LOG.atWarn().setCause(e).log("The ledger of accepted events could not be shortened");
        }
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (JMSException e) {
            LOG.atWarn().setCause(e).log("The outbox's connection did not close in order");
        }
    }
}
