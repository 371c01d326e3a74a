package org.hearthline.event;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads one envelope, or one bare event as if it were in an empty envelope. Immutable; any thread. */
final class EnvelopeParser {
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

    Event parse(JsonSlice json) throws IOException {
        Draft draft = new Draft(json);
        EventData data = events.parse(draft.eventJson());
        String ofHouse = draft.house == null ? house : draft.house;
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
        private final JsonSlice whole;
        private @Nullable JsonSlice data;
        private boolean bare;
        private @Nullable UUID id;
        private @Nullable String house;
        private @Nullable String source;
        private @Nullable String correlationId;
        private long micros = EventData.NO_TIME;
        private Labels labels = Labels.NONE;
        private Enriched enriched = Enriched.NOTHING;

        Draft(JsonSlice whole) throws IOException {
            this.whole = whole;
            try (JsonParser parser = EventParser.JSON.createParser(whole.source(), whole.offset(), whole.length())) {
                parser.nextToken();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    String name = parser.currentName();
                    parser.nextToken();
                    readField(parser, name);
                }
            }
        }

        JsonSlice eventJson() {
            return bare || data == null ? whole : data;
        }

        private void readField(JsonParser parser, String name) throws IOException {
            switch (name) {
                case "event_type" -> {
                    bare = true;
                    parser.skipChildren();
                }
                case "event_id" -> id = uuid(parser);
                case "house" -> house = text(parser, name);
                case "source" -> source = text(parser, name);
                case "correlation_id" -> correlationId = text(parser, name);
                case "timestamp" -> micros = time(parser);
                case "labels" -> labels = labels(mapper.readTree(parser));
                case "enriched" -> enriched = EnrichedJson.read(mapper.readTree(parser));
                case "data" -> data = slice(parser);
                default -> parser.skipChildren();
            }
        }

        private JsonSlice slice(JsonParser parser) throws IOException {
            int from = (int) parser.currentTokenLocation().getByteOffset();
            parser.skipChildren();
            int to = (int) parser.currentLocation().getByteOffset();
            return new JsonSlice(whole.source(), whole.offset() + from, to - from);
        }
    }

    /** A caller's id counts when it is a UUID; else the event gets the one that it always gets. */
    private static @Nullable UUID uuid(JsonParser parser) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING && parser.getTextLength() == 36) {
            try {
                return UUID.fromString(parser.getText());
            } catch (IllegalArgumentException e) {
                return null;
            }
        }
        parser.skipChildren();
        return null;
    }

    private static @Nullable String text(JsonParser parser, String field) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            return parser.getText();
        }
        if (parser.currentToken() != JsonToken.VALUE_NULL) {
            throw new Rejected(Fault.invalid(field, "Wrong type", "string"));
        }
        return null;
    }

    private static long time(JsonParser parser) throws IOException {
        String text = text(parser, "timestamp");
        try {
            return text == null ? EventData.NO_TIME : Timestamps.parseMicros(text);
        } catch (DateTimeException e) {
            throw new Rejected(Fault.invalid("timestamp", "Not a time", Timestamps.EXPECTED));
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
