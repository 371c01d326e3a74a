package org.hearthline.routes;

import java.util.LinkedHashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.routes.RouteGraph.Call;
import org.hearthline.routes.RouteGraph.Node;

/**
 * Which units have to be loaded anew when files change: those files, and whoever was built with something of theirs (error
 * handling, templates, beans, properties).
 */
final class Dependents {
    private final RouteSet before;
    private final RouteSet after;
    private final RouteGraph running;

    Dependents(RouteSet before, RouteSet after, RouteGraph running) {
        this.before = before;
        this.after = after;
        this.running = running;
    }

    /** Names of units, the changed files first. */
    Set<String> of(Set<String> changed) {
        Set<String> units = new LinkedHashSet<>(changed);
        Set<String> properties = changedProperties();
        Set<String> beans = new TreeSet<>();
        Set<String> templates = new TreeSet<>();
        Set<String> configurations = new TreeSet<>();
        for (String name : changed) {
            declared(before, name, beans, templates, configurations);
            declared(after, name, beans, templates, configurations);
        }
        after.files().values().forEach(file -> {
            RouteOutline outline = RouteOutline.of(file);
            if (meet(outline.placeholders(), properties)
                    || meet(outline.templatesUsed(), templates)
                    || beans.stream().anyMatch(bean -> mentions(file.text(), bean))) {
                units.add(file.name());
            }
        });
        running.nodes().stream()
                .filter(node -> configurations.stream().anyMatch(id -> isConfigured(node.definition(), id)))
                .forEach(node -> units.add(node.unit()));
        units.addAll(impatient(units));
        return units;
    }

    private Set<String> changedProperties() {
        Set<String> keys = new TreeSet<>(before.properties().keySet());
        keys.addAll(after.properties().keySet());
        keys.removeIf(key -> String.valueOf(before.properties().get(key))
                .equals(String.valueOf(after.properties().get(key))));
        return keys;
    }

    private static void declared(
            RouteSet set, String name, Set<String> beans, Set<String> templates, Set<String> configurations) {
        RouteOutline outline = set.outline(name);
        beans.addAll(outline.beans());
        templates.addAll(outline.templates());
        configurations.addAll(outline.configurations());
    }

    private static boolean meet(Set<String> some, Set<String> others) {
        return some.stream().anyMatch(others::contains);
    }

    private static boolean mentions(String text, String bean) {
        return Pattern.compile("(?<![\\w-])" + Pattern.quote(bean) + "(?![\\w-])")
                .matcher(text)
                .find();
    }

    /** One without id is that of every route that names none. */
    private static boolean isConfigured(RouteDefinition route, String configuration) {
        String wanted = route.getRouteConfigurationId();
        if (wanted == null || wanted.isEmpty()) {
            return configuration.isEmpty();
        }
        return !configuration.isEmpty()
                && (wanted.equals(configuration) || wanted.contains("*") || wanted.contains(","));
    }

    /** Routes that Java makes try again and again when nobody takes their call: better that they stand still meanwhile. */
    private Set<String> impatient(Set<String> units) {
        Set<String> doors = new TreeSet<>();
        running.nodes().stream().filter(node -> units.contains(node.unit())).forEach(node -> doors.add(node.door()));
        Set<String> callers = new TreeSet<>();
        for (Node node : running.nodes()) {
            boolean isFile = before.files().containsKey(node.unit());
            if (!isFile && node.calls().stream().map(Call::door).anyMatch(doors::contains)) {
                callers.add(node.unit());
            }
        }
        return callers;
    }

    /** Own files whose routes call one that is in these files: what is wrong with a call shows at the caller. */
    Set<String> callers(Set<String> changed) {
        Set<String> doors = new TreeSet<>();
        running.nodes().stream().filter(node -> changed.contains(node.unit())).forEach(node -> doors.add(node.door()));
        Set<String> callers = new TreeSet<>();
        for (Node node : running.nodes()) {
            RouteFile file = after.files().get(node.unit());
            if (file != null
                    && file.origin() == RouteFile.Origin.USER
                    && node.calls().stream().map(Call::door).anyMatch(doors::contains)) {
                callers.add(node.unit());
            }
        }
        return callers;
    }
}
