package org.hearthline.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.hearthline.deadletter.LetterSweep.Committed;
import org.hearthline.deadletter.LetterSweep.Taker;
import org.hearthline.deadletter.Outcome.Left;
import org.jspecify.annotations.Nullable;

/**
 * Goes round the queue once: takes the letters that are wanted and puts all others back at its end. The way to letters that no
 * selector finds, since a broker that has paged a queue to disk gives selectors only what it holds in memory. For one use.
 */
final class LetterRound {
    /** Until the broker has read its next page. */
    private static final long PATIENCE_MILLIS = 5_000;

    private final LetterQueue queue;
    private final LetterCodec codec;
    private final Set<Long> wanted;
    private final Taker taker;
    private final List<Left> left;
    private @Nullable Long first;
    private boolean isRound;

    /**
     * A round for some letters.
     *
     * @param left is told which of them stay, and why
     */
    LetterRound(LetterQueue queue, LetterCodec codec, Set<Long> wanted, Taker taker, List<Left> left) {
        this.queue = queue;
        this.codec = codec;
        this.wanted = new HashSet<>(wanted);
        this.taker = taker;
        this.left = left;
    }

    /** Goes; answers how many it has taken. */
    int run(Committed committed) {
        int taken = 0;
        while (!wanted.isEmpty() && !isRound) {
            Turn turn = queue.inSession(this::turn);
            if (turn.taken > 0) {
                committed.left(turn.taken, turn.weight);
            }
            taken += turn.taken;
        }
        return taken;
    }

    /** What one transaction has done. */
    private static final class Turn {
        private int seen;
        private long bytes;
        private int taken;
        private long weight;
    }

    private Turn turn(Session session) throws JMSException {
        Turn turn = new Turn();
        try (MessageConsumer consumer = queue.consumer(session, Selector.ALL);
                MessageProducer producer = queue.producer(session)) {
            while (!wanted.isEmpty()
                    && !isRound
                    && turn.seen < LetterSweep.BATCH
                    && turn.bytes < LetterSweep.BATCH_BYTES) {
                @Nullable Message message = consumer.receive(PATIENCE_MILLIS);
                if (message == null) {
                    isRound = true;
                } else {
                    pass(message, session, producer, turn);
                }
            }
            session.commit();
        }
        return turn;
    }

    private void pass(Message message, Session session, MessageProducer producer, Turn turn) throws JMSException {
        DeadLetter letter = codec.read(message);
        long number = letter.head().number();
        turn.seen++;
        turn.bytes += letter.head().bytes();
        if (wanted.remove(number)) {
            Optional<String> reason = taker.take(session, letter);
            if (reason.isEmpty()) {
                turn.taken++;
                turn.weight += letter.head().weight();
                return;
            }
            left.add(new Left(number, reason.get()));
        }
        isRound = first != null && first == number;
        first = first == null ? Long.valueOf(number) : first;
        producer.send(codec.write(letter, session));
    }
}
