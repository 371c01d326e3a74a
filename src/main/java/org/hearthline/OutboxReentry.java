package org.hearthline;

import jakarta.jms.JMSException;
import jakarta.jms.Session;
import org.hearthline.deadletter.LetterHead;
import org.hearthline.deadletter.Reentry;
import org.hearthline.event.Event;
import org.hearthline.outbox.OpenedFrame;
import org.hearthline.outbox.Outbox;

/** The way of a replayed dead letter back into the outbox. */
final class OutboxReentry implements Reentry {
    private final Outbox outbox;

    OutboxReentry(Outbox outbox) {
        this.outbox = outbox;
    }

    @Override
    public void send(Session session, Event event, LetterHead head) throws JMSException {
        outbox.send(session, event, head.place(), new OpenedFrame.Replayed(head.firstSeen(), head.attempts()));
    }

    @Override
    public void committed(int events) {
        outbox.replayed(events);
    }
}
