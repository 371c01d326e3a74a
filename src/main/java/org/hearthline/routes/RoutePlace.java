package org.hearthline.routes;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.spi.Resource;
import org.jspecify.annotations.Nullable;

/**
 * Where a route stands.
 *
 * @param file as people name it: {@code routes/enrichment.camel.yaml}; null for one that no file holds
 * @param line of the file, from 1; 0 when unknown
 */
record RoutePlace(@Nullable String file, int line, Origin origin) {
    private static final Pattern STAGE = Pattern.compile("\\{\\{stage\\.([a-z]+)(:\\w+)?}}");
    private static final Pattern LINE = Pattern.compile(":(\\d+)$");

    /** Who made it. */
    enum Origin {
        PACKAGED,
        USER,
        GENERATED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * By what Camel knows.
     *
     * @param resource that the route was loaded from
     * @param location {@code classpath:routes/enrichment.camel.yaml:6}
     */
    static RoutePlace of(@Nullable Resource resource, @Nullable String location) {
        if (resource == null) {
            return new RoutePlace(null, 0, Origin.GENERATED);
        }
        Matcher line = LINE.matcher(location == null ? "" : location);
        return of(resource.getLocation(), line.find() ? Integer.parseInt(line.group(1)) : 0);
    }

    /** By a location without line. */
    static RoutePlace of(String location, int line) {
        Origin origin = location.startsWith("classpath:") ? Origin.PACKAGED : Origin.USER;
        return new RoutePlace(location.replaceFirst("^(classpath|file):", ""), line, origin);
    }

    void describe(Map<String, Object> described) {
        if (file != null) {
            described.put("file", file);
        }
        if (line > 0) {
            described.put("line", line);
        }
        described.put("origin", origin.text());
    }

    /** The stage that a route says it belongs to, by the condition under which it is there. */
    static @Nullable String stage(@Nullable String precondition) {
        Matcher found = STAGE.matcher(precondition == null ? "" : precondition);
        return found.matches() ? found.group(1) : null;
    }
}
