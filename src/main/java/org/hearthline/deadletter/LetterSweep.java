package org.hearthline.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.hearthline.deadletter.Outcome.Left;
import org.hearthline.deadletter.Selection.Span;
import org.jspecify.annotations.Nullable;

/** Takes letters out of the queue, a hundred in a transaction: what is done with each is in the same transaction. */
final class LetterSweep {
    private static final int BATCH = 100;

    private final LetterQueue queue;
    private final LetterCodec codec;

    LetterSweep(LetterQueue queue, LetterCodec codec) {
        this.queue = queue;
        this.codec = codec;
    }

    /** What is done with a letter that leaves. */
    @FunctionalInterface
    interface Taker {
        /**
         * Does it, in the session that takes the letter away.
         *
         * @return why the letter stays; empty when it goes
         */
        Optional<String> take(Session session, Message message) throws JMSException;
    }

    /** Is told what a committed transaction took away. */
    @FunctionalInterface
    interface Committed {
        void left(int letters, long weight);
    }

    /** Letters of a selection, lowest number first; only their numbers are held. */
    Set<Long> numbers(Selection selection, Span span) {
        if (selection instanceof Selection.Numbers some) {
            return new TreeSet<>(some.numbers());
        }
        TreeSet<Long> lowest = new TreeSet<>();
        String selector = Selector.of(selection instanceof Selection.Reason reason ? reason.code() : null, span);
        queue.browse(selector, message -> {
            lowest.add(message.getLongProperty(LetterCodec.NUMBER));
            if (lowest.size() > span.limit()) {
                lowest.pollLast();
            }
            return true;
        });
        return lowest;
    }

    /** Takes those letters of {@code numbers} that are there. */
    Outcome take(Set<Long> numbers, Taker taker, Committed committed) {
        long moved = 0;
        List<Left> left = new ArrayList<>();
        List<Long> all = List.copyOf(numbers);
        for (int from = 0; from < all.size(); from += BATCH) {
            Set<Long> batch = new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + BATCH)));
            moved += takeBatch(batch, taker, left, committed);
        }
        return new Outcome(moved, left, null);
    }

    /** Once more without those that stay: a session gives back all or nothing. */
    private int takeBatch(Set<Long> batch, Taker taker, List<Left> left, Committed committed) {
        while (!batch.isEmpty()) {
            List<Left> stay = new ArrayList<>();
            Taken taken = queue.inSession(session -> tryBatch(session, batch, taker, stay));
            if (stay.isEmpty()) {
                committed.left(taken.letters, taken.weight);
                return taken.letters;
            }
            left.addAll(stay);
            stay.forEach(one -> batch.remove(one.number()));
        }
        return 0;
    }

    private record Taken(int letters, long weight) {}

    private Taken tryBatch(Session session, Set<Long> batch, Taker taker, List<Left> stay) throws JMSException {
        int letters = 0;
        long weight = 0;
        try (MessageConsumer consumer = queue.consumer(session, Selector.of(batch))) {
            @Nullable Message message = consumer.receiveNoWait();
            while (message != null) {
                LetterHead head = codec.head(message);
                taker.take(session, message).ifPresent(reason -> stay.add(new Left(head.number(), reason)));
                letters++;
                weight += head.weight();
                message = letters == batch.size() ? null : consumer.receiveNoWait();
            }
            if (stay.isEmpty()) {
                session.commit();
            } else {
                session.rollback();
            }
        }
        return new Taken(letters, weight);
    }
}
