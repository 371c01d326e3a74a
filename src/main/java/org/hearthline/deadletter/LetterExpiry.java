package org.hearthline.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.hearthline.deadletter.LetterCounts.Leaving;
import org.hearthline.event.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the letters, and removes the oldest beyond the bounds: never by a count that may be wrong. One thread at a time. */
final class LetterExpiry {
    private static final Logger LOG = LoggerFactory.getLogger(LetterExpiry.class);

    private final LetterQueue queue;
    private final LetterSweep sweep;
    private final LetterCodec codec;
    private final LetterCounts counts;
    private final LetterBounds bounds;
    private final Clock clock;

    LetterExpiry(
            LetterQueue queue,
            LetterSweep sweep,
            LetterCodec codec,
            LetterCounts counts,
            LetterBounds bounds,
            Clock clock) {
        this.queue = queue;
        this.sweep = sweep;
        this.codec = codec;
        this.counts = counts;
        this.bounds = bounds;
        this.clock = clock;
    }

    /** Counts all letters; the highest number of them. */
    OptionalLong count() {
        Map<Long, Long> weights = weigh();
        return weights.keySet().stream().mapToLong(Long::longValue).max();
    }

    void run() {
        Instant oldest = counts.read().oldest();
        if (oldest != null && oldest.isBefore(clock.instant().minus(bounds.maxAge()))) {
            remove(tooOld(), "age");
        }
        if (counts.read().bytes() > bounds.maxBytes()) {
            remove(tooMuch(), "size");
        }
    }

    private Set<Long> tooOld() {
        Set<Long> numbers = new TreeSet<>();
        long border = Timestamps.micros(clock.instant().minus(bounds.maxAge()));
        queue.browse(Selector.seenBefore(border), message -> numbers.add(message.getLongProperty(LetterCodec.NUMBER)));
        return numbers;
    }

    private Set<Long> tooMuch() {
        Set<Long> numbers = new TreeSet<>();
        Map<Long, Long> weights = weigh();
        long bytes = counts.read().bytes();
        if (bytes <= bounds.maxBytes()) {
            return numbers;
        }
        for (Map.Entry<Long, Long> letter : weights.entrySet()) {
            if (bytes <= bounds.bytesAfterwards()) {
                break;
            }
            numbers.add(letter.getKey());
            bytes -= letter.getValue();
        }
        return numbers;
    }

    /** Weight by number, of all letters, lowest number first: counted anew on the way. */
    private Map<Long, Long> weigh() {
        Map<Long, Long> weights = new TreeMap<>();
        Instant[] oldest = new Instant[1];
        queue.browse(Selector.ALL, message -> {
            LetterHead head = codec.head(message);
            weights.put(head.number(), head.weight());
            oldest[0] = oldest[0] == null || head.lastSeen().isBefore(oldest[0]) ? head.lastSeen() : oldest[0];
            return true;
        });
        counts.counted(
                weights.size(),
                weights.values().stream().mapToLong(Long::longValue).sum(),
                oldest[0]);
        return weights;
    }

    private void remove(Set<Long> numbers, String bound) {
        if (numbers.isEmpty()) {
            return;
        }
        Outcome gone = sweep.take(
                numbers,
                (session, letter) -> Optional.empty(),
                (letters, weight) -> counts.left(Leaving.EXPIRED, letters, weight));
        count();
        LOG.atWarn()
                .addKeyValue("letters", gone.moved())
                .addKeyValue("bound", bound)
                .log("The oldest dead letters are gone: they were beyond the bound");
    }
}
