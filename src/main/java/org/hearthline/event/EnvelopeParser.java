package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads one envelope, or one bare event as if it were in an empty envelope. Immutable; any thread. */
final class EnvelopeParser {
    private static final Pattern UUID_FORM = Pattern.compile("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}");

    private final ObjectMapper mapper;
    private final EventParser events;
    private final String house;
    private final String source;
    private final Clock clock;

    EnvelopeParser(ObjectMapper mapper, EventParser events, String house, String source, Clock clock) {
        this.mapper = mapper;
        this.events = events;
        this.house = house;
        this.source = source;
        this.clock = clock;
    }

    /** Reads the object that the parser stands on, and leaves the parser at its end, also when it is refused. */
    Event parse(JsonParser parser, byte[] body) throws IOException {
        Draft draft = new Draft(parser, body);
        EventData data = draft.read();
        String ofHouse = draft.house == null ? house : draft.house;
        if (!ofHouse.equals(house) && !Events.HOUSE.matcher(ofHouse).matches()) {
            throw new Rejected(Fault.invalid("house", "No name of a house", "1 to 64 characters on one line"));
        }
        long micros = data.micros() != EventData.NO_TIME
                ? data.micros()
                : draft.micros != EventData.NO_TIME ? draft.micros : Timestamps.micros(clock.instant());
        return new Event(
                draft.id == null ? Events.identify(ofHouse, data, micros) : draft.id,
                ofHouse,
                draft.source == null ? source : draft.source,
                draft.correlationId,
                micros,
                data,
                draft.labels,
                draft.enriched);
    }

    /** What stands around the event. */
    private final class Draft {
        private final JsonParser parser;
        private final byte[] body;
        private final FieldReader fields;
        private boolean bare;
        private @Nullable EventData data;
        private @Nullable Rejected refused;
        private @Nullable UUID id;
        private @Nullable String house;
        private @Nullable String source;
        private @Nullable String correlationId;
        private long micros = EventData.NO_TIME;
        private Labels labels = Labels.NONE;
        private Enriched enriched = Enriched.NOTHING;

        Draft(JsonParser parser, byte[] body) {
            this.parser = parser;
            this.body = body;
            this.fields = new FieldReader(parser, body, 0);
        }

        /** The event within; the envelope as a whole when it is a bare event. */
        EventData read() throws IOException {
            int start = fields.start();
            while (fields.next()) {
                readField(fields.name());
            }
            JsonSlice whole = fields.since(start);
            fields.refuseWhenFaulty();
            if (bare) {
                return events.parse(whole);
            }
            if (refused != null) {
                throw refused;
            }
            return data == null ? events.parse(whole) : data;
        }

        private void readField(String name) throws IOException {
            switch (name) {
                case "event_type" -> {
                    bare = true;
                    fields.skip();
                }
                case "event_id" -> id = uuid(fields.textIfAny());
                case "house" -> house = fields.text(name);
                case "source" -> source = fields.text(name);
                case "correlation_id" -> correlationId = fields.text(name);
                case "timestamp" -> micros = fields.time(name);
                case "labels" -> labels = labels(mapper.readTree(parser));
                case "enriched" -> enriched = EnrichedJson.read(mapper.readTree(parser));
                case "data" -> readData();
                default -> fields.skip();
            }
        }

        /** At once, since this is the event; unless it turns out later that the whole is. */
        private void readData() throws IOException {
            data = null;
            refused = null;
            try {
                data = events.parse(parser, body, 0);
            } catch (Rejected e) {
                refused = e;
            }
        }

        /** A caller's id counts when it is a UUID; else the event gets the one that it always gets. */
        private @Nullable UUID uuid(@Nullable String text) throws IOException {
            fields.skip();
            if (text == null || !UUID_FORM.matcher(text).matches()) {
                return null;
            }
            return UUID.fromString(text);
        }
    }

    private static Labels labels(JsonNode node) {
        List<String> names = new ArrayList<>();
        node.path("labels").forEach(label -> names.add(label.asText()));
        return new Labels(
                EnrichedJson.text(node, "area"),
                EnrichedJson.text(node, "device"),
                EnrichedJson.text(node, "floor"),
                names);
    }
}
