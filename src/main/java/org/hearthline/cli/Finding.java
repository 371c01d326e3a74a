package org.hearthline.cli;

/**
 * What a check found.
 *
 * @param name of what was looked at
 * @param text what is so; where something is wrong, what to do
 */
record Finding(boolean isGood, String name, String text) {
    static Finding good(String name, String text) {
        return new Finding(true, name, text);
    }

    static Finding bad(String name, String text) {
        return new Finding(false, name, text);
    }

    String line() {
        return (isGood ? "✓ " : "✗ ") + name + ": " + text;
    }
}
