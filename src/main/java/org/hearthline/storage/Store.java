package org.hearthline.storage;

/**
 * Where events are kept: the embedded QuestDB or an InfluxDB. Its beans exist from the start; until {@link #start} is done,
 * and whenever the store is away, they answer with a {@link org.hearthline.event.TransientFailure}.
 */
public sealed interface Store extends AutoCloseable permits QuestStore, InfluxStore {
    /**
     * Opens what has to be opened here. Blocks: a second for the embedded store, up to 10 s for one that does not answer.
     *
     * @throws IllegalStateException when the embedded store cannot run, with a message that says what to do
     */
    void start();

    /** Bean {@code frameWriter}, and the dependency {@code store}. */
    FrameWriter frameWriter();

    /** Bean {@code eventQueries}. */
    EventQueries eventQueries();

    /** Bean {@code storeQueries}. */
    StoreQueries storeQueries();

    /** Ends after the routes: what is written now is lost to the caller, never to the store. */
    @Override
    void close();
}
