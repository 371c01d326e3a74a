package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Connection;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.health.FlowCounters;
import org.jspecify.annotations.Nullable;

/** An outbox on a real broker in a folder, and who takes its frames out again. Closed and opened anew, it is a restart. */
final class OpenOutbox implements AutoCloseable {
    private static final Broker.Limits ROOMY = new Broker.Limits(1L << 30, 16 << 20);
    private static final int PATIENCE_MILLIS = 20_000;

    final Ledger ledger = new Ledger();
    final FlowCounters counters = new FlowCounters();
    final AtomicLong freeBytes = new AtomicLong(Long.MAX_VALUE);
    final DiskGuard guard;
    final Broker broker;
    final Outbox outbox;

    private final Connection connection;

    OpenOutbox(Path folder, int partitions) throws IOException, JMSException {
        this(folder, partitions, ROOMY, Clock.systemUTC());
    }

    OpenOutbox(Path folder, int partitions, Broker.Limits limits, Clock clock) throws IOException, JMSException {
        broker = Broker.start(folder, partitions, limits, false);
        guard = new DiskGuard(new DiskGuard.Limits(1 << 20, 1 << 30), freeBytes::get, () -> 0, clock);
        outbox = new Outbox(broker, new Partitions(partitions), new FrameCodec(clock), ledger, guard, counters, clock);
        connection = broker.connections().createConnection();
        connection.start();
    }

    /** What a partition holds, taken out of it one by one, as delivery does; read from the messages' bytes. */
    List<Frame> take(int partition) throws JMSException, UnreadableFrame {
        List<Frame> frames = new ArrayList<>();
        FrameCodec codec = new FrameCodec(Clock.systemUTC());
        // What is on disk takes a while to come; how many there are is known at once, until a consumer moves them.
        long there = broker.depth(Broker.OUTBOX + partition).messages();
        try (Session session = connection.createSession(Session.SESSION_TRANSACTED);
                MessageConsumer consumer = session.createConsumer(session.createQueue(Broker.OUTBOX + partition))) {
            for (Message next = next(consumer, there); next != null; next = next(consumer, there - frames.size())) {
                frames.add(codec.decode(next, next.getBody(byte[].class)));
                session.commit();
            }
        }
        // Of what is gone, the broker counts somewhat later than it gives.
        await().untilAsserted(() ->
                assertThat(broker.depth(Broker.OUTBOX + partition).messages()).isZero());
        return frames;
    }

    /** Null when there is none: what was committed a moment ago can be taken before it is counted, and what is counted comes. */
    private static @Nullable Message next(MessageConsumer consumer, long counted) throws JMSException {
        if (counted <= 0) {
            return consumer.receiveNoWait();
        }
        Message next = consumer.receive(PATIENCE_MILLIS);
        assertThat(next).as("one of %s messages more", counted).isNotNull();
        return next;
    }

    /** Something that no outbox would send. */
    interface Odd {
        Message in(Session session) throws JMSException;
    }

    void send(String queue, Odd odd) throws JMSException {
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE);
                MessageProducer producer = session.createProducer(session.createQueue(queue))) {
            producer.send(odd.in(session));
        }
    }

    /** Messages are made by sessions. */
    <T> T inSession(Work<T> work) throws Exception {
        try (Session session = connection.createSession(Session.AUTO_ACKNOWLEDGE)) {
            return work.in(session);
        }
    }

    interface Work<T> {
        T in(Session session) throws Exception;
    }

    static List<String> states(List<Frame> frames) {
        return frames.stream()
                .flatMap(frame -> frame.events().stream())
                .map(Event::state)
                .toList();
    }

    @Override
    public void close() throws JMSException {
        connection.close();
        outbox.close();
        broker.close();
    }
}
