package org.hearthline.ha;

/** What an {@code ha:history} endpoint runs on its one thread: asks history for what is missing, and hands it to the route. */
@FunctionalInterface
public interface HistoryWork {
    /**
     * Works until it is interrupted. The sink returns when the route has taken the batch (durable in the outbox), or false when
     * it could not: the same batch has to be offered again later.
     */
    void run(BatchSink sink) throws InterruptedException;
}
