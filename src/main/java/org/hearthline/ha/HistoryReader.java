package org.hearthline.ha;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.hearthline.event.EventData;
import org.hearthline.event.EventParser;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the answer of {@code history/history_during_period}: {@code {entity_id: [{s, a, lu, lc?}]}}, where {@code lc} is left
 * out when equal to {@code lu}. One pass over the bytes, no tree. Immutable; any thread.
 *
 * @see <a href="https://github.com/home-assistant/core/blob/dev/homeassistant/components/history/websocket_api.py">Home
 *     Assistant's own source: the command is not documented</a>
 */
final class HistoryReader {
    private static final Logger LOG = LoggerFactory.getLogger(HistoryReader.class);
    private static final JsonFactory JSON = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .build();
    private static final JsonSlice NOTHING = JsonSlice.of("{}");

    private final EventParser parser;

    HistoryReader(EventParser parser) {
        this.parser = parser;
    }

    /**
     * The events of the answer, in the order of their times.
     *
     * @param startMicros with which it was asked: a row at exactly that time is made up of an older one
     * @param fromMicros rows up to here are no events, and only say what was before
     * @param toMicros rows later than this are left out
     * @throws IOException when the answer is not what it should be
     */
    List<EventData> read(JsonSlice answer, long startMicros, long fromMicros, long toMicros) throws IOException {
        Span span = new Span(startMicros, fromMicros, toMicros, new ArrayList<>());
        try (JsonParser json = JSON.createParser(answer.source(), answer.offset(), answer.length())) {
            expect(JsonToken.START_OBJECT, json.nextToken());
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                readEntity(json, answer, json.currentName(), span);
            }
        }
        span.events.sort(Comparator.comparingLong(EventData::micros));
        return span.events;
    }

    private record Span(long start, long from, long to, List<EventData> events) {}

    private void readEntity(JsonParser json, JsonSlice answer, String entityId, Span span) throws IOException {
        expect(JsonToken.START_ARRAY, json.nextToken());
        HistoryRow before = null;
        while (json.nextToken() == JsonToken.START_OBJECT) {
            HistoryRow row = readRow(json, answer);
            long at = row.updatedMicros();
            if (at > span.from && at <= span.to) {
                addEvent(entityId, before, row, span.events);
            }
            before = at == span.start ? row.atUnknownTime() : row;
        }
    }

    private void addEvent(String entityId, @Nullable HistoryRow before, HistoryRow row, List<EventData> events) {
        try {
            events.add(parser.parse(BackfillJson.event(entityId, before, row)));
        } catch (Rejected e) {
            LOG.atWarn()
                    .addKeyValue("entity_id", entityId)
                    .addKeyValue("issue", e.fault().details())
                    .log("A row of Home Assistant's history is no event, and is left out");
        }
    }

    private static HistoryRow readRow(JsonParser json, JsonSlice answer) throws IOException {
        JsonSlice state = null;
        JsonSlice attributes = NOTHING;
        double changed = Double.NaN;
        double updated = Double.NaN;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "s" -> state = slice(json, answer);
                case "a" -> attributes = slice(json, answer);
                case "lc" -> changed = json.getDoubleValue();
                case "lu" -> updated = json.getDoubleValue();
                default -> json.skipChildren();
            }
        }
        if (state == null || Double.isNaN(updated)) {
            throw new IOException("a row without state or time");
        }
        long micros = HistoryRow.micros(updated);
        return new HistoryRow(state, attributes, Double.isNaN(changed) ? micros : HistoryRow.micros(changed), micros);
    }

    /** The bytes of the value that the parser stands on. */
    private static JsonSlice slice(JsonParser json, JsonSlice answer) throws IOException {
        int from = (int) json.currentTokenLocation().getByteOffset();
        json.skipChildren();
        json.finishToken();
        int to = (int) json.currentLocation().getByteOffset();
        return new JsonSlice(answer.source(), answer.offset() + from, to - from);
    }

    private static void expect(JsonToken wanted, @Nullable JsonToken got) throws IOException {
        if (got != wanted) {
            throw new IOException("expected " + wanted + ", got " + got);
        }
    }
}
