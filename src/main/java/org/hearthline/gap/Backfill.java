package org.hearthline.gap;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import org.hearthline.gap.Gap.End;
import org.hearthline.gap.Gap.Repair;
import org.hearthline.gap.Gap.State;

/**
 * Sorts what is asked for into what was never heard, which is fetched, and what was: a repaired copy never replaces a live
 * event, which says more (context, unrecorded attributes), unless somebody wants just that. Immutable.
 *
 * @param wanted spans to ask history for
 * @param leftOut the others
 */
record Backfill(List<Span> wanted, List<LeftOut> leftOut) {
    private static final long CLOCKS_DIFFER = 60_000_000;

    /** A part that is not asked for. */
    record LeftOut(Span span, String reason) {}

    Backfill {
        wanted = List.copyOf(wanted);
        leftOut = List.copyOf(leftOut);
    }

    /**
     * The plan for a request.
     *
     * @param now by Home Assistant's clock
     */
    static Backfill of(
            BackfillRequest request, List<Gap> gaps, OptionalLong coveredSince, long now, Duration recorderKeeps) {
        List<LeftOut> leftOut = new ArrayList<>();
        long kept = now - recorderKeeps.toMillis() * 1000;
        long oldest = request.span().from() >= kept - Plan.PURGED_LATER ? 0 : kept;
        Span past = new Span(request.span().from(), Math.min(request.span().to(), now));
        if (request.span().to() > now + CLOCKS_DIFFER) {
            cut(leftOut, new Span(past.to(), request.span().to()), "it has not happened yet");
        }
        cut(
                leftOut,
                new Span(past.from(), Math.min(past.to(), oldest)),
                "older than the recorder keeps (gap.recorder-days)");
        Span span = new Span(Math.max(past.from(), oldest), past.to());
        if (span.isEmpty() || request.again()) {
            return new Backfill(span.isEmpty() ? List.of() : List.of(span), leftOut);
        }
        List<Span> wanted = new ArrayList<>();
        long at = span.from();
        for (Span hole : holes(gaps, coveredSince.orElse(now))) {
            Span part = new Span(Math.max(at, hole.from()), Math.min(span.to(), hole.to()));
            if (!part.isEmpty()) {
                cut(leftOut, new Span(at, part.from()), covered(coveredSince));
                wanted.add(part);
                at = part.to();
            }
        }
        cut(leftOut, new Span(at, span.to()), covered(coveredSince));
        return new Backfill(wanted, leftOut);
    }

    private static String covered(OptionalLong since) {
        return since.isPresent() && since.getAsLong() == Long.MIN_VALUE
                ? "maybe heard live: the files that would know are lost. again=true asks for it all the same"
                : "heard live, or filled as a gap (GET /api/v1/gaps). again=true asks for it all the same";
    }

    private static void cut(List<LeftOut> leftOut, Span span, String reason) {
        if (!span.isEmpty()) {
            leftOut.add(new LeftOut(span, reason));
        }
    }

    /** What was not heard, and what no gap will fill by itself, in order. */
    private static List<Span> holes(List<Gap> gaps, long coveredSince) {
        List<Span> holes = new ArrayList<>();
        holes.add(new Span(0, coveredSince - 1));
        for (Gap gap : gaps) {
            End end = gap.end();
            if (gap.state() == State.REPORTED && end != null) {
                holes.add(new Span(gap.fromMicros(), end.micros()));
            } else if (gap.state() == State.UNFILLED && !gap.requested()) {
                holes.add(new Span(gap.fromMicros(), gap.repair().unfilledTo()));
            }
        }
        holes.sort(Comparator.comparingLong(Span::from));
        return holes;
    }

    /** The gaps to be filled. */
    List<Gap> gaps(BackfillRequest request, long now, long nowOurs) {
        return wanted.stream()
                .map(span -> new Gap(
                        UUID.randomUUID(),
                        request.again() ? "requested, again" : "requested",
                        true,
                        request.entityIds(),
                        span.from(),
                        new End(span.to(), nowOurs - Math.max(0, now - span.to()), 0),
                        Repair.NONE,
                        State.WAITING,
                        nowOurs,
                        null))
                .toList();
    }
}
