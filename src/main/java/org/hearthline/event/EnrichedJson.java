package org.hearthline.event;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.hearthline.event.Observation.Availability;
import org.jspecify.annotations.Nullable;

/** {@link Enriched} as the member {@code enriched} of an envelope: the stored names (docs/architecture.md), absent ones left out. */
final class EnrichedJson {
    private static final String TEXT_SUFFIX = "_str";

    private EnrichedJson() {}

    static Enriched read(JsonNode node) {
        Map<String, Object> fields = new TreeMap<>();
        node.properties().forEach(field -> {
            if (field.getKey().startsWith("x_")) {
                readField(field.getKey().substring(2), field.getValue(), fields);
            }
        });
        return new Enriched(
                number(node, "value"),
                text(node, "device_class"),
                text(node, "unit"),
                text(node, "friendly_name"),
                number(node, "duration_in_state"),
                weather(node),
                fields);
    }

    private static void readField(String name, JsonNode value, Map<String, Object> fields) {
        if (isFiniteNumber(value)) {
            fields.put(name, value.doubleValue());
        } else if (value.isTextual() && name.endsWith(TEXT_SUFFIX)) {
            fields.put(name.substring(0, name.length() - TEXT_SUFFIX.length()), value.textValue());
        }
    }

    private static @Nullable Observation weather(JsonNode node) {
        String source = text(node, "weather_source");
        if (source == null) {
            return null;
        }
        return new Observation(
                availability(text(node, "weather_availability")),
                number(node, "weather_temperature"),
                number(node, "weather_humidity"),
                number(node, "weather_pressure"),
                number(node, "weather_wind_speed"),
                text(node, "weather_condition"),
                instant(text(node, "weather_observed_at")),
                source);
    }

    private static Availability availability(@Nullable String text) {
        return Arrays.stream(Availability.values())
                .filter(known -> name(known).equals(text))
                .findFirst()
                .orElse(Availability.FRESH);
    }

    private static String name(Availability availability) {
        return availability.name().toLowerCase(Locale.ROOT);
    }

    private static @Nullable Instant instant(@Nullable String text) {
        try {
            return text == null ? null : Instant.parse(text);
        } catch (DateTimeException e) {
            return null;
        }
    }

    static void write(Enriched enriched, JsonGenerator json) throws IOException {
        number(json, "value", enriched.value());
        text(json, "device_class", enriched.deviceClass());
        text(json, "unit", enriched.unit());
        text(json, "friendly_name", enriched.friendlyName());
        number(json, "duration_in_state", enriched.durationInState());
        Observation weather = enriched.weather();
        if (weather != null) {
            write(weather, json);
        }
        for (Map.Entry<String, Object> field : enriched.fields().entrySet()) {
            if (field.getValue() instanceof Double value) {
                number(json, "x_" + field.getKey(), value);
            } else {
                json.writeStringField(
                        "x_" + field.getKey() + TEXT_SUFFIX, field.getValue().toString());
            }
        }
    }

    private static void write(Observation weather, JsonGenerator json) throws IOException {
        number(json, "weather_temperature", weather.temperature());
        number(json, "weather_humidity", weather.humidity());
        number(json, "weather_pressure", weather.pressure());
        number(json, "weather_wind_speed", weather.windSpeed());
        text(json, "weather_condition", weather.condition());
        text(json, "weather_source", weather.source());
        text(json, "weather_availability", name(weather.availability()));
        Instant observedAt = weather.observedAt();
        text(json, "weather_observed_at", observedAt == null ? null : observedAt.toString());
    }

    static @Nullable String text(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return value.isTextual() ? value.textValue() : null;
    }

    private static @Nullable Double number(JsonNode node, String name) {
        JsonNode value = node.path(name);
        return isFiniteNumber(value) ? value.doubleValue() : null;
    }

    private static boolean isFiniteNumber(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.doubleValue());
    }

    private static void number(JsonGenerator json, String name, @Nullable Double value) throws IOException {
        if (value != null && Double.isFinite(value)) {
            json.writeNumberField(name, value);
        }
    }

    private static void text(JsonGenerator json, String name, @Nullable String value) throws IOException {
        if (value != null) {
            json.writeStringField(name, value);
        }
    }
}
