package org.hearthline.ha;

import java.util.Collection;
import java.util.List;
import org.hearthline.event.EventData;
import org.hearthline.event.TransientFailure;

/** The history of whatever connection a monitor watches at the moment. */
final class HistoryOfMonitored implements HouseHistory {
    private final HaMonitor monitor;

    HistoryOfMonitored(HaMonitor monitor) {
        this.monitor = monitor;
    }

    @Override
    public Recorder recorder() throws InterruptedException {
        return current().recorder();
    }

    @Override
    public List<EventData> events(Collection<String> entityIds, long fromMicros, long toMicros)
            throws InterruptedException {
        return current().events(entityIds, fromMicros, toMicros);
    }

    private HouseHistory current() {
        return monitor.connection()
                .orElseThrow(
                        () -> new TransientFailure("The route that listens to Home Assistant is not started", null))
                .history();
    }
}
