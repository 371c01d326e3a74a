package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {
    private static final Seed SEED = Seed.of("timestamps");

    @ParameterizedTest
    @CsvSource({
        "1970-01-01T00:00:00Z, 0",
        "1970-01-01T00:00:01+00:00, 1000000",
        "2026-01-06T14:30:00.1Z, 1767709800100000",
        "2026-01-06T14:30:00.12Z, 1767709800120000",
        "2026-01-06T14:30:00.123Z, 1767709800123000",
        "2026-01-06T14:30:00.1234Z, 1767709800123400",
        "2026-01-06T14:30:00.12345Z, 1767709800123450",
        "2026-01-06T14:30:00.123456Z, 1767709800123456",
        "2026-01-06T14:30:00.1234567Z, 1767709800123456",
        "2026-01-06T14:30:00.12345678Z, 1767709800123456",
        "2026-01-06T14:30:00.123456999Z, 1767709800123456",
        "2026-01-06T14:30:00.000001+00:00, 1767709800000001",
    })
    void readsZeroToNineFractionDigitsAndCutsBelowTheMicrosecond(String text, long micros) {
        assertThat(Timestamps.parseMicros(text)).isEqualTo(micros);
    }

    @ParameterizedTest
    @CsvSource({
        "2026-08-19T02:30:00-05:00, 2026-08-19T07:30:00Z",
        "2026-08-19T02:30:00+05:45, 2026-08-18T20:45:00Z",
        "2026-03-01T00:30:00+01:00, 2026-02-28T23:30:00Z",
        "2028-02-29T23:59:59.999999-18:00, 2028-03-01T17:59:59.999999Z",
        "1969-12-31T23:00:00-05:00, 1970-01-01T04:00:00Z",
        "2262-04-11T23:47:16.854774Z, 2262-04-11T23:47:16.854774Z",
    })
    void appliesTheOffset(String text, Instant expected) {
        assertThat(Timestamps.instant(Timestamps.parseMicros(text))).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "now",
                "2026-01-06",
                "2026-01-06T14:30:00",
                "2026-01-06T14:30Z",
                "2026-01-06 14:30:00Z",
                "2026-01-06t14:30:00Z",
                "2026-01-06T14:30:00z",
                "2026-01-06T14:30:00ZZ",
                "2026-01-06T14:30:00.Z",
                "2026-01-06T14:30:00.123",
                "2026-01-06T14:30:00.1234567890Z",
                "2026-01-06T14:30:00,123Z",
                "2026-01-06T24:00:00Z",
                "2026-01-06T14:60:00Z",
                "2026-01-06T23:59:60Z",
                "2026-02-29T00:00:00Z",
                "2026-13-01T00:00:00Z",
                "2026-00-01T00:00:00Z",
                "2026-01-32T00:00:00Z",
                "2026-01-06T14:30:00+0100",
                "2026-01-06T14:30:00+01",
                "2026-01-06T14:30:00+01:60",
                "2026-01-06T14:30:00+19:00",
                "2026-01-06T14:30:00+01-00",
                "2026-01-06T14:30:00+01:00 ",
                "2026-01-06T14:30:00X01:00",
                "٢٠٢٦-01-06T14:30:00Z",
                "2026-01-06T1a:30:00Z",
                "2026x01-06T14:30:00Z",
                "2026-01x06T14:30:00Z",
                "2026-01-06T14x30:00Z",
                "2026-01-06T14:30x00Z",
                "1969-12-31T23:59:59.999999Z",
                "1970-01-01T00:00:00+00:01",
                "0000-01-01T00:00:00Z",
                "2262-04-11T23:47:16.854775Z",
                "2263-01-01T00:00:00Z",
                "9999-12-31T23:59:59Z",
            })
    void refusesWhatIsNoTimeThatAStoreCanHold(String text) {
        assertThatThrownBy(() -> Timestamps.parseMicros(text)).isInstanceOf(DateTimeException.class);
    }

    @Test
    void agreesWithJavaTime() {
        Random random = SEED.random();
        for (int i = 0; i < 20_000; i++) {
            String text = randomTime(random);
            Instant expected = OffsetDateTime.parse(text).toInstant().truncatedTo(ChronoUnit.MICROS);

            assertThat(Timestamps.instant(Timestamps.parseMicros(text)))
                    .as("%s, %s", text, SEED)
                    .isEqualTo(expected);
        }
    }

    @Test
    void neverFailsOtherThanAsNoTime() {
        Random random = SEED.random();
        for (int i = 0; i < 50_000; i++) {
            String text = damaged(randomTime(random), random);
            Throwable thrown = catchThrowable(
                    () -> assertThat(Timestamps.parseMicros(text)).isNotNegative());

            assertThat(thrown == null || thrown instanceof DateTimeException)
                    .as("'%s' gives %s, %s", text, thrown, SEED)
                    .isTrue();
        }
    }

    @Test
    void instantsAndMicrosAreInverse() {
        Random random = SEED.random();
        for (int i = 0; i < 10_000; i++) {
            long micros = random.nextLong() / 1000;

            assertThat(Timestamps.micros(Timestamps.instant(micros))).isEqualTo(micros);
        }
    }

    private static String randomTime(Random random) {
        Instant instant = Instant.ofEpochSecond(random.nextLong(86_400, 9_000_000_000L), random.nextInt(1_000_000_000));
        String utc = instant.toString();
        String whole = utc.substring(0, 19);
        int digits = random.nextInt(10);
        String fraction = digits == 0
                ? ""
                : "." + String.format("%09d", instant.getNano()).substring(0, digits);
        int minutes = random.nextInt(-17 * 60, 17 * 60);
        String offset =
                String.format("%s%02d:%02d", minutes < 0 ? "-" : "+", Math.abs(minutes) / 60, Math.abs(minutes) % 60);
        return whole + fraction + (random.nextInt(3) == 0 ? "Z" : offset);
    }

    private static String damaged(String text, Random random) {
        StringBuilder damaged = new StringBuilder(text);
        for (int n = random.nextInt(4); n >= 0; n--) {
            int at = random.nextInt(damaged.length());
            switch (random.nextInt(3)) {
                case 0 -> damaged.setCharAt(at, (char) (32 + random.nextInt(96)));
                case 1 -> damaged.insert(at, (char) random.nextInt(0x10000));
                default -> damaged.setLength(Math.max(1, at));
            }
        }
        return damaged.toString();
    }
}
