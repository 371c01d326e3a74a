package org.hearthline.config;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A value as somebody wrote it.
 *
 * @param origin where: {@code hearthline.properties:3}, {@code environment HA_URL}, {@code -D}, {@code option}
 */
record Setting(String key, String value, String origin) {
    /** Long text without space or slash, or a JSON web token: maybe a secret that stands at the wrong key. */
    private static final Pattern LOOKS_SECRET = Pattern.compile("eyJ.*|[^\\s/{]{33,}", Pattern.DOTALL);

    private static final Pattern USER_OF_URL = Pattern.compile("//[^/@]*@");
    private static final Pattern QUERY = Pattern.compile("\\?.*", Pattern.DOTALL);

    /** By Camel's rule: {@code weather.cache-ttl} is {@code WEATHER_CACHE_TTL}. */
    static String environmentName(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /**
     * Whether it says the same and was written in the same place; of two with the same key. Not by {@code equals}: Java makes that of a record when it is first asked for, and
     * this would be the only one to ask at a start.
     */
    boolean isSame(@Nullable Setting other) {
        return other != null && origin.equals(other.origin) && value.equals(other.value);
    }

    /** The value as a message may show it: without what is or could be a secret. */
    String shown() {
        if (LOOKS_SECRET.matcher(value).matches()) {
            return "*** (hidden: it looks like a secret)";
        }
        String withoutUser = USER_OF_URL.matcher(value).replaceFirst("//***@");
        String shown = QUERY.matcher(withoutUser).replaceFirst("?***");
        return shown.length() <= 120 ? shown : shown.substring(0, 120) + "…";
    }
}
