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

/** Answers queries for events: the bean of the storage stage's GET doors. Any thread. */
public final class EventQueries {
    private final StoredEvents events;
    private final EventQueryParser parser;

    EventQueries(StoredEvents events, Clock clock) {
        this.events = events;
        this.parser = new EventQueryParser(clock);
    }

    /**
     * Finds events, newest first.
     *
     * @param headers the message's headers, query parameters among them
     * @return {@code {"events":[…],"next_cursor":"…"}}, the cursor null on the last page
     * @throws Rejected when a parameter is wrong
     * @throws org.hearthline.event.TransientFailure when the store is away
     */
    public byte[] find(Map<String, Object> headers) {
        StoredEvents.Page page = events.find(parser.parse(headers));
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
     * One event by its id.
     *
     * @param headers with {@code event_id}
     * @throws Rejected when there is none, or the id is no UUID
     */
    public byte[] get(Map<String, Object> headers) {
        UUID id = parser.id(headers);
        StoredEvent event = events.get(id)
                .orElseThrow(() -> new Rejected(Fault.of(ErrorCode.NOT_FOUND, "No event has the id " + id)));
        return json(json -> FlatEvent.write(event, json));
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
