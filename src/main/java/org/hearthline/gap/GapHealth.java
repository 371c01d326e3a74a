package org.hearthline.gap;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.hearthline.event.Timestamps;
import org.hearthline.gap.Gap.State;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;

/** Whether anything of the house is missing, in a sentence. Any thread. */
public final class GapHealth implements Dependency {
    private static final Duration RECENT = Duration.ofDays(1);

    private final Gaps gaps;
    private final GapWatch watch;
    private final GapRepair repair;
    private final Clock clock;
    private final Instant start;

    public GapHealth(Gaps gaps, GapWatch watch, GapRepair repair, Clock clock) {
        this.gaps = gaps;
        this.watch = watch;
        this.repair = repair;
        this.clock = clock;
        this.start = clock.instant();
    }

    @Override
    public String name() {
        return "gaps";
    }

    @Override
    public Status status() {
        List<Gap> all = gaps.all();
        Optional<GapRepair.Problem> problem = repair.problem();
        if (problem.isPresent()) {
            return new Status(
                    Level.DEGRADED, problem.get().words(), problem.get().since());
        }
        Optional<String> unknown = watch.unknown();
        if (unknown.isPresent()) {
            return new Status(Level.DEGRADED, unknown.get(), start);
        }
        return all.stream()
                .filter(this::isRecentlyUnfilled)
                .findFirst()
                .map(GapHealth::unfilled)
                .orElseGet(() -> open(all));
    }

    private boolean isRecentlyUnfilled(Gap gap) {
        Long closed = gap.closedMicros();
        return gap.state() == State.UNFILLED
                && !gap.requested()
                && closed != null
                && Timestamps.instant(closed).isAfter(clock.instant().minus(RECENT));
    }

    private static Status unfilled(Gap gap) {
        Long closed = gap.closedMicros();
        return new Status(
                Level.DEGRADED,
                "What happened from " + Span.text(gap.fromMicros()) + " to "
                        + Span.text(gap.repair().unfilledTo())
                        + " is missing for good: it is older than what Home Assistant's recorder keeps (gap "
                        + gap.id() + ")",
                Timestamps.instant(closed == null ? gap.openedMicros() : closed));
    }

    private Status open(List<Gap> all) {
        List<Gap> open = all.stream().filter(gap -> gap.closedMicros() == null).toList();
        if (open.isEmpty()) {
            return new Status(Level.HEALTHY, "No gap is open", start);
        }
        Gap first = open.get(0);
        String detail = (open.size() == 1 ? "A gap is" : open.size() + " gaps are") + " open; the first since "
                + Span.text(first.fromMicros()) + ": " + first.state().text()
                + (first.state() == State.REPAIRING ? ", %.0f %%".formatted(first.percent()) : "");
        return new Status(Level.HEALTHY, detail, Timestamps.instant(first.openedMicros()));
    }
}
