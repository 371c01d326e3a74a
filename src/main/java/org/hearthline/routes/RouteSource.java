package org.hearthline.routes;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.SequenceNode;

/** Finds the piece of a file of routes that makes one of them. */
final class RouteSource {
    private RouteSource() {}

    /**
     * The entry of the file's list that holds a line, from its dash on, without what stands behind it.
     *
     * @param text of the whole file
     * @param line from 1
     */
    static Optional<String> around(String text, int line) {
        List<String> lines = text.lines().toList();
        try {
            return new Compose(LoadSettings.builder().build())
                    .composeString(text)
                    .filter(SequenceNode.class::isInstance)
                    .map(SequenceNode.class::cast)
                    .flatMap(list -> list.getValue().stream()
                            .filter(item -> holds(item, line - 1))
                            .findFirst())
                    .map(item -> piece(lines, item));
        } catch (YamlEngineException e) {
            return Optional.empty(); // Not the text that the route was made from.
        }
    }

    private static boolean holds(Node item, int line) {
        return start(item) <= line && line < end(item);
    }

    private static String piece(List<String> lines, Node item) {
        int end = Math.min(end(item), lines.size());
        while (end > start(item) + 1 && isBetween(lines.get(end - 1))) {
            end--;
        }
        return String.join("\n", lines.subList(start(item), end)) + "\n";
    }

    private static boolean isBetween(String line) {
        return line.isBlank() || line.startsWith("#");
    }

    private static int start(Node item) {
        return item.getStartMark().map(Mark::getLine).orElse(0);
    }

    /** A block ends where the next thing begins, what stands in braces with the line of the last one. */
    private static int end(Node item) {
        boolean braces = item instanceof MappingNode map && map.getFlowStyle() == FlowStyle.FLOW;
        int line = item.getEndMark().map(Mark::getLine).orElse(0);
        return Math.max(start(item) + 1, braces ? line + 1 : line);
    }
}
