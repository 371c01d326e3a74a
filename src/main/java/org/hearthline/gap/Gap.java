package org.hearthline.gap;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A span in which events may have happened that were not heard, and how far it is repaired. Times by Home Assistant's clock in
 * µs since 1970, unless said otherwise. Immutable.
 *
 * @param cause in words, for people
 * @param requested somebody asked for it: only {@code (from, end]} itself is asked, without margins
 * @param entityIds those to ask for; empty: all that are known
 * @param end null while no events are heard
 * @param openedMicros by our clock
 * @param closedMicros by our clock; null while there is something to do
 */
record Gap(
        UUID id,
        String cause,
        boolean requested,
        List<String> entityIds,
        long fromMicros,
        @Nullable End end,
        Repair repair,
        State state,
        long openedMicros,
        @Nullable Long closedMicros) {
    /** How sure it is where a gap begins. */
    static final long MARGIN = 10_000_000;
    /** Home Assistant's events come in the order of their times, but for moments. */
    static final long SMALL_MARGIN = 2_000_000;
    /** The parts at both ends that may overlap with what was heard: they are repaired first. */
    private static final long EDGE = 60_000_000;

    /** What becomes of a gap. */
    enum State {
        /** No events are heard. */
        OPEN,
        /** Ended; the recorder has to commit first, or other gaps are older. */
        WAITING,
        REPAIRING,
        /** Everything that history has is durable. */
        CLOSED,
        /** As closed, but a part was older than what the recorder keeps. */
        UNFILLED,
        /** Only reported: the repair is switched off. */
        REPORTED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * Where a gap ends.
     *
     * @param oursMicros the same instant by our clock
     * @param margin how far behind it is asked, µs
     */
    record End(long micros, long oursMicros, long margin) {}

    /**
     * How far it is.
     *
     * @param asked from here on history is asked; 0 until it begins
     * @param done everything from {@code asked} to here is durable
     * @param tail everything from a minute before the end to here is durable too; 0 until that begins
     * @param found events sent
     * @param already events that were accepted live
     * @param unfilledTo everything before was too old to be asked for; 0: nothing was
     * @param edgesDropped the ids of events around both ends are no longer kept
     * @param heardWithin events were heard for a while in the middle of it, so that ids are needed for all of it
     */
    record Repair(
            long asked,
            long done,
            long tail,
            long found,
            long already,
            long unfilledTo,
            boolean edgesDropped,
            boolean heardWithin,
            List<String> missing) {
        static final Repair NONE = new Repair(0, 0, 0, 0, 0, 0, false, false, List.of());

        Repair {
            missing = List.copyOf(missing);
        }

        Repair begun(long asked, long done, long unfilledTo) {
            return new Repair(asked, done, tail, found, already, unfilledTo, edgesDropped, heardWithin, missing);
        }

        Repair reached(long newDone, long newTail) {
            return new Repair(asked, newDone, newTail, found, already, unfilledTo, edgesDropped, heardWithin, missing);
        }

        Repair counted(long moreFound, long moreAlready) {
            return new Repair(
                    asked,
                    done,
                    tail,
                    found + moreFound,
                    already + moreAlready,
                    unfilledTo,
                    edgesDropped,
                    heardWithin,
                    missing);
        }

        Repair without(List<String> named) {
            return new Repair(asked, done, tail, found, already, unfilledTo, edgesDropped, heardWithin, named);
        }

        Repair withoutEdges() {
            return new Repair(asked, done, tail, found, already, unfilledTo, true, heardWithin, missing);
        }

        Repair withHeardWithin() {
            return new Repair(asked, done, tail, found, already, unfilledTo, edgesDropped, true, missing);
        }
    }

    Gap {
        entityIds = List.copyOf(entityIds);
    }

    static Gap open(UUID id, String cause, long fromMicros, long openedMicros) {
        return new Gap(id, cause, false, List.of(), fromMicros, null, Repair.NONE, State.OPEN, openedMicros, null);
    }

    Gap with(Repair further) {
        return new Gap(id, cause, requested, entityIds, fromMicros, end, further, state, openedMicros, closedMicros);
    }

    Gap with(State next) {
        return new Gap(id, cause, requested, entityIds, fromMicros, end, repair, next, openedMicros, closedMicros);
    }

    Gap between(long from, @Nullable End newEnd) {
        return new Gap(id, cause, requested, entityIds, from, newEnd, repair, state, openedMicros, closedMicros);
    }

    Gap because(String words) {
        return new Gap(id, words, requested, entityIds, fromMicros, end, repair, state, openedMicros, closedMicros);
    }

    Gap closed(State last, long atOurs) {
        return new Gap(id, cause, requested, entityIds, fromMicros, end, repair, last, openedMicros, atOurs);
    }

    /**
     * The same, again without end: events stopped coming before it was repaired.
     *
     * @param lastHeard the last one; it may have come before this gap ended
     */
    Gap reopened(String again, long lastHeard) {
        Repair further = repair.reached(repair.done, 0);
        return between(fromMicros, null)
                .because(cause.contains(again) ? cause : cause + "; " + again)
                .with(end != null && lastHeard >= end.micros ? further.withHeardWithin() : further)
                .with(State.OPEN);
    }

    /** In which nothing was heard; what is asked is a little more. */
    Span span() {
        return new Span(fromMicros, ending().micros);
    }

    /** Up to where history is asked. */
    long until() {
        End known = ending();
        return known.micros + (requested || repair.edgesDropped ? 0 : known.margin);
    }

    /** What comes next: the first minute, then the last one, then what is between; empty when all is done. */
    Optional<Span> next() {
        long until = until();
        long head = requested ? repair.done : Math.min(until, fromMicros + EDGE);
        if (repair.done < head) {
            return Optional.of(new Span(repair.done, head));
        }
        long body = bodyEnd();
        long tail = Math.max(repair.tail, body);
        if (tail < until) {
            return Optional.of(new Span(tail, until));
        }
        return repair.done < body ? Optional.of(new Span(repair.done, body)) : Optional.empty();
    }

    /** After a slice at the beginning of what {@link #next} named has become durable. */
    Gap reached(Span slice) {
        boolean isTail = slice.to() > bodyEnd();
        return with(isTail ? repair.reached(repair.done, slice.to()) : repair.reached(slice.to(), repair.tail));
    }

    private long bodyEnd() {
        long until = until();
        return requested ? until : Math.max(Math.min(until, fromMicros + EDGE), ending().micros - EDGE);
    }

    /** Whether the next rows may have been accepted live, so that ids have to be kept. */
    boolean needsIds() {
        if (requested || repair.edgesDropped || closedMicros != null) {
            return false;
        }
        return end == null
                || repair.asked == 0
                || repair.heardWithin
                || next().filter(this::isEdge).isPresent();
    }

    private boolean isEdge(Span slice) {
        return slice.from() < fromMicros + EDGE || slice.to() > bodyEnd();
    }

    /** 0 to 100. */
    double percent() {
        if (closedMicros != null) {
            return 100;
        }
        if (end == null || repair.asked == 0) {
            return 0;
        }
        double all = Math.max(1, until() - repair.asked);
        double behind = repair.tail == 0 ? 0 : repair.tail - bodyEnd();
        return Math.min(100, Math.max(0, 100 * (repair.done - repair.asked + behind) / all));
    }

    private End ending() {
        if (end == null) {
            throw new IllegalStateException("The gap has no end yet");
        }
        return end;
    }
}
