package org.hearthline.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.hearthline.event.Event;

/** Puts an event back into the outbox, in the transaction that takes its letter away. */
@FunctionalInterface
public interface Reentry {
    /**
     * Sends one event through the letter's session, and commits nothing.
     *
     * @param event the letter's event, with its stamps
     * @param head for the history that goes along: {@code firstSeen} and {@code attempts}, and the place of its house
     */
    void send(Session session, Event event, LetterHead head) throws JMSException;

    /** That many of the events that were sent are now in the outbox for good. */
    default void committed(int events) {}
}
