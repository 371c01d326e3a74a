package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what comes through a door: one event, an array, or NDJSON; each an envelope (docs/http-api.md) or a bare Home Assistant
 * event. What cannot be read at all is refused as a whole ({@link MalformedJson}); an event that can be read and is none is a
 * {@link Rejection} among the others. Immutable; any thread.
 */
public final class EventReader {
    private static final ObjectMapper MAPPER = new ObjectMapper(EventParser.JSON);

    /** Of one body: each of them costs an answer, also when it is only a digit. */
    static final int MOST_EVENTS = 20_000;

    private final EnvelopeParser envelopes;
    private final String stage;

    /**
     * @param stage who reads, for rejections
     * @param house for envelopes and events that name none
     * @param source the producer, for those that name none
     * @param clock when an event was received that names no time
     */
    public EventReader(String stage, String house, String source, EventParser parser, Clock clock) {
        this.stage = stage;
        this.envelopes = new EnvelopeParser(MAPPER, parser, house, source, clock);
    }

    /**
     * What was in a body.
     *
     * @param index the caller's index of each event
     * @param single one object, so that the answer is about one event
     */
    public record Batch(List<Event> events, List<Integer> index, List<Rejection> refused, boolean single) {
        public static final Batch EMPTY = new Batch(List.of(), List.of(), List.of(), false);
    }

    /**
     * Reads a whole body.
     *
     * @throws Rejected when there are more than 20,000 events in it
     * @throws MalformedJson when the body is no JSON, empty, or holds something else than objects
     */
    public Batch read(byte[] body) {
        Batch batch = new Batch(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), false);
        try (JsonParser parser = EventParser.JSON.createParser(body)) {
            boolean array = false;
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new MalformedJson(
                        "The body is empty: expected an event, an array of events, or one per line", 1, 1);
            }
            for (; token != null; token = parser.nextToken()) {
                array |= token == JsonToken.START_ARRAY;
                readValue(parser, body, batch);
            }
            boolean single = !array && batch.events.size() + batch.refused.size() == 1;
            return new Batch(batch.events, batch.index, batch.refused, single);
        } catch (IOException e) {
            throw JsonFaults.malformed(e);
        }
    }

    private void readValue(JsonParser parser, byte[] body, Batch batch) throws IOException {
        if (parser.currentToken() == JsonToken.START_ARRAY) {
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                readOne(parser, body, batch);
            }
        } else if (parser.currentToken() == JsonToken.START_OBJECT) {
            readOne(parser, body, batch);
        } else {
            var at = parser.currentTokenLocation();
            throw new MalformedJson("Expected an object or an array of objects", at.getLineNr(), at.getColumnNr());
        }
    }

    private void readOne(JsonParser parser, byte[] body, Batch batch) throws IOException {
        int index = batch.events.size() + batch.refused.size();
        if (index == MOST_EVENTS) {
            throw new Rejected(Fault.of(
                    ErrorCode.PAYLOAD_TOO_LARGE,
                    "More than " + MOST_EVENTS + " events: send them in several requests"));
        }
        try {
            if (parser.currentToken() != JsonToken.START_OBJECT) {
                parser.skipChildren();
                throw new Rejected(Fault.invalid("event", "Not an object", "object"));
            }
            batch.events.add(envelopes.parse(parser, body));
            batch.index.add(index);
        } catch (Rejected e) {
            batch.refused.add(new Rejection(index, null, stage, stage + "-door", e.fault()));
        }
    }
}
