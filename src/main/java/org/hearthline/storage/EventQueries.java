package org.hearthline.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;

/**
 * Answers queries for events: the bean of the storage stage's GET doors, in three steps (what is asked, what the store has, what
 * is answered), so that a circuit breaker sees the store alone and never a caller's mistake. Any thread.
 */
public final class EventQueries {
    private final StoredEvents events;
    private final EventQueryParser parser;

    EventQueries(StoredEvents events, Clock clock) {
        this.events = events;
        this.parser = new EventQueryParser(clock);
    }

    /**
     * Which events a caller asks for.
     *
     * @param headers the message's headers, query parameters among them
     * @throws Rejected when a parameter is wrong
     */
    public EventQuery parse(Map<String, Object> headers) {
        return parser.parse(headers);
    }

    /**
     * Which event a caller asks for.
     *
     * @param headers with {@code event_id}
     * @throws Rejected when it is no UUID
     */
    public UUID id(Map<String, Object> headers) {
        return parser.id(headers);
    }

    /**
     * Asks the store for events, newest first.
     *
     * @throws org.hearthline.event.TransientFailure when the store is away
     */
    public StoredEvents.Page ask(EventQuery query) {
        return events.find(query);
    }

    /**
     * Asks the store for one event: a page of it, or of nothing.
     *
     * @throws org.hearthline.event.TransientFailure when the store is away
     */
    public StoredEvents.Page ask(UUID id) {
        return new StoredEvents.Page(events.get(id).stream().toList(), null);
    }

    /** {@code {"events":[…],"next_cursor":"…"}}, the cursor null on the last page. */
    public byte[] answer(StoredEvents.Page page) {
        return json(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("events");
            for (StoredEvent event : page.events()) {
                FlatEvent.write(event, json);
            }
            json.writeEndArray();
            Cursor next = page.next();
            json.writeStringField("next_cursor", next == null ? null : next.text());
            json.writeEndObject();
        });
    }

    /**
     * The one event of a page.
     *
     * @param id what was asked for
     * @throws Rejected when there is none
     */
    public byte[] answerOne(StoredEvents.Page page, String id) {
        if (page.events().isEmpty()) {
            throw new Rejected(Fault.of(ErrorCode.NOT_FOUND, "No event has the id " + id));
        }
        return json(json -> FlatEvent.write(page.events().get(0), json));
    }

    private static byte[] json(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try (JsonGenerator json = FlatEvent.JSON.createGenerator(out)) {
            content.write(json);
        } catch (IOException e) {
            throw new UncheckedIOException("An answer cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    /** What an answer holds. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
