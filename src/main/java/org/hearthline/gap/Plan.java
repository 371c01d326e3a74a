package org.hearthline.gap;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.State;

/** Which span is asked for a gap: with its margins, no further back than the recorder remembers, by a clock that may have stepped. */
final class Plan {
    /** The recorder purges once a day, so a little more than it promises is worth a question. */
    static final long PURGED_LATER = 3_600_000_000L;

    private final long keptMicros;
    private final HouseClock clock;

    /**
     * Plans for one house.
     *
     * @param recorderKeeps how far back Home Assistant's recorder remembers
     */
    Plan(Duration recorderKeeps, HouseClock clock) {
        this.keptMicros = recorderKeeps.toMillis() * 1000;
        this.clock = clock;
    }

    /** The gap with its repair begun, or going on where it was. */
    Gap begin(Gap gap) {
        long from = gap.requested() || gap.repair().edgesDropped() ? gap.fromMicros() : gap.fromMicros() - Gap.MARGIN;
        long asked = gap.repair().asked() == 0 ? from : gap.repair().asked();
        long done = Math.max(asked, gap.repair().done());
        long oldest = Math.min(gap.until(), clock.houseNow() - keptMicros);
        boolean tooOld = done < oldest - PURGED_LATER && gap.fromMicros() < oldest - PURGED_LATER;
        return gap.with(gap.repair()
                        .begun(
                                asked,
                                tooOld ? oldest : done,
                                tooOld ? oldest : gap.repair().unfilledTo()))
                .with(State.REPAIRING);
    }

    /**
     * A clock that went back leaves a gap that ends before it begins. What is missing lies behind its beginning, before the
     * step, and before its end, after it: both as long as no events were heard by our clock.
     */
    List<Gap> turned(Gap gap, End end) {
        long sinceOpened = end.oursMicros() - gap.openedMicros();
        long sinceHeard = end.oursMicros() - (gap.fromMicros() - clock.difference());
        long silence = Math.max(0, Math.min(keptMicros, Math.max(sinceOpened, sinceHeard)));
        Gap before = gap.between(gap.fromMicros(), new End(gap.fromMicros() + silence, end.oursMicros(), end.margin()))
                .because(gap.cause() + "; Home Assistant's clock went back: before");
        Gap after = new Gap(
                UUID.randomUUID(),
                gap.cause() + "; Home Assistant's clock went back: after",
                false,
                List.of(),
                end.micros() - silence,
                end,
                Gap.Repair.NONE,
                State.WAITING,
                gap.openedMicros(),
                null);
        return List.of(before, after);
    }
}
