package org.hearthline.event;

import java.util.regex.Pattern;

/** What an exception says to a person: its innermost cause, and never {@code null}. */
public final class Causes {
    private static final Pattern BLANKS = Pattern.compile("\\s+");
    /** Camel appends the exchange, and the value it could not use, which may be a whole event. */
    private static final Pattern EXCHANGE = Pattern.compile("(?s)[.:]?\\s*(?:on the exchange: )?Exchange\\[.*");

    private static final Pattern VALUE =
            Pattern.compile("(?s)( not found on bean| with value| but has value):? .*( of type:? )");

    private Causes() {}

    /** The words of the innermost cause; of exceptions that are not ours behind their type, which says the most. */
    public static String words(Throwable thrown) {
        Throwable cause = innermost(thrown);
        String type = cause.getClass().getSimpleName();
        String message = cause.getMessage();
        if (message == null || message.isBlank()) {
            return type;
        }
        String said = BLANKS.matcher(withoutValues(message)).replaceAll(" ").strip();
        return isOurs(cause) ? said : type + ": " + said;
    }

    /** The same without the type; the type where it has no words. */
    public static String message(Throwable thrown) {
        String message = thrown.getMessage();
        return message == null || message.isBlank() ? thrown.getClass().getSimpleName() : message;
    }

    private static String withoutValues(String message) {
        String shorter = EXCHANGE.matcher(message).replaceFirst("");
        return VALUE.matcher(shorter).replaceFirst("$1$2");
    }

    private static Throwable innermost(Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null && cause.getCause() != cause && !isOurs(cause)) {
            cause = cause.getCause();
        }
        return cause;
    }

    /** They are sentences. */
    private static boolean isOurs(Throwable thrown) {
        return thrown.getClass().getName().startsWith("org.hearthline.");
    }
}
