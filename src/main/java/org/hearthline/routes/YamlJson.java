package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** YAML as the JSON that a schema speaks of. What JSON cannot say is no file of routes. */
final class YamlJson {
    /** Deeper than any route; YAML's aliases can make a tree that never ends. */
    private static final int MOST_LEVELS = 60;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final String file;

    private YamlJson(String file) {
        this.file = file;
    }

    /**
     * The JSON of a file.
     *
     * @throws UnreadableFile when it nests too deep, or has a name that is a list, or one twice
     */
    static JsonNode of(String file, Node root) throws UnreadableFile {
        return new YamlJson(file).json(root, 0);
    }

    private JsonNode json(Node node, int level) throws UnreadableFile {
        if (level > MOST_LEVELS) {
            throw new UnreadableFile(at(node, "Nested more than " + MOST_LEVELS + " levels deep"));
        }
        if (node instanceof SequenceNode sequence) {
            ArrayNode array = JSON.arrayNode();
            for (Node item : sequence.getValue()) {
                array.add(json(item, level + 1));
            }
            return array;
        }
        return node instanceof MappingNode mapping ? object(mapping, level) : scalar((ScalarNode) node);
    }

    private ObjectNode object(MappingNode mapping, int level) throws UnreadableFile {
        ObjectNode object = JSON.objectNode();
        for (NodeTuple member : mapping.getValue()) {
            if (!(member.getKeyNode() instanceof ScalarNode key)) {
                throw new UnreadableFile(at(member.getKeyNode(), "A name is expected here, not a list or map"));
            }
            if (object.has(key.getValue())) {
                throw new UnreadableFile(at(key, "'" + key.getValue() + "' stands here a second time"));
            }
            object.set(key.getValue(), json(member.getValueNode(), level + 1));
        }
        return object;
    }

    private RouteFault at(Node node, String message) {
        YamlTree.Place place = YamlTree.place(node);
        return new RouteFault(file, place.line(), place.column(), message);
    }

    private static JsonNode scalar(ScalarNode node) {
        String text = node.getValue();
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return JSON.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return JSON.booleanNode(Boolean.parseBoolean(text));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return JSON.numberNode(Long.parseLong(text));
            }
            return tag.equals(Tag.FLOAT) ? JSON.numberNode(Double.parseDouble(text)) : JSON.textNode(text);
        } catch (NumberFormatException e) { // 0x1F, .inf: no route holds them, and they are text then.
            return JSON.textNode(text);
        }
    }
}
