package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * What a file declares and what it needs of others, as far as its text says so.
 *
 * @param beans names that it declares
 * @param configurations ids that it declares; the empty one for those without id, which serve every route that names none
 * @param templates ids that it declares
 * @param templatesUsed ids of templates of which it makes routes
 * @param placeholders keys that it asks for
 * @param hasRoutes whether it makes routes, or offers templates of them
 */
record RouteOutline(
        Set<String> beans,
        Set<String> configurations,
        Set<String> templates,
        Set<String> templatesUsed,
        Set<String> placeholders,
        boolean hasRoutes) {
    private static final Set<String> ROUTES =
            Set.of("route", "from", "rest", "routeTemplate", "templatedRoute", "kamelet");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{\\{[?!]?([^:}{]+)");

    RouteOutline {
        beans = Set.copyOf(beans);
        configurations = Set.copyOf(configurations);
        templates = Set.copyOf(templates);
        templatesUsed = Set.copyOf(templatesUsed);
        placeholders = Set.copyOf(placeholders);
    }

    static final RouteOutline NOTHING = new RouteOutline(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), false);
    private static final RouteOutline UNREADABLE =
            new RouteOutline(Set.of(), Set.of(), Set.of(), Set.of(), Set.of(), true);

    /** Of a file; one that is no YAML declares nothing, and was to make who knows what. */
    static RouteOutline of(RouteFile file) {
        try {
            return of(YamlTree.of(file.name(), file.text()), file.text());
        } catch (UnreadableFile e) {
            return UNREADABLE;
        }
    }

    static RouteOutline of(YamlTree tree, String text) {
        Set<String> beans = new TreeSet<>();
        Set<String> configurations = new TreeSet<>();
        Set<String> templates = new TreeSet<>();
        Set<String> used = new TreeSet<>();
        boolean hasRoutes = false;
        for (JsonNode entry : tree.json()) {
            hasRoutes |= ROUTES.stream().anyMatch(entry::has);
            entry.path("beans").forEach(bean -> beans.add(bean.path("name").asText()));
            if (entry.has("routeConfiguration")) {
                configurations.add(entry.path("routeConfiguration").path("id").asText(""));
            }
            if (entry.has("routeTemplate")) {
                templates.add(entry.path("routeTemplate").path("id").asText());
            }
            if (entry.has("templatedRoute")) {
                used.add(entry.path("templatedRoute").path("routeTemplateRef").asText());
            }
        }
        Set<String> placeholders = new TreeSet<>();
        PLACEHOLDER
                .matcher(text)
                .results()
                .forEach(found -> placeholders.add(found.group(1).strip()));
        return new RouteOutline(beans, configurations, templates, used, placeholders, hasRoutes);
    }
}
