package org.hearthline.deadletter;

import java.util.function.UnaryOperator;
import org.hearthline.event.Event;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.MalformedJson;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/** Makes an event of a letter. What was never an event is tried again: this Hearthline may read more than the one before. Any thread. */
public final class LetterReader {
    private final EventReader events;
    private final UnaryOperator<Event> stamp;

    /**
     * A reader of letters.
     *
     * @param events of ingestion
     * @param stamp labels for an event that never had any
     */
    public LetterReader(EventReader events, UnaryOperator<Event> stamp) {
        this.events = events;
        this.stamp = stamp;
    }

    /** One of both: the event, or why there is none. */
    record Result(@Nullable Event event, @Nullable String reason) {}

    Result read(DeadLetter letter) {
        try {
            EventReader.Batch batch = events.read(letter.original().copy());
            if (batch.events().size() == 1 && batch.refused().isEmpty()) {
                Event event = batch.events().get(0);
                return new Result(letter.head().isEvent() ? event : stamp.apply(event), null);
            }
            return none(
                    batch.refused().isEmpty()
                            ? "it holds " + batch.events().size() + " events"
                            : described(batch.refused().get(0).fault()));
        } catch (Rejected e) {
            return none(described(e.fault()));
        } catch (MalformedJson e) {
            return none("malformed JSON in column " + e.column());
        }
    }

    private static Result none(String reason) {
        return new Result(null, "Still no event: " + reason);
    }

    private static String described(Fault fault) {
        String field = fault.details().get("field");
        String issue = fault.details().get("issue");
        return field == null || issue == null ? fault.message() : field + ": " + issue;
    }
}
