package org.hearthline.storage;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.QueryTime;
import org.hearthline.event.Rejected;

/**
 * Reads what all queries have in common: {@code start_time}, {@code end_time}, {@code entity_id}, {@code domain} and {@code
 * event_type}. Lists may be given by commas or by repeating the parameter.
 */
final class FilterParser {
    private static final int MAX_VALUES = 100;
    private static final int MAX_LENGTH = 255;
    private static final long DAY = Duration.ofDays(1).toNanos();

    private final Clock clock;

    FilterParser(Clock clock) {
        this.clock = clock;
    }

    /**
     * All times, as long as none are named.
     *
     * @throws Rejected when a value is wrong, naming field, issue and what is expected
     */
    EventFilter ofAnyTime(QueryParameters parameters) {
        return filter(parameters, time(parameters, "start_time", 0), time(parameters, "end_time", Long.MAX_VALUE));
    }

    /** The last 24 hours, or those before the end that is named. */
    EventFilter ofTheLastDay(QueryParameters parameters) {
        long to = time(parameters, "end_time", now());
        return filter(parameters, time(parameters, "start_time", Math.max(0, to - DAY)), to);
    }

    private EventFilter filter(QueryParameters parameters, long from, long to) {
        if (from > to) {
            throw QueryParameters.invalid("start_time", "Later than end_time", "a time before end_time");
        }
        return new EventFilter(
                from, to, names(parameters, "entity_id"), names(parameters, "domain"), names(parameters, "event_type"));
    }

    private long now() {
        return QueryTime.parse("now", clock).orElseThrow();
    }

    private long time(QueryParameters parameters, String name, long absent) {
        String text = parameters.single(name);
        if (text == null) {
            return absent;
        }
        return QueryTime.parse(text, clock)
                .orElseThrow(() -> QueryParameters.invalid(
                        name, "Not a time: " + QueryParameters.shortened(text), QueryTime.EXPECTED));
    }

    /**
     * Names of a list.
     *
     * @throws Rejected when one can be nobody's, or there are more than 100
     */
    static Set<String> names(QueryParameters parameters, String name) {
        Set<String> names = new LinkedHashSet<>();
        for (String value : parameters.values(name)) {
            for (String one : value.split(",", -1)) {
                names.add(name(name, one.strip()));
            }
        }
        if (names.size() > MAX_VALUES) {
            throw QueryParameters.invalid(name, names.size() + " values", "at most " + MAX_VALUES);
        }
        return names;
    }

    private static String name(String parameter, String text) {
        if (text.isEmpty()) {
            throw QueryParameters.invalid(parameter, "Empty", "one name, or several separated by commas");
        }
        if (text.length() > MAX_LENGTH) {
            throw QueryParameters.invalid(
                    parameter, text.length() + " characters", "names of at most " + MAX_LENGTH + " characters");
        }
        if (text.chars().anyMatch(Character::isISOControl)) {
            throw QueryParameters.invalid(
                    parameter, "A control character in a name", "one name, or several separated by commas");
        }
        return text;
    }
}
