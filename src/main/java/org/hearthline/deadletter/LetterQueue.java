package org.hearthline.deadletter;

import jakarta.jms.Connection;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.IllegalStateException;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.QueueBrowser;
import jakarta.jms.Session;
import java.util.Enumeration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;
import org.hearthline.event.Causes;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;

/** The broker's queue of letters: every call in a transacted session of its own. Any thread. */
final class LetterQueue {
    /** Longer than a busy disk takes for two pages. */
    private static final long ENOUGH_NANOS = 500_000_000;

    private static final long BETWEEN_NANOS = 2_000_000;

    private final ConnectionFactory connections;
    private final String name;
    private final LongSupplier size;

    /**
     * A queue.
     *
     * @param size how many messages it holds
     */
    LetterQueue(ConnectionFactory connections, String name, LongSupplier size) {
        this.connections = connections;
        this.name = name;
        this.size = size;
    }

    /** Something done in a session; what is not committed at its end is rolled back. */
    @FunctionalInterface
    interface Work<T> {
        T in(Session session) throws JMSException;
    }

    /** Looks at one message. */
    @FunctionalInterface
    interface Visitor {
        /**
         * Is told one message.
         *
         * @return whether to go on
         */
        boolean visit(Message message) throws JMSException;
    }

    /**
     * Works in a new session.
     *
     * @throws TransientFailure when the broker does not do it
     */
    <T> T inSession(Work<T> work) {
        try (Connection connection = connect();
                Session session = connection.createSession(true, Session.SESSION_TRANSACTED)) {
            connection.start();
            return work.in(session);
        } catch (JMSException e) {
            throw away(e);
        }
    }

    /** Shows every message that matches, in the queue's order. */
    void browse(String selector, Visitor visitor) {
        boolean unused = inSession(session -> {
            try (QueueBrowser browser = browser(session, selector)) {
                Enumeration<?> messages = browser.getEnumeration();
                boolean goesOn = true;
                // How many match a selector nobody knows.
                long seen = selector.equals(Selector.ALL) ? 0 : Long.MIN_VALUE;
                while (goesOn && hasMore(messages, seen)) {
                    goesOn = visitor.visit((Message) messages.nextElement());
                    seen++;
                }
            }
            check(session);
            return true;
        });
    }

    /**
     * Whether there is another message. Artemis says no also when its window is used up and the next part is on its way, from
     * disk perhaps: only a no that lasts is an answer, or that all of the queue was seen.
     *
     * @param seen so far; negative where not all are shown
     */
    boolean hasMore(Enumeration<?> messages, long seen) {
        long begun = System.nanoTime();
        do {
            if (messages.hasMoreElements()) {
                return true;
            }
            long there = size.getAsLong();
            if (there == 0 || seen >= there) {
                return false;
            }
            LockSupport.parkNanos(BETWEEN_NANOS);
        } while (System.nanoTime() - begun < ENOUGH_NANOS);
        return false;
    }

    /** An enumeration that meets a fault just ends; a session that is gone says so. */
    static void check(Session session) throws JMSException {
        session.rollback();
    }

    QueueBrowser browser(Session session, String selector) throws JMSException {
        return session.createBrowser(session.createQueue(name), selector);
    }

    Connection connect() throws JMSException {
        @Nullable Connection connection = connections.createConnection();
        if (connection == null) {
            throw new IllegalStateException("the outbox is closed");
        }
        return connection;
    }

    MessageProducer producer(Session session) throws JMSException {
        return session.createProducer(session.createQueue(name));
    }

    MessageConsumer consumer(Session session, String selector) throws JMSException {
        return session.createConsumer(session.createQueue(name), selector);
    }

    static TransientFailure away(JMSException e) {
        return new TransientFailure("The queue of the dead letters does not answer: " + Causes.message(e), e);
    }
}
