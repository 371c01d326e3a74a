package org.hearthline.routes.trial;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.EventReader;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Observation.Availability;
import org.hearthline.event.Place;
import org.hearthline.routes.sandbox.FlatForm;
import org.jspecify.annotations.Nullable;

/**
 * Stored events, as they were before they were enriched. The weather goes with the whole frame, as in the flow: events that had
 * another one begin another frame.
 */
final class StoredBatches implements Batches {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int FRAME = 500;
    private static final String NO_TIME = "1970-01-01T00:00:00Z";
    private static final Observation UNKNOWN = Observation.unavailable("stored");

    private final StoredLines.Pages pages;
    private final EventReader reader;
    private final String house;
    private final @Nullable Place place;
    private final Deque<ObjectNode> lines = new ArrayDeque<>();
    private int left;
    private long unreadable;

    /**
     * Of some pages.
     *
     * @param limit how many events at most
     * @param place where the house stands
     */
    StoredBatches(StoredLines.Pages pages, EventReader reader, String house, @Nullable Place place, int limit) {
        this.pages = pages;
        this.reader = reader;
        this.house = house;
        this.place = place;
        this.left = limit;
    }

    @Override
    public @Nullable Batch next() {
        while (left > 0 && hasLines()) {
            Observation weather = UNKNOWN;
            List<Event> events = new ArrayList<>();
            while (events.size() < Math.min(FRAME, left) && hasLines()) {
                Observation own = weather(lines.element());
                if (own != null && !weather.equals(UNKNOWN) && !own.equals(weather)) {
                    break;
                }
                weather = own == null ? weather : own;
                add(lines.remove(), events);
            }
            if (!events.isEmpty()) {
                left -= events.size();
                return new Batch(Frame.of(UUID.randomUUID(), house, place, events), weather);
            }
        }
        return null;
    }

    private boolean hasLines() {
        while (lines.isEmpty()) {
            byte[] page = pages.get();
            if (page == null) {
                return false;
            }
            new String(page, StandardCharsets.UTF_8)
                    .lines()
                    .map(StoredBatches::tree)
                    .forEach(lines::add);
        }
        return true;
    }

    private static ObjectNode tree(String line) {
        try {
            return (ObjectNode) MAPPER.readTree(line);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException("The store's export is no JSON", e);
        }
    }

    private void add(ObjectNode flat, List<Event> events) {
        byte[] envelope = FlatForm.envelope(flat, NO_TIME).toString().getBytes(StandardCharsets.UTF_8);
        EventReader.Batch read = reader.read(envelope);
        events.addAll(read.events());
        unreadable += read.refused().size();
    }

    /** None for an event that no weather was added to: it fits to any. */
    private static @Nullable Observation weather(JsonNode flat) {
        Double temperature = number(flat, "weather_temperature");
        Double humidity = number(flat, "weather_humidity");
        Double pressure = number(flat, "weather_pressure");
        Double wind = number(flat, "weather_wind_speed");
        String condition = flat.path("weather_condition").isTextual()
                ? flat.path("weather_condition").textValue()
                : null;
        boolean any = temperature != null || humidity != null || pressure != null || wind != null || condition != null;
        return any
                ? new Observation(Availability.FRESH, temperature, humidity, pressure, wind, condition, null, "stored")
                : null;
    }

    private static @Nullable Double number(JsonNode flat, String name) {
        return flat.path(name).isNumber() ? flat.path(name).doubleValue() : null;
    }

    @Override
    public long missed() {
        return unreadable;
    }

    @Override
    public boolean isCut() {
        return left == 0 && hasLines();
    }

    @Override
    public void close() {
        pages.close();
    }
}
