package org.hearthline.routes.cases;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.YamlSize;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/** A part of a YAML file that knows where it stands. */
record Yaml(String file, Node node) {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** Home Assistant's states are text, also those that YAML takes for numbers. */
    private static final Set<String> TEXTS = Set.of("state", "old_state");

    /**
     * The whole of a file.
     *
     * @throws BrokenCases when it is no YAML, or empty
     */
    static Yaml parse(String file, String text) throws BrokenCases {
        try {
            Node root = new Compose(LoadSettings.builder()
                            .setLabel(file)
                            .setAllowDuplicateKeys(false)
                            .build())
                    .composeString(text)
                    .orElseThrow(() -> new BrokenCases(List.of(RouteFault.of(file, "The file holds no cases"))));
            Optional<RouteFault> tooLarge = YamlSize.fault(file, root);
            if (tooLarge.isPresent()) {
                throw new BrokenCases(List.of(tooLarge.get()));
            }
            return new Yaml(file, root);
        } catch (MarkedYamlEngineException e) {
            int line = e.getProblemMark().map(mark -> mark.getLine() + 1).orElse(0);
            int column = e.getProblemMark().map(mark -> mark.getColumn() + 1).orElse(0);
            throw new BrokenCases(List.of(new RouteFault(file, line, column, "No YAML: " + e.getProblem())));
        } catch (YamlEngineException e) {
            throw new BrokenCases(List.of(RouteFault.of(file, "No YAML: " + e.getMessage())));
        } catch (StackOverflowError e) { // The library reads what is nested by calling itself.
            throw new BrokenCases(List.of(RouteFault.of(file, "Nested far too deep")));
        }
    }

    int line() {
        return node.getStartMark().map(mark -> mark.getLine() + 1).orElse(0);
    }

    RouteFault fault(String message) {
        int column = node.getStartMark().map(mark -> mark.getColumn() + 1).orElse(0);
        return new RouteFault(file, line(), column, message);
    }

    boolean isMapping() {
        return node instanceof MappingNode;
    }

    boolean isList() {
        return node instanceof SequenceNode;
    }

    List<Yaml> items() {
        return node instanceof SequenceNode list
                ? list.getValue().stream().map(item -> new Yaml(file, item)).toList()
                : List.of();
    }

    /** By key, in order. */
    Map<String, Yaml> members() {
        Map<String, Yaml> members = new LinkedHashMap<>();
        if (node instanceof MappingNode mapping) {
            for (NodeTuple tuple : mapping.getValue()) {
                members.put(key(tuple), new Yaml(file, tuple.getValueNode()));
            }
        }
        return members;
    }

    /** A scalar as it is written; empty for anything else. */
    String text() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    ObjectNode object() {
        return (ObjectNode) json();
    }

    JsonNode json() {
        if (node instanceof MappingNode mapping) {
            ObjectNode object = MAPPER.createObjectNode();
            for (NodeTuple tuple : mapping.getValue()) {
                Yaml value = new Yaml(file, tuple.getValueNode());
                object.set(key(tuple), TEXTS.contains(key(tuple)) ? value.jsonOfText() : value.json());
            }
            return object;
        }
        if (node instanceof SequenceNode) {
            ArrayNode array = MAPPER.createArrayNode();
            items().forEach(item -> array.add(item.json()));
            return array;
        }
        return scalar();
    }

    private JsonNode jsonOfText() {
        return node instanceof ScalarNode && !node.getTag().equals(Tag.NULL)
                ? JsonNodeFactory.instance.textNode(text())
                : json();
    }

    private JsonNode scalar() {
        JsonNodeFactory json = JsonNodeFactory.instance;
        Tag tag = node.getTag();
        if (tag.equals(Tag.NULL)) {
            return json.nullNode();
        }
        if (tag.equals(Tag.BOOL)) {
            return json.booleanNode(Boolean.parseBoolean(text()));
        }
        try {
            if (tag.equals(Tag.INT)) {
                return json.numberNode(Long.parseLong(text()));
            }
            if (tag.equals(Tag.FLOAT)) {
                return json.numberNode(Double.parseDouble(text()));
            }
        } catch (NumberFormatException e) {
            return json.textNode(text()); // hexadecimal and the like: as it is written
        }
        return json.textNode(text());
    }

    private static String key(NodeTuple tuple) {
        return tuple.getKeyNode() instanceof ScalarNode key ? key.getValue() : "";
    }
}
