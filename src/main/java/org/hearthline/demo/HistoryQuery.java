package org.hearthline.demo;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.DateTimeException;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.hearthline.event.Timestamps;

/**
 * A command {@code history/history_during_period}, read with Home Assistant's defaults.
 *
 * @param minimal leave out what did not change, and attributes but the first ones
 */
record HistoryQuery(
        Set<String> entityIds,
        long fromMicros,
        long toMicros,
        long nowMicros,
        boolean includeStart,
        boolean significantOnly,
        boolean minimal,
        boolean noAttributes) {
    private static final Pattern ENTITY_ID = Pattern.compile("[\\da-z_]+\\.[\\da-z_]+");

    /**
     * Reads a command.
     *
     * @throws Refusal as Home Assistant refuses it
     */
    static HistoryQuery read(JsonObject command, long nowMicros) {
        Set<String> entityIds = new LinkedHashSet<>();
        for (Object entityId : command.getValue("entity_ids") instanceof JsonArray array ? array : JsonArray.of(0)) {
            if (!(entityId instanceof String text) || !ENTITY_ID.matcher(text).matches()) {
                throw new Refusal("invalid_entity_ids", "Invalid entity_ids");
            }
            entityIds.add(text);
        }
        return new HistoryQuery(
                entityIds,
                time(command.getValue("start_time"), "start_time"),
                command.containsKey("end_time") ? time(command.getValue("end_time"), "end_time") : nowMicros,
                nowMicros,
                command.getBoolean("include_start_time_state", true),
                command.getBoolean("significant_changes_only", true),
                command.getBoolean("minimal_response", false),
                command.getBoolean("no_attributes", false));
    }

    private static long time(Object text, String field) {
        try {
            return Timestamps.parseMicros(String.valueOf(text));
        } catch (DateTimeException e) {
            throw new Refusal("invalid_" + field, "Invalid " + field, e);
        }
    }
}
