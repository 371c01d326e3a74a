package org.hearthline.routes.trial;

import org.jspecify.annotations.Nullable;

/** Where the events of a trial come from. */
interface Batches extends AutoCloseable {
    /**
     * The next ones.
     *
     * @return null at the end
     * @throws org.hearthline.event.TransientFailure when they are not to be had
     */
    @Nullable
    Batch next() throws InterruptedException;

    /** How many events there were that the trial has not seen, as far as that is known. */
    long missed();

    /** Whether there were more events than asked for. */
    boolean isCut();

    @Override
    void close();
}
