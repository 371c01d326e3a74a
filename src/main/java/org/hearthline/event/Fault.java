package org.hearthline.event;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * What is wrong, for a person and for a program.
 *
 * @param message what failed, on which thing
 * @param details {@code field}, {@code issue}, {@code expected} where they apply, in this order; never a secret
 */
public record Fault(ErrorCode code, String message, Map<String, String> details) {
    public Fault {
        details = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(details));
    }

    public static Fault of(ErrorCode code, String message) {
        return new Fault(code, message, Map.of());
    }

    /** In one sentence: what failed, and what is wrong with the thing where that is known. For routes too. */
    public String words() {
        String issue = details.get("issue");
        return issue == null ? message : message + ": " + issue;
    }

    /** The same in other words: all that a person reads goes through {@code words}. */
    public Fault inWords(UnaryOperator<String> words) {
        Map<String, String> said = new LinkedHashMap<>();
        details.forEach((key, value) -> said.put(key, words.apply(value)));
        return new Fault(code, words.apply(message), said);
    }

    /** A broken rule: {@code expected} says what would be right. */
    public static Fault invalid(String field, String issue, String expected) {
        Map<String, String> details = new LinkedHashMap<>();
        details.put("field", field);
        details.put("issue", issue);
        details.put("expected", expected);
        return new Fault(ErrorCode.VALIDATION_ERROR, "Invalid event format", details);
    }
}
