package org.hearthline.outbox;

import java.time.Instant;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;

/** A frame on its way out of the outbox. One thread at a time. */
public final class OpenedFrame {
    private final Frame frame;
    private final long begunNanos;
    private final @Nullable Replayed replayed;
    private boolean settled;

    /**
     * A dead letter's history.
     *
     * @param firstSeen when its event was refused the first time
     * @param attempts how often it was refused
     */
    public record Replayed(Instant firstSeen, int attempts) {}

    /**
     * One that was opened now.
     *
     * @param begunNanos when its delivery began, {@link System#nanoTime}
     * @param replayed what is known of the one dead letter that the frame is made of; null for what comes the first time
     */
    public OpenedFrame(Frame frame, long begunNanos, @Nullable Replayed replayed) {
        this.frame = frame;
        this.begunNanos = begunNanos;
        this.replayed = replayed;
    }

    public Frame frame() {
        return frame;
    }

    long begunNanos() {
        return begunNanos;
    }

    @Nullable
    Replayed replayed() {
        return replayed;
    }

    void settle() {
        settled = true;
    }

    /** Whether it has come to its end: only then its message may go. */
    public boolean isSettled() {
        return settled;
    }
}
