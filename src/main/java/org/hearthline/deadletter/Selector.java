package org.hearthline.deadletter;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.hearthline.deadletter.Selection.Span;
import org.hearthline.event.ErrorCode;
import org.jspecify.annotations.Nullable;

/** JMS selectors. Each asks for a number, so that what is no letter is left alone. */
final class Selector {
    /** Every letter. */
    static final String ALL = LetterCodec.NUMBER + " > 0";

    private Selector() {}

    static String of(LetterFilter filter) {
        List<String> parts = new ArrayList<>(List.of(ALL));
        Long before = filter.before();
        if (before != null) {
            parts.add(LetterCodec.NUMBER + " < " + before);
        }
        reason(parts, filter.reason());
        String entityId = filter.entityId();
        if (entityId != null) {
            parts.add(LetterCodec.ENTITY_ID + " = '" + entityId.replace("'", "''") + "'");
        }
        return String.join(" AND ", parts);
    }

    /** For all of a selection but single numbers. */
    static String of(@Nullable ErrorCode reason, Span span) {
        List<String> parts = new ArrayList<>();
        parts.add(LetterCodec.NUMBER + " > " + span.after());
        parts.add(LetterCodec.NUMBER + " <= " + span.upTo());
        reason(parts, reason);
        return String.join(" AND ", parts);
    }

    static String of(Collection<Long> numbers) {
        return numbers.stream()
                .map(number -> LetterCodec.NUMBER + " = " + number)
                .collect(Collectors.joining(" OR "));
    }

    static String seenBefore(long micros) {
        return ALL + " AND " + LetterCodec.LAST_SEEN + " < " + micros;
    }

    private static void reason(List<String> parts, @Nullable ErrorCode reason) {
        if (reason != null) {
            parts.add(LetterCodec.CODE + " = '" + reason + "'");
        }
    }
}
