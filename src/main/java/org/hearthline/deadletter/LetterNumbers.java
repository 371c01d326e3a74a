package org.hearthline.deadletter;

import java.time.Clock;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.Timestamps;

/** Numbers the letters of this process: µs since 1970, each one higher than all before. Any thread. */
public final class LetterNumbers {
    private final Clock clock;
    private final AtomicLong last = new AtomicLong();

    public LetterNumbers(Clock clock) {
        this.clock = clock;
    }

    long next() {
        return last.updateAndGet(before -> Math.max(before + 1, Timestamps.micros(clock.instant())));
    }

    /** The highest so far. */
    long last() {
        return last.get();
    }

    /** Letters with these numbers are there already, whatever the clock says. */
    void startAfter(long number) {
        last.accumulateAndGet(number, Math::max);
    }
}
