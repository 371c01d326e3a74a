package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

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
}
