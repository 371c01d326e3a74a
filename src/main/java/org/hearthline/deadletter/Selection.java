package org.hearthline.deadletter;

import java.util.List;
import org.hearthline.event.ErrorCode;

/** Which letters somebody means. */
public sealed interface Selection {
    /** Every one. */
    record All() implements Selection {}

    /** These. */
    record Numbers(List<Long> numbers) implements Selection {
        public Numbers {
            numbers = List.copyOf(numbers);
        }
    }

    /** All that were refused for one reason. */
    record Reason(ErrorCode code) implements Selection {}

    /**
     * A part of a selection, for work that is done bit by bit.
     *
     * @param after letters with higher numbers than this
     * @param upTo letters up to this number
     * @param limit at most so many
     */
    record Span(long after, long upTo, int limit) {
        public static final Span WHOLE = new Span(0, Long.MAX_VALUE, Integer.MAX_VALUE);
    }
}
