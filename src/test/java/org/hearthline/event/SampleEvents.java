package org.hearthline.event;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Events as tests need them: {@code temperature("sensor.kitchen", "21.4")}, or by parts,
 * {@code change("light.hall").from("off").to("on").attribute("brightness", 180).at(time).event()}.
 */
public final class SampleEvents {
    public static final String HOUSE = "home";
    public static final String SOURCE = "websocket-ingestion";
    /** When they happen unless a test says otherwise: an instant of the project's vectors. */
    public static final Instant TIME = Instant.parse("2026-08-19T20:01:19.123456Z");

    public static final String CONTEXT_ID = "01K5R6C6000000000000000000";

    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final EventParser PARSER = new EventParser(Set.of("access_token", "entity_picture"));

    private SampleEvents() {}

    /** A sensor in °C that was one unit lower a minute before. */
    public static Event temperature(String entityId, String state) {
        return change(entityId)
                .from("20.0")
                .to(state)
                .attribute("device_class", "temperature")
                .attribute("unit_of_measurement", "°C")
                .attribute("friendly_name", "Kitchen Temperature")
                .event();
    }

    /** The entity is gone: {@code new_state} is null. */
    public static Event removal(String entityId) {
        return change(entityId).from("21.4").to(null).event();
    }

    /** A state change to be filled in: to "on" at {@link #TIME}, from nothing, without attributes. */
    public static Change change(String entityId) {
        return new Change(entityId);
    }

    /** An event that is no state change, with its {@code data} as JSON. */
    public static Event fired(String eventType, String dataJson) {
        ObjectNode event = head(eventType, TIME);
        event.set("data", Recordings.tree(dataJson));
        return of(event.toString());
    }

    /** What ingestion makes of an event in JSON, nested or flat. */
    public static Event of(String json) {
        return of(JsonSlice.of(json));
    }

    public static Event of(JsonSlice json) {
        return Events.received(HOUSE, SOURCE, PARSER.parse(json), Timestamps.micros(TIME), Labels.NONE);
    }

    public static Frame frame(Event... events) {
        return frame(List.of(events));
    }

    public static Frame frame(List<Event> events) {
        return Frame.of(UUID.fromString("00000000-0000-4000-8000-000000000001"), HOUSE, null, events);
    }

    private static ObjectNode head(String eventType, Instant time) {
        ObjectNode event = MAPPER.createObjectNode()
                .put("event_type", eventType)
                .put("time_fired", text(time))
                .put("origin", "LOCAL");
        event.set("context", context());
        return event;
    }

    private static ObjectNode context() {
        return MAPPER.createObjectNode()
                .put("id", CONTEXT_ID)
                .putNull("parent_id")
                .putNull("user_id");
    }

    /** As Home Assistant writes it: with offset, and without fraction when that is 0. */
    private static String text(Instant time) {
        return time.toString().replace("Z", "+00:00");
    }

    /** A {@code state_changed} event by parts. */
    public static final class Change {
        private final String entityId;
        private @Nullable String from;
        private @Nullable String to = "on";
        private Instant at = TIME;
        private Instant before = TIME.minusSeconds(60);
        private final ObjectNode attributes = MAPPER.createObjectNode();

        private Change(String entityId) {
            this.entityId = entityId;
        }

        /** The old state; null when there was none. */
        public Change from(@Nullable String state) {
            from = state;
            return this;
        }

        /** The new state; null for a removal. */
        public Change to(@Nullable String state) {
            to = state;
            return this;
        }

        /** When it happens. */
        public Change at(Instant time) {
            at = time;
            return this;
        }

        /** Since when it was in the old state: a minute before {@link #TIME} unless said. */
        public Change since(Instant time) {
            before = time;
            return this;
        }

        /** An attribute of both states: anything that Jackson can write. */
        public Change attribute(String name, @Nullable Object value) {
            attributes.set(name, MAPPER.valueToTree(value));
            return this;
        }

        /** Nested, as Home Assistant sends it. */
        public String json() {
            ObjectNode event = head(EventData.STATE_CHANGED, at);
            ObjectNode data = event.putObject("data").put("entity_id", entityId);
            data.set("old_state", from == null ? MAPPER.nullNode() : state(from, before));
            data.set("new_state", to == null ? MAPPER.nullNode() : state(to, at));
            return event.toString();
        }

        /** The flat form of docs/http-api.md. */
        public String flatJson() {
            ObjectNode event = MAPPER.createObjectNode()
                    .put("event_type", EventData.STATE_CHANGED)
                    .put("entity_id", entityId)
                    .put("state", to);
            event.set("attributes", attributes);
            return event.put("timestamp", text(at)).toString();
        }

        public Event event() {
            return of(json());
        }

        private ObjectNode state(String state, Instant time) {
            ObjectNode node =
                    MAPPER.createObjectNode().put("entity_id", entityId).put("state", state);
            node.set("attributes", attributes);
            node.put("last_changed", text(time)).put("last_updated", text(time));
            node.set("context", context());
            return node;
        }
    }
}
