package org.hearthline.storage;

import java.util.Collection;
import java.util.List;
import org.hearthline.event.Event;

/**
 * Writes events as line protocol, one line each, time in nanoseconds ({@link Event#storedNanos()}). The same event gives the
 * same bytes, so that a re-delivery overwrites itself. Immutable; any thread.
 */
final class LineEncoder {
    private static final int USUAL_LINE = 1024;

    /** As many lines as events, in their order. */
    Lines encode(Collection<Event> events) {
        LineSink sink = new LineSink(events.size(), events.size() * USUAL_LINE);
        for (Event event : events) {
            sink.begin(NarrowLayout.MEASUREMENT);
            NarrowLayout.tags(event, sink);
            NarrowLayout.fields(event, sink);
            sink.end(event.storedNanos());
        }
        return sink.lines();
    }

    Lines encode(Event event) {
        return encode(List.of(event));
    }
}
