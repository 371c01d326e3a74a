package org.hearthline.storage;

import java.time.Clock;
import java.time.Duration;

/** An InfluxDB 1.x, 2.x, 3.x, or a QuestDB, at an address of its own. */
public final class InfluxStore implements Store {
    private final StoreAddress address;
    private final InfluxWriter writer;
    private final FrameWriter frameWriter;
    private final EventQueries eventQueries;
    private final StoreQueries storeQueries;

    /**
     * @param timeout of one write
     */
    public InfluxStore(StoreAddress address, Duration timeout, Clock clock) {
        this.address = address;
        StoreClient client = new StoreClient(address, timeout, clock);
        writer = new InfluxWriter(client);
        frameWriter = new FrameWriter(writer, clock);
        InfluxQlClient queries = new InfluxQlClient(client, clock);
        InfluxQlReader rows = new InfluxQlReader(queries);
        eventQueries = new EventQueries(new StoredEvents(rows), clock);
        InfluxInfo info = new InfluxInfo(client, queries, rows, frameWriter::status);
        storeQueries = new StoreQueries(rows, new InfluxFigures(queries), info, clock);
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
    public StoreQueries storeQueries() {
        return storeQueries;
    }

    @Override
    public void close() {
        writer.close();
    }
}
