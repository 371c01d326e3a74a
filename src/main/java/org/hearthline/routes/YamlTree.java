package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A file's YAML as a tree that knows its places. Immutable. */
final class YamlTree {
    private final String text;
    private final Node root;
    private final JsonNode json;

    /** Where something stands, from 1. */
    record Place(int line, int column) {
        static final Place UNKNOWN = new Place(0, 0);
    }

    private YamlTree(String text, Node root, JsonNode json) {
        this.text = text;
        this.root = root;
        this.json = json;
    }

    /**
     * Reads a text.
     *
     * @throws UnreadableFile when it is no YAML, empty, or too large with its aliases written out
     */
    static YamlTree of(String file, String text) throws UnreadableFile {
        LoadSettings settings = LoadSettings.builder().setLabel(file).build();
        try {
            Optional<Node> root = new Compose(settings).composeString(text);
            if (root.isEmpty() || root.get().getTag().equals(Tag.NULL)) {
                throw new UnreadableFile(
                        RouteFault.of(
                                file,
                                "The file holds nothing. Delete it if it is not wanted: a packaged file of its name comes back"));
            }
            Optional<RouteFault> tooLarge = YamlSize.fault(file, root.get());
            if (tooLarge.isPresent()) {
                throw new UnreadableFile(tooLarge.get());
            }
            return new YamlTree(text, root.get(), YamlJson.of(file, root.get()));
        } catch (MarkedYamlEngineException e) {
            throw new UnreadableFile(fault(file, e));
        } catch (YamlEngineException e) {
            throw new UnreadableFile(RouteFault.of(file, "No YAML: " + e.getMessage()));
        } catch (StackOverflowError e) { // The library reads what is nested by calling itself.
            throw new UnreadableFile(RouteFault.of(file, "Nested far too deep"));
        }
    }

    private static RouteFault fault(String file, MarkedYamlEngineException e) {
        Place place = e.getProblemMark().map(YamlTree::place).orElse(Place.UNKNOWN);
        String began = e.getContextMark()
                .filter(mark -> mark.getLine() + 1 != place.line)
                .map(mark -> ", which began in line " + (mark.getLine() + 1))
                .orElse("");
        String context = e.getContext() == null ? "" : " (" + e.getContext() + began + ")";
        return new RouteFault(file, place.line, place.column, "No YAML: " + e.getProblem() + context);
    }

    /** As the schema sees it. */
    JsonNode json() {
        return json;
    }

    /**
     * Where a thing stands.
     *
     * @param path names of members and numbers of items, from the root; what is beyond the tree is left out
     */
    Place place(List<?> path) {
        Node node = root;
        Place place = place(node);
        for (Object step : path) {
            NodeTuple member = member(node, step);
            Node item = member == null ? item(node, step) : member.getValueNode();
            if (item == null) {
                return place;
            }
            node = item;
            place = place(member == null ? item : member.getKeyNode());
        }
        return place;
    }

    /** The text with an empty list for a member of its list's entries, however those are written. Lines stay where they are. */
    String without(String name) {
        StringBuilder left = new StringBuilder();
        int done = 0;
        for (Node entry : root instanceof SequenceNode list ? list.getValue() : List.<Node>of()) {
            NodeTuple member = member(entry, name);
            if (member != null && member.getValueNode() instanceof SequenceNode items) {
                int begin = index(member.getKeyNode().getStartMark());
                int end = index(items.getEndMark());
                if (begin >= done && end > begin) { // Otherwise it is an alias of what stands elsewhere.
                    left.append(text, done, begin).append(name).append(": []");
                    left.append(lineEnds(text.substring(begin, end)));
                    done = end;
                }
            }
        }
        return left.append(text.substring(done)).toString();
    }

    /** A block ends behind the indentation of what follows it. */
    private static String lineEnds(String piece) {
        String last = piece.substring(piece.lastIndexOf('\n') + 1);
        return piece.replaceAll("[^\n]", "") + (last.isBlank() ? last : "");
    }

    /** YAML counts characters outside the basic plane as one. */
    private int index(Optional<Mark> mark) {
        return text.offsetByCodePoints(0, mark.map(Mark::getIndex).orElse(0));
    }

    /** Tells each id of a route or step, and the line where that begins. */
    void ids(ObjIntConsumer<String> each) {
        ids(root, place(root).line, each);
    }

    private static void ids(Node node, int begins, ObjIntConsumer<String> each) {
        if (node instanceof SequenceNode sequence) {
            sequence.getValue().forEach(item -> ids(item, place(item).line, each));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                if (member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals("id")
                        && member.getValueNode() instanceof ScalarNode id) {
                    each.accept(id.getValue(), begins);
                }
                templated(member, each);
                ids(member.getValueNode(), place(member.getKeyNode()).line, each);
            }
        }
    }

    private static void templated(NodeTuple member, ObjIntConsumer<String> each) {
        if (member.getKeyNode() instanceof ScalarNode key && key.getValue().equals("templatedRoute")) {
            NodeTuple named = member(member.getValueNode(), "routeId");
            if (named != null && named.getValueNode() instanceof ScalarNode id) {
                each.accept(id.getValue(), place(key).line);
            }
        }
    }

    private static @Nullable NodeTuple member(Node node, Object name) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple member : mapping.getValue()) {
                if (member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(String.valueOf(name))) {
                    return member;
                }
            }
        }
        return null;
    }

    private static @Nullable Node item(Node node, Object number) {
        return node instanceof SequenceNode sequence
                        && number instanceof Integer index
                        && index < sequence.getValue().size()
                ? sequence.getValue().get(index)
                : null;
    }

    static Place place(Node node) {
        return node.getStartMark().map(YamlTree::place).orElse(Place.UNKNOWN);
    }

    private static Place place(Mark mark) {
        return new Place(mark.getLine() + 1, mark.getColumn() + 1);
    }
}
