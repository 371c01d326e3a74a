package org.hearthline.config;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations and sizes as people write them: {@code 500ms}, {@code 1h30m}, {@code 64MiB}. A unit is always needed. */
public final class Quantity {
    private static final Pattern DURATION_PART = Pattern.compile("(\\d{1,12})(ms|s|m|h|d)");
    private static final Map<String, Duration> DURATIONS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private static final Pattern SIZE = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,3})?)\\s*([kKMG]?i?B)");
    private static final Map<String, Long> SIZES = Map.of(
            "B",
            1L,
            "kB",
            1_000L,
            "KB",
            1_000L,
            "KiB",
            1L << 10,
            "MB",
            1_000_000L,
            "MiB",
            1L << 20,
            "GB",
            1_000_000_000L,
            "GiB",
            1L << 30);

    private Quantity() {}

    /**
     * Reads a duration.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Duration duration(String text) {
        Matcher part = DURATION_PART.matcher(text);
        Duration sum = Duration.ZERO;
        int end = 0;
        while (part.find() && part.start() == end) {
            Duration unit = DURATIONS.getOrDefault(part.group(2), Duration.ZERO);
            sum = sum.plus(unit.multipliedBy(Long.parseLong(part.group(1))));
            end = part.end();
        }
        if (end == 0 || end != text.length()) {
            throw new IllegalArgumentException(text);
        }
        return sum;
    }

    /**
     * Reads a size in bytes.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static long bytes(String text) {
        Matcher size = SIZE.matcher(text);
        Long unit = size.matches() ? SIZES.get(size.group(2)) : null;
        if (unit == null) {
            throw new IllegalArgumentException(text);
        }
        return new BigDecimal(size.group(1)).multiply(BigDecimal.valueOf(unit)).longValue();
    }

    /** The shortest way to write it in one unit. */
    static String text(Duration duration) {
        for (String unit : new String[] {"d", "h", "m", "s"}) {
            long millis = DURATIONS.getOrDefault(unit, Duration.ZERO).toMillis();
            if (duration.toMillis() % millis == 0 && !duration.isZero()) {
                return duration.toMillis() / millis + unit;
            }
        }
        return duration.toMillis() + "ms";
    }

    /** The shortest way to write it in one unit. */
    static String text(long bytes) {
        for (String unit : new String[] {"GiB", "MiB", "KiB"}) {
            long size = SIZES.getOrDefault(unit, 1L);
            if (bytes % size == 0 && bytes != 0) {
                return bytes / size + unit;
            }
        }
        return bytes + "B";
    }
}
