package org.hearthline.routes;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonMetaSchema;
import com.networknt.schema.JsonNodePath;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.NonValidationKeyword;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.ValidationMessage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.hearthline.config.Spelling;
import org.jspecify.annotations.Nullable;

/**
 * Camel's own schema of YAML routes: which steps there are, and which options they have. It takes half a second to read, so
 * make it only where a file has to be looked at. Any thread.
 *
 * <p>The schema is stricter than Camel about plain values: Camel takes a number in quotes, and a placeholder where a number is
 * expected. So plain values are made what the schema wants first, and only what is left is a fault.
 */
final class RouteSchema {
    private static final String RESOURCE = "/schema/camelYamlDsl.json";
    private static final int MOST_FAULTS = 5;
    private static final int ROUNDS = 4;
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final JsonNode definition;
    private final JsonSchema schema;

    RouteSchema() {
        try (InputStream in = RouteSchema.class.getResourceAsStream(RESOURCE)) {
            definition = new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException("Camel's schema of YAML routes cannot be read", e);
        }
        // Camel's marks of what is deprecated or internal check nothing.
        JsonMetaSchema plain = JsonMetaSchema.builder(JsonMetaSchema.getV4())
                .unknownKeywordFactory((keyword, context) -> new NonValidationKeyword(keyword))
                .build();
        schema = JsonSchemaFactory.builder()
                .defaultMetaSchemaIri(plain.getIri())
                .metaSchema(plain)
                .build()
                .getSchema(
                        definition,
                        // Read ahead, with every step within every other, it would take 240 MiB.
                        SchemaValidatorsConfig.builder()
                                .locale(Locale.ENGLISH)
                                .preloadJsonSchema(false)
                                .cacheRefs(false)
                                .build());
    }

    /** What is wrong, by line; at most five faults. */
    List<RouteFault> check(String file, YamlTree tree) {
        if (!tree.json().isArray()) {
            return List.of(new RouteFault(
                    file,
                    1,
                    1,
                    "A file of routes is a list: its first line that is no comment begins with '- route:'"));
        }
        JsonNode json = tree.json().deepCopy();
        List<ValidationMessage> messages = validate(json);
        for (int round = 0; round < ROUNDS && relax(json, messages); round++) {
            messages = validate(json);
        }
        return faults(file, tree, messages);
    }

    private List<ValidationMessage> validate(JsonNode json) {
        return new ArrayList<>(schema.validate(json));
    }

    /** Of the faults at one place only the most telling one; and none at a place within which there is another. */
    private List<RouteFault> faults(String file, YamlTree tree, List<ValidationMessage> messages) {
        Map<String, ValidationMessage> telling = new LinkedHashMap<>();
        messages.stream()
                .sorted(Comparator.comparingInt(RouteSchema::vagueness))
                .forEach(message ->
                        telling.putIfAbsent(message.getInstanceLocation().toString(), message));
        telling.values()
                .removeIf(message -> vagueness(message) > 0
                        && telling.values().stream().anyMatch(other -> isWithin(other, message)));
        return telling.values().stream()
                .map(message -> fault(file, tree, message))
                .distinct()
                .sorted(Comparator.comparingInt(RouteFault::line))
                .limit(MOST_FAULTS)
                .toList();
    }

    private static boolean isWithin(ValidationMessage inner, ValidationMessage outer) {
        List<Object> path = path(inner);
        List<Object> around = path(outer);
        return path.size() > around.size() && path.subList(0, around.size()).equals(around);
    }

    /** 0: names what is wrong; the more, the less it says. */
    private static int vagueness(ValidationMessage message) {
        return switch (message.getType()) {
            case "additionalProperties", "required", "enum" -> 0;
            case "maxProperties", "minProperties", "minItems" -> 1;
            case "type" -> 2;
            default -> 3; // oneOf, anyOf, not: that none of several shapes fits
        };
    }

