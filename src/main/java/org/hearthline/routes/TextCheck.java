package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.hearthline.routes.RouteFile.Origin;
import org.jspecify.annotations.Nullable;

/**
 * What is wrong with files in their text, before anything is made of it: no YAML, not as Camel's schema says, a route or a bean
 * without a name of its own. Not for several threads at once.
 */
final class TextCheck {
    private final Set<String> packagedBeans;
    private @Nullable RouteSchema schema;

    /**
     * A check of the user's files; packaged ones are as the schema says.
     *
     * @param packagedBeans names that no file may give to a bean
     */
    TextCheck(Set<String> packagedBeans) {
        this.packagedBeans = Set.copyOf(packagedBeans);
    }

    /**
     * What is wrong with some files.
     *
     * @param changed names of those to look at; one that is not there is taken as right
     * @param all what is to run together with them
     */
    List<RouteFault> check(Set<String> changed, RouteSet all) {
        List<RouteFault> faults = new ArrayList<>();
        Map<String, RouteOutline> outlines = new TreeMap<>();
        for (String name : changed) {
            RouteFile file = all.files().get(name);
            if (file != null) {
                faults.addAll(checkAlone(file, outlines));
            }
        }
        if (faults.isEmpty()) {
            outlines.forEach((name, outline) -> faults.addAll(checkBeans(all.file(name), outline, all)));
        }
        return faults;
    }

    private List<RouteFault> checkAlone(RouteFile file, Map<String, RouteOutline> outlines) {
        try {
            YamlTree tree = YamlTree.of(file.name(), file.text());
            if (file.origin() == Origin.USER) {
                List<RouteFault> faults = new ArrayList<>(schema().check(file.name(), tree));
                faults.addAll(nameless(file, tree));
                if (!faults.isEmpty()) {
                    return faults;
                }
            }
            outlines.put(file.name(), RouteOutline.of(tree, file.text()));
            return List.of();
        } catch (UnreadableFile e) {
            return List.of(e.fault());
        }
    }

    private RouteSchema schema() {
        RouteSchema read = schema;
        if (read == null) {
            read = new RouteSchema();
            schema = read;
        }
        return read;
    }

    /** Camel would make a name of its own up, under which nobody could take the route out again. */
    private static List<RouteFault> nameless(RouteFile file, YamlTree tree) {
        List<RouteFault> faults = new ArrayList<>();
        for (int entry = 0; entry < tree.json().size(); entry++) {
            JsonNode templated = tree.json().path(entry).path("templatedRoute");
            if (templated.isObject() && templated.path("routeId").asText().isBlank()) {
                YamlTree.Place place = tree.place(List.of(entry, "templatedRoute"));
                faults.add(new RouteFault(
                        file.name(),
                        place.line(),
                        place.column(),
                        "A templatedRoute needs a routeId, which no other route has: add one"));
            }
        }
        return faults;
    }

    private List<RouteFault> checkBeans(RouteFile file, RouteOutline outline, RouteSet all) {
        List<RouteFault> faults = new ArrayList<>();
        FaultPlace place = new FaultPlace(file, Set.of());
        for (String bean : outline.beans()) {
            if (packagedBeans.contains(bean)) {
                faults.add(place.at(bean, 1, "The bean '" + bean + "' is Hearthline's own: choose another name"));
            }
            all.files().values().stream()
                    .filter(other ->
                            other.origin() == Origin.USER && !other.name().equals(file.name()))
                    .filter(other -> RouteOutline.of(other).beans().contains(bean))
                    .forEach(other -> faults.add(
                            place.at(bean, 1, "The bean '" + bean + "' is declared in " + other.name() + " too")));
        }
        return faults;
    }
}
