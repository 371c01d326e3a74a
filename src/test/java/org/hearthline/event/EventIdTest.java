package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EventIdTest {
    @ParameterizedTest
    @CsvSource({
        "home, sensor.kitchen_temperature, 2026-08-19T20:01:19.123456Z, 4d605e9d-9864-5ce9-85df-741601794366, 1787169679123456014",
        "home, sensor.kitchen_temperature, 2026-08-19T20:01:19.123457Z, d156feff-506d-5033-93a3-34877ffd87db, 1787169679123457035",
        "cabin, light.küche, 2026-01-06T14:30:00Z, 29eb2795-9652-5f8b-adea-9f293c926d9c, 1767709800000000612",
    })
    void givesTheVectorsOfTheDesign(String house, String entityId, String time, String id, long storedNanos) {
        long micros = Timestamps.parseMicros(time);

        var actual = EventId.ofEntity(house, EventData.STATE_CHANGED, entityId, micros);

        assertThat(actual).hasToString(id);
        assertThat(EventId.storedNanos(actual, micros)).isEqualTo(storedNanos);
    }

    @Test
    void eventWithoutEntityIsKnownByItsContextAndItsData() throws Exception {
        byte[] frame = "xx{\"area\":\"küche\"}yy".getBytes(StandardCharsets.UTF_8);
        JsonSlice data = new JsonSlice(frame, 2, frame.length - 4);

        UUID id = EventId.ofContext("home", "area_registry_updated", "01CONTEXT", 17L, data);

        String subject = "home\narea_registry_updated\n01CONTEXT\n17\n" + sha1Hex(data.copy());
        assertThat(id).isEqualTo(uuid5(subject));
        assertThat(id.version()).isEqualTo(5);
        assertThat(id.variant()).isEqualTo(2);
    }

    @Test
    void eventIsNamedByTheEntityElseByTheContextElseByItsDataAlone() {
        Event ofEntity = SampleEvents.temperature("sensor.kitchen", "21.4");
        Event ofContext = SampleEvents.fired("my_event", "{\"a\":1}");
        Event ofData = SampleEvents.of("{\"event_type\":\"my_event\",\"data\":{\"a\":1}}");

        assertThat(ofEntity.id())
                .isEqualTo(EventId.ofEntity("home", "state_changed", "sensor.kitchen", ofEntity.micros()));
        assertThat(ofContext.id())
                .isEqualTo(EventId.ofContext(
                        "home", "my_event", SampleEvents.CONTEXT_ID, ofContext.micros(), JsonSlice.of("{\"a\":1}")));
        assertThat(ofData.id())
                .isEqualTo(EventId.ofContext("home", "my_event", "", ofData.micros(), JsonSlice.of("{\"a\":1}")));
    }

    @Test
    void storedNanosStayWithinTheMicrosecond() {
        assertThat(EventId.storedNanos(new UUID(0, -1), 5)).isEqualTo(5_999);
        assertThat(EventId.storedNanos(new UUID(0, 0), 5)).isEqualTo(5_000);
        assertThat(EventId.storedNanos(new UUID(0, 1), 5)).isEqualTo(5_001);
    }

    /** RFC 9562, section 5.5, by the book. */
    private static UUID uuid5(String name) throws Exception {
        MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
        sha1.update(ByteBuffer.allocate(16)
                .putLong(0xd35d4e9298d15235L)
                .putLong(0x86a8b1ecd2d3e618L)
                .array());
        byte[] hash = sha1.digest(name.getBytes(StandardCharsets.UTF_8));
        hash[6] = (byte) (hash[6] & 0x0f | 0x50);
        hash[8] = (byte) (hash[8] & 0x3f | 0x80);
        ByteBuffer bytes = ByteBuffer.wrap(hash);
        return new UUID(bytes.getLong(), bytes.getLong());
    }

    private static String sha1Hex(byte[] bytes) throws Exception {
        StringBuilder hex = new StringBuilder();
        for (byte b : MessageDigest.getInstance("SHA-1").digest(bytes)) {
            hex.append(String.format("%02x", b));
        }
        return hex.toString();
    }
}
