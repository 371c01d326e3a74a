package org.hearthline.routes.sandbox;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import org.hearthline.event.EventData;

/**
 * Turns the flat form of an event, as queries answer it and as people write it, into the envelope that every door reads. What a
 * stage has added (value, unit, fields, weather) is left out: the routes will add it again. Immutable; any thread.
 */
public final class FlatForm {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private FlatForm() {}

    /**
     * An envelope with the same event.
     *
     * @param given flat; or nested or an envelope already, which is answered as it is
     * @param now the time of an event that names none, RFC 3339
     */
    public static ObjectNode envelope(ObjectNode given, String now) {
        if (given.path("data").isObject()) {
            return given;
        }
        String time = given.path("timestamp").asText(now);
        ObjectNode envelope = MAPPER.createObjectNode();
        copy(given, envelope, "event_id", "house", "source");
        envelope.put("timestamp", time);
        ObjectNode labels = labels(given);
        if (!labels.isEmpty()) {
            envelope.set("labels", labels);
        }
        envelope.set("data", event(given, time));
        return envelope;
    }

    private static ObjectNode event(ObjectNode given, String time) {
        String type = given.path("event_type").asText(EventData.STATE_CHANGED);
        ObjectNode event = MAPPER.createObjectNode().put("event_type", type).put("time_fired", time);
        copy(given, event, "origin");
        ObjectNode context = event.putObject("context");
        for (String name : new String[] {"id", "parent_id", "user_id"}) {
            if (given.has("context_" + name)) {
                context.set(name, given.get("context_" + name));
            }
        }
        if (type.equals(EventData.STATE_CHANGED)) {
            event.set("data", change(given, time));
        } else {
            event.set(
                    "data", given.path("attributes").isObject() ? given.get("attributes") : MAPPER.createObjectNode());
        }
        return event;
    }

    private static ObjectNode change(ObjectNode given, String time) {
        ObjectNode change = MAPPER.createObjectNode();
        copy(given, change, "entity_id");
        boolean removal = isRemoval(given);
        ObjectNode old = old(given, time, removal);
        change.set("old_state", old.isEmpty() ? null : old);
        change.set("new_state", removal ? null : state(given, time));
        return change;
    }

    /** As people write it, and as the store has it. */
    private static boolean isRemoval(ObjectNode given) {
        JsonNode state = given.path("state");
        boolean stored = state.isTextual() && state.textValue().isEmpty() && !given.has("attributes");
        return state.isNull() || stored;
    }

    private static ObjectNode state(ObjectNode given, String time) {
        ObjectNode state = MAPPER.createObjectNode();
        copy(given, state, "entity_id", "state");
        ObjectNode attributes = attributes(given);
        state.set("attributes", attributes);
        return state.put("last_changed", time).put("last_updated", time);
    }

    private static ObjectNode old(ObjectNode given, String time, boolean removal) {
        ObjectNode old = MAPPER.createObjectNode();
        if (given.path("old_state").isObject()) {
            return (ObjectNode) given.get("old_state");
        }
        if (given.path("old_state").isTextual()) {
            copy(given, old, "entity_id");
            old.set("state", given.get("old_state"));
            old.set("attributes", removal ? attributes(given) : MAPPER.createObjectNode());
            if (given.path("duration_in_state").isNumber()) {
                String since = before(time, given.path("duration_in_state").doubleValue());
                old.put("last_changed", since).put("last_updated", since);
            }
        }
        return old;
    }

    /** With what stands beside them in the flat form and is one of them in Home Assistant's. */
    private static ObjectNode attributes(ObjectNode given) {
        ObjectNode attributes = MAPPER.createObjectNode();
        if (given.path("attributes").isObject()) {
            attributes.setAll((ObjectNode) given.get("attributes"));
        }
        copyAs(given, "device_class", attributes, "device_class");
        copyAs(given, "friendly_name", attributes, "friendly_name");
        copyAs(given, "unit", attributes, "unit_of_measurement");
        return attributes;
    }

    private static String before(String time, double seconds) {
        try {
            return OffsetDateTime.parse(time)
                    .toInstant()
                    .minus(Duration.ofNanos(Math.round(seconds * 1e6) * 1000))
                    .toString();
        } catch (DateTimeParseException e) {
            return time; // the door will refuse it
        }
    }

    private static ObjectNode labels(ObjectNode given) {
        ObjectNode labels = MAPPER.createObjectNode();
        copy(given, labels, "area", "device", "floor");
        JsonNode names = given.path("labels");
        if (names.isTextual()) {
            for (String name : names.textValue().split(",", -1)) {
                labels.withArray("labels").add(name.strip());
            }
        } else if (names.isArray()) {
            labels.set("labels", names);
        }
        return labels;
    }

    private static void copy(ObjectNode from, ObjectNode to, String... names) {
        for (String name : names) {
            if (from.has(name)) {
                to.set(name, from.get(name));
            }
        }
    }

    private static void copyAs(ObjectNode from, String name, ObjectNode to, String as) {
        if (from.has(name) && !to.has(as)) {
            to.set(as, from.get(name));
        }
    }
}
