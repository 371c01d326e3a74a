package org.hearthline.gap;

import java.time.Duration;
import org.hearthline.gap.Gap.End;
import org.hearthline.ha.HouseHistory;
import org.hearthline.ha.HouseHistory.Recorder;

/** When Home Assistant's recorder has written what is to be asked: it is some seconds late, and later when it has much to do. */
final class RecorderDelay {
    /** The recorder commits every 5 s. */
    private static final long COMMITTED_MICROS = 10_000_000;

    private static final Duration AFTER_BACKLOG = Duration.ofSeconds(6);
    private static final Duration SECOND = Duration.ofSeconds(1);
    /** Slices older than this do not wait for the recorder's queue to be empty, only to be short. */
    private static final long FRESH_MICROS = 600_000_000L;

    private static final long SHORT_BACKLOG = 1000;

    private final HouseHistory history;
    private final HouseClock clock;
    private final Waiter waiter;

    RecorderDelay(HouseHistory history, HouseClock clock, Waiter waiter) {
        this.history = history;
        this.clock = clock;
        this.waiter = waiter;
    }

    /** Whether so much time has gone that a recorder without a queue has written it. By our clock, since the house's may step. */
    boolean isDue(Gap gap, Span slice) {
        End end = gap.end();
        return end != null
                && clock.now()
                        >= end.oursMicros() + Math.min(slice.to() - end.micros(), end.margin()) + COMMITTED_MICROS;
    }

    /** Waits for the recorder's queue; false when it does not record at all. */
    boolean awaitWritten(Gap gap, Span slice) throws InterruptedException {
        long most = clock.houseNow() - slice.to() > FRESH_MICROS && !gap.needsIds() ? SHORT_BACKLOG : 0;
        boolean waited = false;
        while (true) {
            Recorder recorder = history.recorder();
            if (!recorder.recording()) {
                return false;
            }
            if (recorder.backlog() <= most) {
                break;
            }
            waited = true;
            waiter.await(SECOND);
        }
        if (waited) {
            waiter.await(AFTER_BACKLOG);
        }
        return true;
    }
}
