package org.hearthline.routes;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.camel.CamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/**
 * Whether a route runs, and at which addresses it listens and calls, by the settings of a context. Parameters of a template are put
 * in first: Camel knows them only while it starts the route.
 */
final class RoutePresence {
    private RoutePresence() {}

    /** By its precondition, as Camel judges. One that cannot be judged runs: whoever builds the route says what is wrong. */
    static boolean runs(RouteDefinition route, CamelContext camel) {
        String condition = route.getPrecondition();
        if (condition == null || condition.isBlank()) {
            return true;
        }
        try {
            String resolved = camel.resolvePropertyPlaceholders(filled(route, condition));
            return switch (resolved) {
                case "true" -> true;
                case "false" -> false;
                default ->
                    camel.resolveLanguage("simple").createPredicate(resolved).matches(new DefaultExchange(camel));
            };
        } catch (RuntimeException e) { // A setting that is not known, or no word of Simple's.
            return true;
        }
    }

    /** Placeholders resolved, without options. A placeholder that means nothing is somebody else's to report. */
    static String address(RouteDefinition route, @Nullable String uri, CamelContext camel) {
        if (uri == null) {
            return "";
        }
        String resolved = filled(route, uri);
        try {
            resolved = camel.resolvePropertyPlaceholders(resolved);
        } catch (RuntimeException e) {
            // It stays as it stands.
        }
        return URISupport.stripQuery(resolved).replaceFirst("^([a-z-]+):/{2,}", "$1:/");
    }

    /** A text of a route with the parameters of its template. */
    private static String filled(RouteDefinition route, String text) {
        String filled = text;
        Map<String, Object> parameters = route.getTemplateParameters();
        if (parameters != null) {
            for (Map.Entry<String, Object> parameter : parameters.entrySet()) {
                Pattern asked = Pattern.compile("\\{\\{\\??" + Pattern.quote(parameter.getKey()) + "(:[^{}]*)?}}");
                String value = Matcher.quoteReplacement(String.valueOf(parameter.getValue()));
                filled = asked.matcher(filled).replaceAll(value);
            }
        }
        return filled;
    }
}
