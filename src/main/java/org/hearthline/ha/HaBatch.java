package org.hearthline.ha;

import java.util.List;
import java.util.UUID;
import org.hearthline.event.EventData;

/**
 * What the component hands to its route in one exchange: events in the order in which Home Assistant sent them.
 *
 * @param id stays the same when the batch is offered again
 * @param receivedMicros when the first of them was received, µs since 1970
 * @param refused what came as an event and is none, so that nothing is lost silently
 */
public record HaBatch(UUID id, List<EventData> events, long receivedMicros, List<Unreadable> refused) {
    public HaBatch {
        events = List.copyOf(events);
        refused = List.copyOf(refused);
    }
}