    private RouteFault fault(String file, YamlTree tree, ValidationMessage message) {
        List<Object> path = path(message);
        String property = message.getProperty();
        if (message.getType().equals("additionalProperties") && property != null) {
            path.add(property);
            YamlTree.Place place = tree.place(path);
            return new RouteFault(file, place.line(), place.column(), unknown(path, property, message));
        }
        YamlTree.Place place = tree.place(path);
        return new RouteFault(file, place.line(), place.column(), words(path, message));
    }

    private String unknown(List<Object> path, String property, ValidationMessage message) {
        Object where = path.size() < 2 ? "" : path.get(path.size() - 2);
        boolean isStep = where instanceof Integer;
        String what = isStep
                ? "'" + property + "' is no step that Camel knows"
                : "'" + where + "' has no option '" + property + "'";
        return what
                + Spelling.nearest(property, allowed(message))
                        .map(near -> ": did you mean '" + near + "'?")
                        .orElse("");
    }

    private Set<String> allowed(ValidationMessage message) {
        Set<String> names = new TreeSet<>();
        String pointer =
                message.getSchemaLocation().getFragment().toString().replaceFirst("/additionalProperties$", "");
        definition.at(pointer).path("properties").fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static String words(List<Object> path, ValidationMessage message) {
        Object name = path.isEmpty() ? "the file" : path.get(path.size() - 1);
        String subject = name instanceof Integer ? "This entry" : "'" + name + "'";
        return switch (message.getType()) {
            case "required" -> subject + " lacks '" + message.getProperty() + "'";
            case "maxProperties" ->
                subject + " holds several steps: each begins with a dash of its own; look at the indentation";
            case "type", "oneOf", "anyOf", "not" ->
                subject + " has another shape here than Camel expects; look at the indentation";
            default -> subject + ": " + message.getError();
        };
    }

    private static List<Object> path(ValidationMessage message) {
        JsonNodePath location = message.getInstanceLocation();
        List<Object> path = new ArrayList<>();
        for (int i = 0; i < location.getNameCount(); i++) {
            path.add(location.getElement(i));
        }
        return path;
    }

    /** Gives plain values the type that the schema wants, where Camel would; false when there was none. */
    private static boolean relax(JsonNode json, List<ValidationMessage> messages) {
        boolean changed = false;
        for (ValidationMessage message : messages) {
            JsonNode wanted = message.getSchemaNode();
            if (message.getType().equals("type") && wanted != null && wanted.isTextual()) {
                changed |= relax(json, path(message), wanted.asText());
            }
        }
        return changed;
    }

    private static boolean relax(JsonNode json, List<Object> path, String wanted) {
        if (path.isEmpty()) {
            return false;
        }
        JsonNode parent = json;
        for (Object step : path.subList(0, path.size() - 1)) {
            parent = step instanceof Integer index ? parent.path(index) : parent.path(String.valueOf(step));
        }
        Object last = path.get(path.size() - 1);
        JsonNode value = last instanceof Integer index ? parent.path(index) : parent.path(String.valueOf(last));
        JsonNode relaxed = value.isValueNode() ? as(wanted, value) : null;
        if (relaxed == null) {
            return false;
        }
        if (parent instanceof ObjectNode object) {
            object.set(String.valueOf(last), relaxed);
        } else if (parent instanceof ArrayNode array && last instanceof Integer index) {
            array.set(index, relaxed);
        }
        return true;
    }

    private static @Nullable JsonNode as(String wanted, JsonNode value) {
        String text = value.asText();
        boolean placeholder = text.contains("{{");
        return switch (wanted) {
            case "string" -> value.isNumber() || value.isBoolean() ? JSON.textNode(text) : null;
            case "integer", "number" ->
                value.isTextual() && (placeholder || text.matches("-?\\d+(\\.\\d+)?")) ? JSON.numberNode(1) : null;
            case "boolean" ->
                value.isTextual() && (placeholder || text.matches("true|false")) ? JSON.booleanNode(true) : null;
            default -> null;
        };
    }
}
