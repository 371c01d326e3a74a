package org.hearthline.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Clock;
import java.util.Base64;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/**
 * Reads the parameters of count, aggregate, entities and export (docs/http-api.md) out of a message's headers. All throw {@link
 * Rejected} when a value is wrong, naming field, issue and what is expected.
 */
final class StoreQueryParser {
    private static final Pattern EVERY = Pattern.compile("(\\d{1,9})([smhd])");
    private static final String EVERY_EXPECTED = "number with s, m, h or d, such as 30s, 5m, 1h, 1d, at most 3650d";
    private static final long MAX_EVERY_SECONDS = 3650L * 86_400;
    private static final String ENTITY_CURSOR = "e:";

    private final FilterParser filters;

    StoreQueryParser(Clock clock) {
        filters = new FilterParser(clock);
    }

    EventFilter count(Map<String, ?> headers) {
        return filters.ofTheLastDay(new QueryParameters(headers));
    }

    AggregateQuery aggregate(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        String every = or(parameters.single("every"), "5m").strip();
        AggregateQuery query =
                new AggregateQuery(filters.ofTheLastDay(parameters), every, seconds(every), fn(parameters));
        if (query.buckets() > AggregateQuery.MAX_BUCKETS) {
            throw tooFine(query);
        }
        return query;
    }

    EntityQuery entities(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        return new EntityQuery(
                FilterParser.names(parameters, "domain"),
                parameters.whole("limit", EventQuery.MAX_LIMIT, EventQuery.DEFAULT_LIMIT),
                entityAfter(parameters.single("cursor")));
    }

    ExportQuery export(Map<String, ?> headers) {
        QueryParameters parameters = new QueryParameters(headers);
        String text = or(parameters.single("format"), "csv");
        ExportFormat format = ExportFormat.of(text.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> QueryParameters.invalid(
                        "format", "Unknown: " + QueryParameters.shortened(text), "csv or ndjson"));
        return new ExportQuery(filters.ofTheLastDay(parameters), format);
    }

    /** Opaque to callers, and none of {@link Cursor}. */
    static String cursor(String entityId) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString((ENTITY_CURSOR + entityId).getBytes(UTF_8));
    }

    private static @Nullable String entityAfter(@Nullable String cursor) {
        if (cursor == null) {
            return null;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
            if (plain.startsWith(ENTITY_CURSOR)) {
                return plain.substring(ENTITY_CURSOR.length());
            }
        } catch (IllegalArgumentException e) {
            // no cursor: below
        }
        throw EventQueryParser.noCursor(cursor);
    }

    private static Aggregation fn(QueryParameters parameters) {
        String text = or(parameters.single("fn"), Aggregation.MEAN.id());
        return Aggregation.of(text.strip().toLowerCase(Locale.ROOT))
                .orElseThrow(() -> QueryParameters.invalid(
                        "fn", "Unknown: " + QueryParameters.shortened(text), "one of " + Aggregation.ids()));
    }

    private static long seconds(String every) {
        Matcher matcher = EVERY.matcher(every);
        if (!matcher.matches()) {
            throw QueryParameters.invalid(
                    "every", "Not a duration: " + QueryParameters.shortened(every), EVERY_EXPECTED);
        }
        long seconds = Long.parseLong(matcher.group(1))
                * switch (matcher.group(2)) {
                    case "s" -> 1;
                    case "m" -> 60;
                    case "h" -> 3_600;
                    default -> 86_400;
                };
        if (seconds < 1 || seconds > MAX_EVERY_SECONDS) {
            throw QueryParameters.invalid("every", "Out of range: " + every, EVERY_EXPECTED);
        }
        return seconds;
    }

    /** Says how coarse it has to be for this time. */
    private static Rejected tooFine(AggregateQuery query) {
        EventFilter filter = query.filter();
        long span = (filter.toNanos() - filter.fromNanos()) / 1_000_000_000L;
        // One bucket more than the time is long, as it may begin within one.
        long least = span / (AggregateQuery.MAX_BUCKETS - 1) + 1;
        return QueryParameters.invalid(
                "every",
                query.buckets() + " points in each series, more than " + AggregateQuery.MAX_BUCKETS,
                "at least " + rounded(least) + " for this time, or start_time and end_time closer together");
    }

    private static String rounded(long seconds) {
        if (seconds <= 60) {
            return seconds + "s";
        }
        return seconds <= 3_600 ? (seconds + 59) / 60 + "m" : (seconds + 3_599) / 3_600 + "h";
    }

    private static String or(@Nullable String given, String absent) {
        return given == null ? absent : given;
    }
}
