package org.hearthline.config;

/**
 * One thing that is wrong.
 *
 * @param key the setting
 * @param found what stands there, as it may be shown (never a secret); empty where nothing does
 * @param origin where it was set: {@code hearthline.properties:3}, {@code environment HA_URL}; empty where it was not
 * @param expected what is allowed, or what to do
 */
public record ConfigFault(String key, String found, String origin, String expected) {
    /** One line: {@code ha.ping-interval = 'often' (environment HA_PING_INTERVAL): expected a duration …}. */
    public String text() {
        String value = found.isEmpty() ? "" : " = '" + found + "'";
        String where = origin.isEmpty() ? "" : " (" + origin + ")";
        return key + value + where + ": " + expected;
    }
}
