package org.hearthline.ha;

import java.util.Collection;
import java.util.List;
import org.hearthline.event.EventData;

/**
 * What Home Assistant's recorder remembers. One request at a time: a second caller waits. Any thread but those of the
 * connection itself.
 */
public interface HouseHistory {
    /** Whether the recorder records, and how many events wait for it. Fails as {@link #events} does. */
    Recorder recorder() throws InterruptedException;

    /**
     * Every change of these entities in {@code (fromMicros, toMicros]}, in the order of their times, as events with {@code
     * origin: backfill}: the same identity as the live event has, {@code old_state} from the row before, no context. Removals
     * are events too. The row that Home Assistant makes up for the start of the span is none; it is the {@code old_state},
     * without times, of the first row after it. Blocks up to {@code ha.history-timeout}. An answer of more than {@code
     * ha.max-message} cannot be read, and costs the connection: ask for less at once.
     *
     * @param entityIds at least one; those that Home Assistant does not know have no events
     * @throws org.hearthline.event.TransientFailure when the socket is not subscribed, was cut, or does not answer in time; when
     *     the house is still starting, or failed inside ({@code unknown_error}, {@code home_assistant_error}, {@code timeout})
     * @throws org.hearthline.event.Rejected when Home Assistant refuses the question, in its own words; its code is the fault's
     *     detail {@code issue}
     */
    List<EventData> events(Collection<String> entityIds, long fromMicros, long toMicros) throws InterruptedException;

    /** What {@code recorder/info} says: {@code recording}, {@code backlog}. */
    record Recorder(boolean recording, long backlog) {}
}
