package org.hearthline.routes;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** In which lines of a file something has which id. Camel's own line numbers are one too low where a step stands in one line. */
final class RouteLines {
    static final RouteLines NONE = new RouteLines(Map.of());

    private final Map<String, List<Integer>> byId;

    private RouteLines(Map<String, List<Integer>> byId) {
        this.byId = byId;
    }

    /** Of a file; one that is no YAML has none. */
    static RouteLines of(RouteFile file) {
        try {
            Map<String, List<Integer>> lines = new HashMap<>();
            YamlTree.of(file.name(), file.text())
                    .ids((id, line) ->
                            lines.computeIfAbsent(id, key -> new ArrayList<>()).add(line));
            return new RouteLines(lines);
        } catch (UnreadableFile e) {
            return NONE;
        }
    }

    /** The first line of what has an id. */
    int first(String id, int otherwise) {
        List<Integer> lines = byId.get(id);
        return lines == null ? Math.max(0, otherwise) : lines.get(0);
    }

    /** The last such line: where the id was given a second time. */
    int last(String id, int otherwise) {
        List<Integer> lines = byId.get(id);
        return lines == null ? Math.max(0, otherwise) : lines.get(lines.size() - 1);
    }
}
