package org.hearthline.event;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What stands behind the {@code ?} of a request, as headers bring it: a text, or several. Any thread.
 *
 * @param given by name; not copied
 */
public record QueryParameters(Map<String, ?> given) {
    private static final int MOST_SHOWN = 40;

    /** All values of a parameter, in order; none when it is not there. */
    public List<String> values(String name) {
        Object value = given.get(name);
        if (value instanceof Collection<?> many) {
            return many.stream().map(String::valueOf).toList();
        }
        return value == null ? List.of() : List.of(value.toString());
    }

    /**
     * The value of a parameter; null when it is not there.
     *
     * @throws Rejected when it has several
     */
    public @Nullable String single(String name) {
        List<String> values = values(name);
        if (values.size() > 1) {
            throw invalid(name, "Given " + values.size() + " times", "one value");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    /**
     * A whole number from 1 on.
     *
     * @param absent what it is when it is not there
     * @throws Rejected when it is something else
     */
    public int whole(String name, int most, int absent) {
        String text = single(name);
        return text == null ? absent : whole(name, text, most);
    }

    /**
     * A whole number from 1 on, wherever it stands.
     *
     * @throws Rejected when it is something else
     */
    public static int whole(String name, String text, int most) {
        String expected = "whole number from 1 to " + most;
        try {
            int number = Integer.parseInt(text.strip());
            if (number >= 1 && number <= most) {
                return number;
            }
            throw invalid(name, "Out of range: " + number, expected);
        } catch (NumberFormatException e) {
            throw invalid(name, "Not a number: " + shortened(text), expected);
        }
    }

    /** A parameter, or a field of a body, is wrong. */
    public static Rejected invalid(String field, String issue, String expected) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("issue", issue);
        details.put("expected", expected);
        return new Rejected(new Fault(ErrorCode.INVALID_REQUEST, "Invalid request: " + field, details));
    }

    /** For messages. */
    public static String shortened(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "…";
    }
}
