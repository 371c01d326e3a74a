package org.hearthline.ha;

/** Where batches go. Called by one thread, one batch at a time; may block: then the socket is paused in time. */
@FunctionalInterface
public interface BatchSink {
    /**
     * Takes over a batch.
     *
     * @return false when it could not: the same batch is offered again
     */
    boolean take(HaBatch batch);
}
