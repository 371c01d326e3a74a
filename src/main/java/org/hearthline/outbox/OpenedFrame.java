package org.hearthline.outbox;

import java.time.Instant;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;

/**
 * A frame on its way out of the outbox.
 *
 * @param begunNanos when its delivery began, {@link System#nanoTime}
 * @param replayed what is known of the one dead letter that the frame is made of; null for what comes the first time
 */
public record OpenedFrame(
        Frame frame, long begunNanos, @Nullable Replayed replayed) {
    /**
     * A dead letter's history.
     *
     * @param firstSeen when its event was refused the first time
     * @param attempts how often it was refused
     */
    public record Replayed(Instant firstSeen, int attempts) {}
}
