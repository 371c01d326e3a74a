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

    /** How many batches wait behind it: while they do, larger and fewer ones come forward faster. */
    default long waiting() {
        return 0;
    }
}
