package org.hearthline.ha;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hearthline.event.EventData;

/** Gathers events to batches. For one thread. */
final class Batcher {
    private final HaSettings.Limits limits;
    private final List<EventData> events = new ArrayList<>();
    private final List<Unreadable> refused = new ArrayList<>();
    private long bytes;
    private long receivedMicros;

    Batcher(HaSettings.Limits limits) {
        this.limits = limits;
    }

    void add(EventData event, long received) {
        begin(received);
        events.add(event);
        bytes += event.json().length();
    }

    void add(Unreadable event, long received) {
        begin(received);
        refused.add(event);
        bytes += event.json().length();
    }

    private void begin(long received) {
        if (isEmpty()) {
            receivedMicros = received;
        }
    }

    boolean isEmpty() {
        return events.isEmpty() && refused.isEmpty();
    }

    boolean isFull() {
        return events.size() + refused.size() >= limits.frameEvents() || bytes >= limits.frameBytes();
    }

    /** What was gathered; starts anew. */
    HaBatch take() {
        HaBatch batch = new HaBatch(UUID.randomUUID(), events, receivedMicros, refused);
        events.clear();
        refused.clear();
        bytes = 0;
        return batch;
    }
}
