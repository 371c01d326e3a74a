package org.hearthline.deadletter;

import java.time.Clock;
import java.util.List;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.jspecify.annotations.Nullable;

/** Letters as delivery and ingestion write them. */
public final class LetterSamples {
    private final Letters letters;

    public LetterSamples(LetterNumbers numbers, Clock clock) {
        letters = new Letters(numbers, words -> words, clock);
    }

    /** The store refuses an event of an entity. */
    public DeadLetter refused(String entityId) {
        return refused(SampleEvents.temperature(entityId, "21.4"), ErrorCode.REFUSED_BY_STORE, null);
    }

    DeadLetter refused(Event event, ErrorCode code, @Nullable LetterHistory history) {
        Fault fault = new Fault(code, "partial write: field type conflict", java.util.Map.of("field", "value"));
        Rejection rejection = new Rejection(0, event.id(), "storage", "storage-write", fault);
        return letters.of(SampleEvents.frame(event), new Delivery(0, 0, List.of(rejection)), history)
                .get(0);
    }

    /** Something came as an event and is none. */
    public DeadLetter unreadable(String json) {
        return letters.unreadable(
                "home",
                "ingestion",
                "ingestion-label",
                Fault.invalid("event_type", "Missing required field", "string"),
                JsonSlice.of(json));
    }
}
