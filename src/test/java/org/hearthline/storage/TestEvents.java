package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Frame;
import org.hearthline.event.Timestamps;

/** Events for tests, by way of the same reader that the doors use. */
final class TestEvents {
    private static final EventReader READER =
            new EventReader("storage", "home", "test", new EventParser(Set.of()), Clock.systemUTC());
    static final long START = Timestamps.parseMicros("2026-11-20T12:00:00Z");

    private TestEvents() {}

    static List<Event> read(String json) {
        return READER.read(json.getBytes(UTF_8)).events();
    }

    static Event one(String json) {
        return read(json).get(0);
    }

    /** A change of a sensor's state, {@code micros} after noon. */
    static Event sensor(String entityId, String state, long micros) {
        return sensor(entityId, state, micros, "{\"unit_of_measurement\":\"°C\",\"friendly_name\":\"Küche\"}");
    }

    static Event sensor(String entityId, String state, long micros, String attributes) {
        String time = Timestamps.instant(START + micros).toString();
        return one("""
                {"event_type":"state_changed","time_fired":"%s","origin":"LOCAL","context":{"id":"c"},
                 "data":{"entity_id":"%s","old_state":null,
                 "new_state":{"entity_id":"%s","state":"%s","attributes":%s,"last_updated":"%s"}}}
                """.formatted(time, entityId, entityId, state, attributes, time));
    }

    static List<Event> sensors(int count) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(sensor("sensor.s" + i % 10, Integer.toString(i), i * 1_000_000L));
        }
        return events;
    }

    static Frame frame(Event... events) {
        return frame(List.of(events));
    }

    static Frame frame(List<Event> events) {
        return Frame.of(UUID.randomUUID(), "home", null, events);
    }
}
