package org.hearthline.deadletter;

import jakarta.jms.ConnectionFactory;
import jakarta.jms.JMSException;
import jakarta.jms.MessageProducer;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.hearthline.deadletter.LetterCounts.Leaving;
import org.hearthline.deadletter.Selection.Span;
import org.hearthline.health.Dependency;
import org.jspecify.annotations.Nullable;

/**
 * The letters in the outbox's broker: kept, listed, replayed, purged, exported; the oldest go at a bound. Any thread; replaying
 * and purging one after the other. Every method throws {@link org.hearthline.event.TransientFailure} when the broker does not
 * answer.
 */
public final class DeadLetters {
    private final LetterQueue queue;
    private final LetterCodec codec = new LetterCodec();
    private final LetterSweep sweep;
    private final LetterNumbers numbers;
    private final LetterReader reader;
    private final Reentry reentry;
    private final LetterCounts counts = new LetterCounts();
    private final LetterHealth health;
    private final LetterExpiry expiry;
    private final Set<LetterExport> exports = ConcurrentHashMap.newKeySet();
    private final Clock clock;
    private final ReentrantLock moving = new ReentrantLock();

    /**
     * The letters in one queue.
     *
     * @param connections of the outbox's broker
     * @param name of the queue; never redelivered to death, never expired by the broker
     * @param size how many messages it holds; the largest number where nobody knows
     * @param numbers that the writer of the letters uses
     * @param reader makes events of letters
     * @param reentry the way back into the outbox
     */
    public DeadLetters(
            ConnectionFactory connections,
            String name,
            LongSupplier size,
            LetterNumbers numbers,
            LetterReader reader,
            Reentry reentry,
            LetterBounds bounds,
            Clock clock) {
        this.queue = new LetterQueue(connections, name, size);
        this.sweep = new LetterSweep(queue, codec);
        this.numbers = numbers;
        this.reader = reader;
        this.reentry = reentry;
        this.clock = clock;
        this.health = new LetterHealth(counts, bounds, clock);
        this.expiry = new LetterExpiry(queue, sweep, codec, counts, bounds, clock);
    }

    /** Counts what is there. Before the first letter of this process is written. */
    public void start() {
        expiry.count().ifPresent(numbers::startAfter);
    }

    public Dependency health() {
        return health;
    }

    public LetterCounts counts() {
        return counts;
    }

    /** Writes letters, in a transaction of their own: all or none. */
    public void keep(List<DeadLetter> letters) {
        if (letters.isEmpty()) {
            return;
        }
        boolean unused = queue.inSession(session -> {
            try (MessageProducer producer = queue.producer(session)) {
                for (DeadLetter letter : letters) {
                    producer.send(codec.write(letter, session));
                }
            }
            session.commit();
            return true;
        });
        kept(letters);
    }

    /** Letters were written by somebody else, whose transaction has been committed: they count from here on. */
    public void kept(Collection<DeadLetter> letters) {
        counts.kept(letters.stream().map(DeadLetter::head).toList());
    }

    /** Newest first. Reads the whole queue, and holds one page of it. */
    public LetterPage list(LetterFilter filter) {
        TreeMap<Long, LetterHead> newest = new TreeMap<>();
        long[] total = {0};
        queue.browse(Selector.of(filter), message -> {
            LetterHead head = codec.head(message);
            newest.put(head.number(), head);
            if (newest.size() > filter.limit()) {
                newest.pollFirstEntry();
            }
            total[0]++;
            return true;
        });
        Long next = total[0] > newest.size() ? newest.firstKey() : null;
        return new LetterPage(new ArrayList<>(newest.descendingMap().values()), total[0], next);
    }

    public Optional<DeadLetter> find(long number) {
        List<DeadLetter> found = new ArrayList<>(1);
        queue.browse(Selector.of(List.of(number)), message -> !found.add(codec.read(message)));
        return found.stream().findFirst();
    }

    /** How many letters of a selection there are. */
    public long count(Selection selection) {
        if (selection instanceof Selection.Numbers some) {
            return some.numbers().stream()
                    .filter(number -> find(number).isPresent())
                    .count();
        }
        return sweep.numbers(selection, bounded(Span.WHOLE)).size();
    }

    /** Puts letters back into the outbox as events. What is written about them again meanwhile is not taken again. */
    public Outcome replay(Selection selection, Span span) {
        return move(selection, span, Leaving.REPLAYED, this::reenter);
    }

    /** Deletes letters for ever. */
    public Outcome purge(Selection selection, Span span) {
        return move(selection, span, Leaving.PURGED, (session, letter) -> Optional.empty());
    }

    /** All letters with their events, as NDJSON, oldest first: read while it is read. To be closed. */
    public InputStream export() {
        LetterExport export = LetterExport.open(queue, codec, clock);
        exports.add(export);
        return export;
    }

    /** Removes what is beyond the bounds. To be called from time to time. */
    public void tick() {
        locked(() -> {
            expiry.run();
            return 0;
        });
        exports.removeIf(DeadLetters::isOver);
    }

    private static boolean isOver(LetterExport export) {
        try {
            return export.closeIfForgotten();
        } catch (IOException e) {
            return true; // The broker has closed it already.
        }
    }

    private Outcome move(Selection selection, Span span, Leaving why, LetterSweep.Taker taker) {
        return locked(() -> {
            Set<Long> chosen = sweep.numbers(selection, bounded(span));
            Outcome outcome = sweep.take(chosen, taker, (letters, weight) -> {
                counts.left(why, letters, weight);
                if (why == Leaving.REPLAYED) {
                    reentry.committed(letters);
                }
            });
            expiry.count();
            return new Outcome(outcome.moved(), outcome.left(), next(selection, span, chosen));
        });
    }

    private static @Nullable Long next(Selection selection, Span span, Set<Long> chosen) {
        boolean limited = !(selection instanceof Selection.Numbers) && chosen.size() == span.limit();
        return limited ? chosen.stream().max(Long::compare).orElse(null) : null;
    }

    private Optional<String> reenter(Session session, DeadLetter letter) throws JMSException {
        LetterReader.Result result = reader.read(letter);
        if (result.event() != null) {
            reentry.send(session, result.event(), letter.head());
        }
        return Optional.ofNullable(result.reason());
    }

    /** Not those that are written from here on. */
    private Span bounded(Span span) {
        return new Span(span.after(), Math.min(span.upTo(), numbers.last()), span.limit());
    }

    private <T> T locked(Supplier<T> work) {
        moving.lock();
        try {
            return work.get();
        } finally {
            moving.unlock();
        }
    }
}
