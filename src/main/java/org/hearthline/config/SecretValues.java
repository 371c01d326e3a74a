package org.hearthline.config;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The secrets of one configuration by value, for what leaves the process as text: a route of the user's may put {@code {{ha.token}}}
 * into a message, which no pattern would know. Writes {@code ***} in the place of each, and tells none. Immutable; any thread.
 */
public final class SecretValues {
    /** Where none is configured. */
    public static final SecretValues NONE = new SecretValues(List.of());

    /** What is shorter is part of ordinary words. */
    private static final int LEAST = 8;

    private static final String MASK = "***";

    private final List<String> values;
    private final List<String> encoded;

    private SecretValues(List<String> values) {
        this.values = values;
        this.encoded = values.stream().map(SecretValues::asBytes).toList();
    }

    static SecretValues of(Collection<String> secrets) {
        return new SecretValues(secrets.stream()
                .flatMap(SecretValues::parts)
                .filter(value -> value.length() >= LEAST)
                .flatMap(SecretValues::spellings)
                .distinct()
                // One may be part of another.
                .sorted(Comparator.comparing(String::length).reversed())
                .toList());
    }

    /** InfluxDB 1 has {@code user:password}, and only the second is a secret by itself. */
    private static Stream<String> parts(String value) {
        return Stream.of(value, value.substring(value.indexOf(':') + 1));
    }

    /** As it is, and as it stands in JSON and in an address. */
    private static Stream<String> spellings(String value) {
        String json = value.replace("\\", "\\\\").replace("\"", "\\\"");
        String address = URLEncoder.encode(value, StandardCharsets.UTF_8);
        return Stream.of(value, json, json.replace("/", "\\/"), address, address.replace("+", "%20"));
    }

    /** The text without them. */
    public String masked(String text) {
        String masked = text;
        for (String value : values) {
            masked = masked.replace(value, MASK);
        }
        return masked;
    }

    /** A text in UTF-8 without them; the same array where there are none in it. */
    public byte[] masked(byte[] text) {
        if (encoded.isEmpty()) {
            return text;
        }
        String all = new String(text, StandardCharsets.ISO_8859_1);
        String masked = all;
        for (String value : encoded) {
            masked = masked.replace(value, MASK);
        }
        return masked.equals(all) ? text : masked.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** A character for each byte. */
    private static String asBytes(String value) {
        return new String(value.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    @Override
    public String toString() {
        return MASK;
    }
}
