package org.hearthline.storage;

import java.util.Locale;

/**
 * Names of users' own fields in the store: {@code x_<name>} is always a number, {@code x_<name>_str} always text, so that the
 * type of a field can be read off its name and never changes.
 */
final class UserField {
    static final String PREFIX = "x_";
    private static final String TEXT = "_str";
    private static final int MAX_LENGTH = 100;

    private UserField() {}

    static String ofNumber(String name) {
        String stored = PREFIX + storable(name);
        return stored.endsWith(TEXT) ? stored + "_num" : stored;
    }

    static String ofText(String name) {
        return PREFIX + storable(name) + TEXT;
    }

    static boolean isNumber(String stored) {
        return stored.startsWith(PREFIX) && !stored.endsWith(TEXT);
    }

    /** What every store takes as a column: lower case (QuestDB's columns know no case), letters, digits, underscores. */
    private static String storable(String name) {
        String known = isStorable(name) ? name : replaced(name);
        return known.length() <= MAX_LENGTH ? known : known.substring(0, MAX_LENGTH);
    }

    private static String replaced(String name) {
        StringBuilder text = new StringBuilder(name.toLowerCase(Locale.ROOT));
        for (int i = 0; i < text.length(); i++) {
            if (!isStorable(text.charAt(i))) {
                text.setCharAt(i, '_');
            }
        }
        return text.toString();
    }

    private static boolean isStorable(String name) {
        for (int i = 0; i < name.length(); i++) {
            if (!isStorable(name.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isStorable(char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
}
