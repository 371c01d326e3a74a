package org.hearthline.routes.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * Something that would have left the file.
 *
 * @param to the endpoint, as Camel names it, with options and without secrets
 * @param body as it was then: a frame, an event, text, …
 */
public record Sent(String to, @Nullable Object body) {
    /** Whether a pattern means this endpoint: as {@link OutsideAnswer#from()}. */
    public boolean fits(String pattern) {
        return Outside.matches(to, pattern);
    }
}
