package org.hearthline.process;

import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.hearthline.event.Event;
import org.hearthline.event.Recordings;
import org.hearthline.ha.FakeHomeAssistant;

/** A house that says what real ones once said, and one thing that no Home Assistant says. */
final class ReplayedHouse implements AutoCloseable {
    static final String EVENT_TYPES =
            "state_changed,call_service,automation_triggered,my_event,zha_event,image_processing.detect_face";

    private static final String LIVE = Recordings.NEW_VERSION + "/02-live-66s-20-per-second.ndjson.gz";
    private static final String BURST = Recordings.NEW_VERSION + "/03-burst-arrays.ndjson.gz";
    private static final String OLD_BURST = Recordings.OLD_VERSION + "/03-burst-arrays.ndjson.gz";
    private static final String ODD = Recordings.NEW_VERSION + "/08-odd-events.ndjson";

    private static final String BROKEN = """
            {"event_type":"state_changed","time_fired":"2026-08-19T20:01:19.123456+00:00","origin":"LOCAL",
             "context":{"id":"01K5R6C6000000000000000000","parent_id":null,"user_id":null},
             "data":{"entity_id":"Sensor.Kitchen","old_state":null,"new_state":{"entity_id":"Sensor.Kitchen","state":"1",
              "attributes":{},"last_changed":"2026-08-19T20:01:19.123456+00:00",
              "last_updated":"2026-08-19T20:01:19.123456+00:00",
              "context":{"id":"01K5R6C6000000000000000000","parent_id":null,"user_id":null}}}}
            """;

    private final FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION);

    String url() {
        return house.url();
    }

    /** Returns when somebody has subscribed and has read the whole house. */
    void awaitListener() {
        await().atMost(HearthlineProcess.PATIENCE)
                .until(() -> !house.commands("config/label_registry/list").isEmpty()
                        && !house.commands("get_config").isEmpty());
        house.socket().roundTrip();
    }

    /** The ids of all that can be stored. Recordings hold some events twice. */
    static Set<String> ids() {
        Set<String> ids = new LinkedHashSet<>();
        Stream.of(LIVE, BURST, OLD_BURST, ODD)
                .flatMap(path -> Recordings.events(path).stream())
                .filter(event -> List.of(EVENT_TYPES.split(",")).contains(event.eventType()))
                .map(Event::id)
                .forEach(id -> ids.add(id.toString()));
        return ids;
    }

    /** About two thirds of the events, one of them broken. Answers how many. */
    int sayFirstPart() {
        house.socket().event("state_changed", BROKEN.replaceAll("\\R", ""));
        return 1 + sayFrames(LIVE) + sayFrames(BURST);
    }

    /** The others. Answers how many. */
    int saySecondPart() {
        return sayFrames(OLD_BURST) + sayOneByOne(ODD);
    }

    /** As recorded: some frames are arrays. */
    private int sayFrames(String path) {
        String id = "\"id\":" + house.socket().subscription("state_changed") + "}";
        Recordings.frames(path).stream()
                .filter(frame -> frame.contains("\"event\""))
                .map(frame -> frame.replace("\"id\":2}", id))
                .forEach(house.socket()::send);
        return Recordings.eventTrees(path).size();
    }

    private int sayOneByOne(String path) {
        int events = 0;
        for (JsonNode event : Recordings.eventTrees(path)) {
            String type = event.path("event_type").asText();
            if (List.of(EVENT_TYPES.split(",")).contains(type)) {
                house.socket().event(type, event.toString());
                events++;
            }
        }
        return events;
    }

    @Override
    public void close() {
        house.close();
    }
}
