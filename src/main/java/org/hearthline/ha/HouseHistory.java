package org.hearthline.ha;

import java.util.Collection;
import java.util.List;
import org.hearthline.event.EventData;

/**
 * What Home Assistant's recorder remembers. One request at a time: a second caller waits. Any thread but those of the
 * connection itself.
 */
public interface HouseHistory {
    /** Whether the recorder records, and how many events wait for it. */
    Recorder recorder() throws InterruptedException;

    /**
     * Every change of these entities in {@code (fromMicros, toMicros]}, in the order of their times, as events with {@code
     * origin: backfill}: the same identity as the live event has, {@code old_state} from the row before, no context. Removals
     * are events too. The row that Home Assistant makes up for the start of the span is none.
     *
     * @param entityIds at least one
     * @throws org.hearthline.event.TransientFailure when the socket is not subscribed, was cut, or does not answer in time
     * @throws org.hearthline.event.Rejected when Home Assistant refuses the question, in its own words
     */
    List<EventData> events(Collection<String> entityIds, long fromMicros, long toMicros) throws InterruptedException;

    /** What {@code recorder/info} says: {@code recording}, {@code backlog}. */
    record Recorder(boolean recording, long backlog) {}
}
