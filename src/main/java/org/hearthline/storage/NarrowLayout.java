package org.hearthline.storage;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hearthline.event.Enriched;
import org.hearthline.event.Event;
import org.hearthline.event.EventContext;
import org.hearthline.event.EventData;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Observation;
import org.hearthline.event.State;
import org.jspecify.annotations.Nullable;

/**
 * What is stored of an event, and under which names (docs/architecture.md): one narrow measurement whose fields have one type for
 * ever. The only place that knows; the line encoder and the flat JSON form both read it.
 *
 * <p>A removed entity, and an event that is no state change, has state {@code ""}: what Home Assistant's own recorder writes.
 * A removal keeps the tags of the state that the entity had last, so that it stays in its series, and has no {@code attrs}.
 */
final class NarrowLayout {
    static final String MEASUREMENT = "home_assistant_events";
    /** Sorted: InfluxDB takes sorted tags fastest. */
    static final List<String> TAGS =
            List.of("area", "device_class", "domain", "entity_id", "event_type", "house", "unit");

    static final List<String> NUMBERS = List.of(
            "value",
            "duration_in_state",
            "weather_temperature",
            "weather_humidity",
            "weather_pressure",
            "weather_wind_speed");
    static final List<String> TEXTS = List.of(
            "state",
            "old_state",
            "event_id",
            "attrs",
            "friendly_name",
            "device",
            "context_id",
            "context_parent_id",
            "context_user_id",
            "origin",
            "floor",
            "labels",
            "weather_condition");
    /** Bytes of JSON. Longer attributes are replaced by an object that says so: JSON is never cut. */
    static final int MAX_ATTRS = 64 * 1024;

    private NarrowLayout() {}

    /** All names, in the order of answers. */
    static List<String> names(Set<String> userFields) {
        List<String> names = new ArrayList<>(TAGS);
        names.addAll(TEXTS);
        names.addAll(NUMBERS);
        names.addAll(new TreeSet<>(userFields));
        return names;
    }

    static void tags(Event event, FieldSink sink) {
        sink.tag("area", event.area());
        sink.tag("device_class", event.deviceClass());
        sink.tag("domain", event.domain());
        sink.tag("entity_id", event.entityId());
        sink.tag("event_type", event.eventType());
        sink.tag("house", event.house());
        sink.tag("unit", event.unit());
    }

    static void fields(Event event, FieldSink sink) {
        String state = event.state();
        sink.number("value", event.value());
        sink.text("state", state == null ? "" : state);
        sink.text("old_state", event.oldState());
        sink.text("event_id", event.id().toString());
        attributes(event, sink);
        sink.text("friendly_name", event.friendlyName());
        sink.text("device", event.device());
        context(event.data().context(), sink);
        sink.number("duration_in_state", event.enriched().durationInState());
        sink.text("origin", event.origin());
        sink.text("floor", event.floor());
        List<String> labels = event.labels().labels();
        sink.text("labels", labels.isEmpty() ? null : String.join(",", labels));
        weather(event.enriched().weather(), sink);
        userFields(event.enriched(), sink);
    }

    private static void attributes(Event event, FieldSink sink) {
        JsonSlice json = described(event.data());
        if (json != null) {
            sink.json("attrs", json.length() <= MAX_ATTRS ? json : omitted(json.length()));
        }
    }

    private static @Nullable JsonSlice described(EventData data) {
        State state = data.newState();
        if (state != null) {
            return state.attributes().json();
        }
        return data.eventType().equals(EventData.STATE_CHANGED) ? null : data.data();
    }

    private static JsonSlice omitted(int bytes) {
        return JsonSlice.of("{\"attributes_omitted\":{\"bytes\":" + bytes + ",\"limit\":" + MAX_ATTRS + "}}");
    }

    private static void context(EventContext context, FieldSink sink) {
        sink.text("context_id", context.id());
        sink.text("context_parent_id", context.parentId());
        sink.text("context_user_id", context.userId());
    }

    private static void weather(@Nullable Observation weather, FieldSink sink) {
        if (weather != null && weather.isAvailable()) {
            sink.number("weather_temperature", weather.temperature());
            sink.number("weather_humidity", weather.humidity());
            sink.number("weather_pressure", weather.pressure());
            sink.number("weather_wind_speed", weather.windSpeed());
            sink.text("weather_condition", weather.condition());
        }
    }

    private static void userFields(Enriched enriched, FieldSink sink) {
        for (Map.Entry<String, Object> field : enriched.fields().entrySet()) {
            if (field.getValue() instanceof Double number) {
                sink.number(UserField.ofNumber(field.getKey()), number);
            } else {
                sink.text(UserField.ofText(field.getKey()), field.getValue().toString());
            }
        }
    }
}
