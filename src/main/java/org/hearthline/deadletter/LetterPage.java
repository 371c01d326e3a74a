package org.hearthline.deadletter;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A part of a list of letters, newest first.
 *
 * @param total how many there are from here on
 * @param next the cursor of the next page; null on the last one
 */
public record LetterPage(
        List<LetterHead> letters, long total, @Nullable Long next) {
    public LetterPage {
        letters = List.copyOf(letters);
    }
}
