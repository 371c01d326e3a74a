package org.hearthline.event;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a time in a query: RFC 3339, {@code now}, or {@code 5m ago} with s, m, h, d or w. */
public final class QueryTime {
    public static final String EXPECTED = "RFC 3339 time, 'now', or relative like '5m ago', '1h ago', '2d ago'";

    private static final Pattern RELATIVE = Pattern.compile("(\\d{1,6})\\s*([smhdw])\\s+ago");
    /** A plus sign that came through a URL unescaped is a blank. */
    private static final Pattern LOST_PLUS = Pattern.compile("(.*T.*) (\\d\\d:\\d\\d)");

    private QueryTime() {}

    /** In ns since 1970; empty for what is no time, or none that a store can hold. */
    public static Optional<Long> parse(String text, Clock clock) {
        String plain = text.strip();
        if (plain.equalsIgnoreCase("now")) {
            return nanos(clock.instant());
        }
        Matcher relative = RELATIVE.matcher(plain.toLowerCase(Locale.ROOT));
        if (relative.matches()) {
            return nanos(
                    clock.instant().minus(unit(relative.group(2)).multipliedBy(Long.parseLong(relative.group(1)))));
        }
        Matcher lost = LOST_PLUS.matcher(plain);
        try {
            return nanos(OffsetDateTime.parse(lost.matches() ? lost.group(1) + "+" + lost.group(2) : plain)
                    .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Duration unit(String letter) {
        return switch (letter) {
            case "s" -> Duration.ofSeconds(1);
            case "m" -> Duration.ofMinutes(1);
            case "h" -> Duration.ofHours(1);
            case "d" -> Duration.ofDays(1);
            default -> Duration.ofDays(7);
        };
    }

    private static Optional<Long> nanos(Instant instant) {
        try {
            long nanos = Math.addExact(Math.multiplyExact(instant.getEpochSecond(), 1_000_000_000L), instant.getNano());
            return Optional.of(Math.max(0, nanos));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }
}
