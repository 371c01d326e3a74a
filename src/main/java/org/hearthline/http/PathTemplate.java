package org.hearthline.http;

import org.jspecify.annotations.Nullable;

/** Paths with {@code :name} segments, as the router keeps them. */
final class PathTemplate {
    private PathTemplate() {}

    static boolean matches(@Nullable String template, String path) {
        if (template == null) {
            return false;
        }
        String[] expected = template.split("/", -1);
        String[] given = path.split("/", -1);
        if (expected.length != given.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (!expected[i].startsWith(":") && !expected[i].equals(given[i])) {
                return false;
            }
        }
        return true;
    }
}
