package org.hearthline.event;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;

/**
 * Instants as Home Assistant writes them, in µs since 1970: {@code 2026-08-19T20:01:19.123456+00:00}, with an offset or
 * {@code Z} and 0 to 9 fraction digits (Home Assistant leaves them out when they are 0). Digits below the microsecond are cut.
 */
public final class Timestamps {
    /** What a fault says is right. */
    public static final String EXPECTED = "RFC 3339 time with offset, 0 to 9 fraction digits, years 1970 to 2262";

    private static final long LAST_MICROS = Long.MAX_VALUE / 1000 - 1;
    private static final int SECONDS_END = 19;

    private Timestamps() {}

    /**
     * Reads a time, strictly.
     *
     * @throws DateTimeException when the text is not such a time, or lies outside of what a store can hold
     */
    public static long parseMicros(String text) {
        if (text.length() < SECONDS_END + 1
                || text.charAt(4) != '-'
                || text.charAt(7) != '-'
                || text.charAt(10) != 'T'
                || text.charAt(13) != ':'
                || text.charAt(16) != ':') {
            throw notATime(text);
        }
        long days = LocalDate.of(number(text, 0, 4), number(text, 5, 7), number(text, 8, 10))
                .toEpochDay();
        int seconds = below(text, number(text, 11, 13), 24) * 3600
                + below(text, number(text, 14, 16), 60) * 60
                + below(text, number(text, 17, SECONDS_END), 60);
        int zone = fractionEnd(text);
        long micros = (days * 86_400 + seconds - offsetSeconds(text, zone)) * 1_000_000 + fractionMicros(text, zone);
        if (micros < 0 || micros > LAST_MICROS) {
            throw new DateTimeException("'" + text + "' is not between 1970 and 2262");
        }
        return micros;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(Math.floorDiv(micros, 1_000_000L), Math.floorMod(micros, 1_000_000L) * 1000);
    }

    public static long micros(Instant instant) {
        return instant.getEpochSecond() * 1_000_000 + instant.getNano() / 1000;
    }

    private static int fractionEnd(String text) {
        if (text.charAt(SECONDS_END) != '.') {
            return SECONDS_END;
        }
        int end = SECONDS_END + 1;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        int digits = end - SECONDS_END - 1;
        if (digits < 1 || digits > 9 || end == text.length()) {
            throw notATime(text);
        }
        return end;
    }

    private static long fractionMicros(String text, int end) {
        long micros = 0;
        for (int i = 1; i <= 6; i++) {
            int at = SECONDS_END + i;
            micros = micros * 10 + (at < end ? text.charAt(at) - '0' : 0);
        }
        return micros;
    }

    private static int offsetSeconds(String text, int zone) {
        char sign = text.charAt(zone);
        if (sign == 'Z' && text.length() == zone + 1) {
            return 0;
        }
        if ((sign != '+' && sign != '-') || text.length() != zone + 6 || text.charAt(zone + 3) != ':') {
            throw notATime(text);
        }
        int seconds = below(text, number(text, zone + 1, zone + 3), 19) * 3600
                + below(text, number(text, zone + 4, zone + 6), 60) * 60;
        return sign == '-' ? -seconds : seconds;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            if (!isDigit(text.charAt(i))) {
                throw notATime(text);
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }

    private static int below(String text, int number, int limit) {
        if (number >= limit) {
            throw notATime(text);
        }
        return number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static DateTimeException notATime(String text) {
        return new DateTimeException("'" + text + "' is not a time with offset");
    }
}
