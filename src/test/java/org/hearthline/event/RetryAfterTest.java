package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {
    private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "7, 7",
        "' 30 ', 30",
        "300, 300",
        "301, 300",
        "999999999999999999, 300",
        "'Sat, 21 Nov 2026 12:01:30 GMT', 90",
        "'Sat, 21 Nov 2026 11:00:00 GMT', 0",
        "'Sun, 22 Nov 2026 12:00:00 GMT', 300",
    })
    void readsSecondsAndDatesUpToFiveMinutes(String header, long seconds) {
        assertThat(RetryAfter.parse(header, NOON)).contains(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "soon", "-1", "1.5", "99999999999999999999", "٣", "Sat, 99 Nov 2026 12:00:00 GMT"})
    void readsNoPauseOutOfWhatIsNone(String header) {
        assertThat(RetryAfter.parse(header, NOON)).isEmpty();
    }
}
