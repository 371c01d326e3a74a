package org.hearthline.storage;

import java.time.Clock;
import java.time.Duration;

/** An InfluxDB 1.x, 2.x, 3.x, or a QuestDB, at an address of its own. */
public final class InfluxStore implements Store {
    private final StoreAddress address;
    private final InfluxWriter writer;
    private final FrameWriter frameWriter;
    private final EventQueries eventQueries;

    /**
     * @param timeout of one write
     */
    public InfluxStore(StoreAddress address, Duration timeout, Clock clock) {
        this.address = address;
        StoreClient client = new StoreClient(address, timeout, clock);
        writer = new InfluxWriter(client);
        frameWriter = new FrameWriter(writer, clock);
        eventQueries = new EventQueries(new StoredEvents(new InfluxQlReader(client, clock)), clock);
    }

    StoreAddress address() {
        return address;
    }

    /** Asks whether the store would take events. One that is away is no reason not to start. */
    @Override
    public void start() {
        frameWriter.check();
    }

    @Override
    public FrameWriter frameWriter() {
        return frameWriter;
    }

    @Override
    public EventQueries eventQueries() {
        return eventQueries;
    }

    @Override
    public void close() {
        writer.close();
    }
}
