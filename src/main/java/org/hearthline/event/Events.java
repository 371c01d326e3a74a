package org.hearthline.event;

import java.util.UUID;
import java.util.regex.Pattern;

/** Makes events of what was read on the socket. */
public final class Events {
    /** What a house may be called: its name is a tag, and one line of each identity. */
    public static final Pattern HOUSE = Pattern.compile("\\P{Cntrl}{1,64}");

    private Events() {}

    /**
     * A new event, with the id that it always gets.
     *
     * @param receivedMicros the time of an event that names none
     */
    public static Event received(String house, String source, EventData data, long receivedMicros, Labels labels) {
        long micros = data.micros() == EventData.NO_TIME ? receivedMicros : data.micros();
        return new Event(identify(house, data, micros), house, source, null, micros, data, labels, Enriched.NOTHING);
    }

    static UUID identify(String house, EventData data, long micros) {
        String entityId = data.entityId();
        if (entityId != null) {
            return EventId.ofEntity(house, data.eventType(), entityId, micros);
        }
        String contextId = data.context().id();
        return EventId.ofContext(house, data.eventType(), contextId == null ? "" : contextId, micros, data.data());
    }
}
