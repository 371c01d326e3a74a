package org.hearthline.ha;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.hearthline.event.EventData;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row of history as the {@code state_changed} that it was. History knows no context; states and attributes are
 * copied byte for byte.
 *
 * @see <a href="https://www.home-assistant.io/docs/configuration/events/#state_changed">state_changed</a>
 */
final class BackfillJson {
    /** As Home Assistant writes times, which is also how it wants to be asked. */
    private static final DateTimeFormatter ISO =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'").withZone(ZoneOffset.UTC);

    private static final String NO_CONTEXT = "{\"id\":null,\"parent_id\":null,\"user_id\":null}";

    private final ByteArrayOutputStream out;

    private BackfillJson(int size) {
        out = new ByteArrayOutputStream(size);
    }

    static String iso(long micros) {
        return ISO.format(Timestamps.instant(micros));
    }

    /**
     * The event.
     *
     * @param before the entity's row before this one; null when there is none
     */
    static JsonSlice event(String entityId, @Nullable HistoryRow before, HistoryRow row) {
        HistoryRow oldState = HistoryRow.stateOf(before);
        HistoryRow newState = HistoryRow.stateOf(row);
        BackfillJson json = new BackfillJson(512 + size(oldState) + size(newState));
        byte[] quoted = JsonStringEncoder.getInstance().quoteAsUTF8(entityId);
        json.text("{\"event_type\":\"state_changed\",\"data\":{\"entity_id\":\"")
                .bytes(quoted)
                .text("\",\"old_state\":")
                .state(quoted, oldState)
                .text(",\"new_state\":")
                .state(quoted, newState)
                .text("},\"origin\":\"backfill\",\"time_fired\":\"")
                .text(iso(row.updatedMicros()))
                .text("\",\"context\":" + NO_CONTEXT + "}");
        return JsonSlice.of(json.out.toByteArray());
    }

    private static int size(@Nullable HistoryRow row) {
        return row == null ? 0 : row.attributes().length();
    }

    private BackfillJson state(byte[] entityId, @Nullable HistoryRow row) {
        if (row == null) {
            return text("null");
        }
        text("{\"entity_id\":\"").bytes(entityId).text("\",\"state\":").slice(row.state());
        text(",\"attributes\":").slice(row.attributes());
        if (row.updatedMicros() != EventData.NO_TIME) {
            text(",\"last_changed\":\"" + iso(row.changedMicros()) + "\",\"last_updated\":\"" + iso(row.updatedMicros())
                    + '"');
        }
        return text("}");
    }

    private BackfillJson text(String ascii) {
        return bytes(ascii.getBytes(StandardCharsets.US_ASCII));
    }

    private BackfillJson bytes(byte[] some) {
        out.writeBytes(some);
        return this;
    }

    private BackfillJson slice(JsonSlice json) {
        out.write(json.source(), json.offset(), json.length());
        return this;
    }
}
