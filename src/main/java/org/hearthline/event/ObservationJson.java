package org.hearthline.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;
import org.hearthline.event.Observation.Availability;
import org.jspecify.annotations.Nullable;

/** An observation as the weather stage answers it over HTTP; readings that are not known are left out. */
public final class ObservationJson {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private ObservationJson() {}

    public static byte[] write(Observation observation) {
        try {
            return MAPPER.writeValueAsBytes(tree(observation));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("An observation cannot be written as JSON", e);
        }
    }

    /** The same, as a part of something larger. */
    public static JsonNode tree(Observation observation) {
        ObjectNode json = MAPPER.createObjectNode()
                .put("availability", observation.availability().name().toLowerCase(Locale.ROOT))
                .put("source", observation.source());
        put(json, "temperature", observation.temperature());
        put(json, "humidity", observation.humidity());
        put(json, "pressure", observation.pressure());
        put(json, "wind_speed", observation.windSpeed());
        if (observation.condition() != null) {
            json.put("condition", observation.condition());
        }
        if (observation.observedAt() != null) {
            json.put("observed_at", observation.observedAt().toString());
        }
        return json;
    }

    /**
     * Reads what {@link #write} wrote.
     *
     * @throws IOException when it is something else
     */
    public static Observation read(byte[] bytes) throws IOException {
        JsonNode json = MAPPER.readTree(bytes);
        try {
            String observedAt = text(json, "observed_at");
            return new Observation(
                    Availability.valueOf(json.path("availability").asText().toUpperCase(Locale.ROOT)),
                    number(json, "temperature"),
                    number(json, "humidity"),
                    number(json, "pressure"),
                    number(json, "wind_speed"),
                    text(json, "condition"),
                    observedAt == null ? null : Instant.parse(observedAt),
                    json.path("source").asText());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("Not an observation", e);
        }
    }

    private static void put(ObjectNode json, String name, @Nullable Double value) {
        if (value != null) {
            json.put(name, value);
        }
    }

    private static @Nullable Double number(JsonNode json, String name) {
        return json.path(name).isNumber() ? json.path(name).doubleValue() : null;
    }

    private static @Nullable String text(JsonNode json, String name) {
        return json.path(name).isTextual() ? json.path(name).textValue() : null;
    }
}
