package org.hearthline.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of the letters of a selection.
 *
 * @param moved how many are gone: replayed, or purged
 * @param left those that could not be replayed
 * @param next where to go on when the work was limited: the highest number that was looked at; null when it is done
 */
public record Outcome(long moved, List<Left> left, @Nullable Long next) {
    public Outcome {
        left = List.copyOf(left);
    }

    /** A letter that stays, and why. */
    public record Left(long number, String reason) {}
}
