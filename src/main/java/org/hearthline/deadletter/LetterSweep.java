package org.hearthline.deadletter;

import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import jakarta.jms.Session;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
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
    static final int BATCH = 100;
    /** What is not yet committed counts as read by the broker, which reads ahead no more than two pages, 8 MiB. */
    static final long BATCH_BYTES = 2L << 20;

    /** Long enough for what the broker holds in memory; for the rest there is another way. */
    private static final long PATIENCE_MILLIS = 500;

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
        Optional<String> take(Session session, DeadLetter letter) throws JMSException;
    }

    /** Is told what a committed transaction took away. */
    @FunctionalInterface
    interface Committed {
        void left(int letters, long weight);
    }

    /** Letters of a selection, lowest number first; only their numbers are held. */
    Set<Long> numbers(Selection selection, Span span) {
        if (selection instanceof Selection.Numbers some) {
            return present(some.numbers());
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

    private Set<Long> present(List<Long> numbers) {
        Set<Long> asked = Set.copyOf(numbers);
        TreeSet<Long> present = new TreeSet<>();
        Span between = new Span(Collections.min(asked) - 1, Collections.max(asked), Integer.MAX_VALUE);
        queue.browse(Selector.of(null, between), message -> {
            long number = message.getLongProperty(LetterCodec.NUMBER);
            return !asked.contains(number) || !present.add(number) || present.size() < asked.size();
        });
        return present;
    }

    /** Takes those letters of {@code numbers} that are there. */
    Outcome take(Set<Long> numbers, Taker taker, Committed committed) {
        long moved = 0;
        List<Left> left = new ArrayList<>();
        List<Long> all = List.copyOf(numbers);
        Set<Long> missed = new TreeSet<>();
        for (int from = 0; from < all.size(); from += BATCH) {
            Set<Long> batch = new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + BATCH)));
            moved += takeBatch(batch, missed, taker, left, committed);
            if (!missed.isEmpty()) {
                missed.addAll(all.subList(Math.min(all.size(), from + BATCH), all.size()));
                break;
            }
        }
        if (!missed.isEmpty()) {
            moved += new LetterRound(queue, codec, missed, taker, left).run(committed);
        }
        return new Outcome(moved, left, null);
    }

    /** Once more without those that stay: a session gives back all or nothing. */
    private int takeBatch(Set<Long> batch, Set<Long> missed, Taker taker, List<Left> left, Committed committed) {
        int moved = 0;
        while (!batch.isEmpty()) {
            List<Left> stay = new ArrayList<>();
            Taken taken = queue.inSession(session -> tryBatch(session, batch, taker, stay));
            left.addAll(stay);
            stay.forEach(one -> batch.remove(one.number()));
            if (stay.isEmpty() && taken.numbers.isEmpty()) {
                missed.addAll(batch);
                return moved;
            }
            if (stay.isEmpty()) {
                committed.left(taken.numbers.size(), taken.weight);
                moved += taken.numbers.size();
                batch.removeAll(taken.numbers);
            }
        }
        return moved;
    }

    private record Taken(Set<Long> numbers, long weight) {}

    private Taken tryBatch(Session session, Set<Long> batch, Taker taker, List<Left> stay) throws JMSException {
        Set<Long> numbers = new HashSet<>();
        long weight = 0;
        try (MessageConsumer consumer = queue.consumer(session, Selector.of(batch))) {
            while (numbers.size() < batch.size() && weight < BATCH_BYTES) {
                @Nullable Message message = consumer.receive(PATIENCE_MILLIS);
                if (message == null) {
                    break;
                }
                DeadLetter letter = codec.read(message);
                long number = letter.head().number();
                taker.take(session, letter).ifPresent(reason -> stay.add(new Left(number, reason)));
                numbers.add(number);
                weight += letter.head().weight();
            }
            if (stay.isEmpty()) {
                session.commit();
            } else {
                session.rollback();
            }
        }
        return new Taken(numbers, weight);
    }
}
