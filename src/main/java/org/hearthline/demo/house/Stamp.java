package org.hearthline.demo.house;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.hearthline.event.Timestamps;

/**
 * An instant as Home Assistant's clock gives it: seconds since 1970 in a double. Live events carry it as ISO text cut to
 * the microsecond ({@link #iso()}), history rows as the raw double.
 */
public record Stamp(double seconds) {
    private static final DateTimeFormatter WITH_MICROS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSS'+00:00'");
    private static final DateTimeFormatter WITHOUT = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss'+00:00'");

    static Stamp of(Instant instant) {
        return new Stamp(instant.getEpochSecond() + instant.getNano() / 1e9);
    }

    static Stamp ofMicros(long micros) {
        return new Stamp(micros / 1e6);
    }

    /** Whole microseconds since 1970, as Python's {@code datetime.fromtimestamp} rounds them: the fraction apart, half to even. */
    public long micros() {
        long whole = (long) seconds;
        return whole * 1_000_000 + (long) Math.rint((seconds - whole) * 1e6);
    }

    /** As Python's {@code isoformat} writes it: six fraction digits, or none when they are all 0. */
    public String iso() {
        Instant instant = Timestamps.instant(micros());
        return (micros() % 1_000_000 == 0 ? WITHOUT : WITH_MICROS).format(instant.atOffset(ZoneOffset.UTC));
    }
}
