package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.BufferOverflowException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.hearthline.event.Observation.Availability;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the outbox keeps of events is all that there is of them. */
class EventPackerTest {
    private static final Seed SEED = Seed.of("packed");
    private static final EventReader READER =
            new EventReader("validation", "home", "http", new EventParser(Set.of("k0")), Clock.systemUTC());

    @ParameterizedTest
    @MethodSource("org.hearthline.event.Recordings#live")
    void recordedEventsComeBackAsTheyWere(String path) {
        List<Event> events = Recordings.events(path);

        assertThat(unpacked(packed(events))).isEqualTo(events);
    }

    @Test
    void anyEventThatCanBeReadComesBackAsItWas() {
        RandomJson json = new RandomJson(SEED.random());
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = json.events();
            List<Event> events =
                    READER.read(text.getBytes(StandardCharsets.UTF_8)).events();

            assertThat(unpacked(packed(events))).as("%s, %s", text, SEED).isEqualTo(events);
            read += events.size();
        }
        assertThat(read).as("events that could be read").isGreaterThan(3_000);
    }

    @Test
    void whatStagesAddedComesBack() {
        Observation weather =
                new Observation(Availability.STALE, 3.5, null, 1013.25, 4.1, "clear", SampleEvents.TIME, "open-meteo");
        Event event = SampleEvents.temperature("sensor.küche", "21.4")
                .with(new Labels("Küche", null, "EG", List.of("a,b", "日本")))
                .with(new Enriched(21.4, "temperature", "°C", null, 12.5, weather, Map.of("note", "🔥", "n", 1.0)));

        assertThat(unpacked(packed(List.of(event)))).containsExactly(event);
    }

    /** JSON can escape it, and UTF-8 cannot hold it. */
    @Test
    void halfASurrogatePairComesBack() {
        Event event = SampleEvents.of(
                "{\"event_type\":\"state_changed\",\"data\":{\"entity_id\":\"a.b\",\"new_state\":{\"state\":\"x\\ud800\","
                        + "\"attributes\":{\"friendly_name\":\"\\udc00🔥\"}}}}");
        assertThat(event.state()).isEqualTo("x\ud800");
        assertThat(event.friendlyName()).isEqualTo("\udc00🔥");

        assertThat(unpacked(packed(List.of(event)))).containsExactly(event);
    }

    @Test
    void saysWhenThereIsNoRoom() {
        Event event = SampleEvents.temperature("sensor.a", "1");
        byte[] whole = packed(List.of(event));

        assertThatThrownBy(() -> new EventPacker(ByteBuffer.allocate(whole.length - 1)).write(event))
                .isInstanceOf(BufferOverflowException.class);
    }

    @Test
    void saysWhenItEndsTooEarly() {
        byte[] whole = packed(List.of(SampleEvents.removal("sensor.a")));

        for (int length = 1; length < whole.length; length++) {
            byte[] torn = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> unpacked(torn)).isInstanceOf(BufferUnderflowException.class);
        }
    }

    private static byte[] packed(List<Event> events) {
        ByteBuffer out = ByteBuffer.allocate(1 << 22);
        EventPacker packer = new EventPacker(out);
        events.forEach(packer::write);
        return Arrays.copyOf(out.array(), out.position());
    }

    private static List<Event> unpacked(byte[] packed) {
        List<Event> events = new ArrayList<>();
        EventUnpacker unpacker = new EventUnpacker(packed);
        while (unpacker.hasNext()) {
            events.add(unpacker.next());
        }
        return events;
    }
}
