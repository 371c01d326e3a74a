package org.hearthline.routes;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Where a route stands.
 *
 * @param file as people name it: {@code routes/enrichment.camel.yaml}; null for one that no file holds
 * @param line of the file, from 1; 0 when unknown
 */
record RoutePlace(@Nullable String file, int line, Origin origin) {
    private static final Pattern STAGE = Pattern.compile("\\{\\{stage\\.([a-z]+)(:\\w+)?}}");

    /** No file holds it. */
    static final RoutePlace UNKNOWN = new RoutePlace(null, 0, Origin.GENERATED);

    /** Who made it. */
    enum Origin {
        PACKAGED,
        USER,
        GENERATED;

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Where Camel's model says that it stands. A route of a template stands where the template does. */
    static RoutePlace of(RouteDefinition route) {
        String location = location(route);
        if (location.isEmpty()) {
            return UNKNOWN;
        }
        int line = route.getResource() == null ? firstPart(route).getLineNumber() : route.getLineNumber();
        Origin origin = location.startsWith("classpath:") ? Origin.PACKAGED : Origin.USER;
        return new RoutePlace(location.replaceFirst("^(classpath|file):", ""), Math.max(0, line), origin);
    }

    /** As Camel names it; empty when no file holds the route. */
    static String location(RouteDefinition route) {
        if (route.getResource() != null) {
            return route.getResource().getLocation();
        }
        String location = route.isCreatedFromTemplate() ? firstPart(route).getLocation() : null;
        return location != null && location.matches("(classpath|file):.*") ? location : "";
    }

    /** Camel forgets where a route of a template comes from; its steps are copies that know. */
    private static OptionalIdentifiedDefinition<?> firstPart(RouteDefinition route) {
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            if (!step.isAbstract()) { // Others are of its error handling.
                return step;
            }
        }
        return route.getInput();
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
    static @Nullable String stage(RouteDefinition route) {
        String precondition = route.getPrecondition();
        Matcher found = STAGE.matcher(precondition == null ? "" : precondition);
        return found.matches() ? found.group(1) : null;
    }
}
