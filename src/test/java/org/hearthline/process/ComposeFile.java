package org.hearthline.process;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * A Compose file, with its anchors merged as Compose merges them.
 *
 * @param text as it stands
 */
record ComposeFile(String text, JsonNode tree) {
    /** {@code ${NAME:?what to do}}, {@code ${NAME:-default}}. */
    static final Pattern VARIABLE = Pattern.compile("\\$\\{(\\w+)(:[?-])?([^}]*)}");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    static ComposeFile read(String name) {
        try {
            String text = Files.readString(Path.of("docker", name));
            return new ComposeFile(text, merged(yaml(text)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode yaml(String text) {
        return MAPPER.valueToTree(
                new Load(LoadSettings.builder().setAllowDuplicateKeys(false).build()).loadFromString(text));
    }

    /** What stands below {@code <<} is there unless it is said anew. */
    private static JsonNode merged(JsonNode node) {
        if (node instanceof ArrayNode list) {
            ArrayNode all = MAPPER.createArrayNode();
            list.forEach(item -> all.add(merged(item)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode all = MAPPER.createObjectNode();
        if (object.get("<<") instanceof ObjectNode base) {
            all.setAll((ObjectNode) merged(base));
        }
        object.properties().forEach(field -> {
            if (!field.getKey().equals("<<")) {
                all.set(field.getKey(), merged(field.getValue()));
            }
        });
        return all;
    }

    JsonNode service(String name) {
        JsonNode service = tree.at("/services/" + name);
        if (service.isMissingNode()) {
            throw new AssertionError("no service " + name);
        }
        return service;
    }

    /** All of them, by name. */
    Map<String, JsonNode> services() {
        return members(tree.get("services"));
    }

    /** Those whose image is Hearthline's. */
    Map<String, JsonNode> ours() {
        Map<String, JsonNode> ours = services();
        ours.values().removeIf(service -> !service.path("image").asText().startsWith("hearthline:"));
        return ours;
    }

    /** As a container has it, where each variable that must be given was given something. */
    static Map<String, String> environment(JsonNode service) {
        return members(service.path("environment")).entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey,
                        entry -> VARIABLE.matcher(entry.getValue().asText())
                                .replaceAll(found ->
                                        ":-".equals(found.group(2)) ? found.group(3) : given(found.group(1)))));
    }

    private static String given(String variable) {
        return variable.endsWith("_URL") ? "http://homeassistant.example:8123" : "given-by-whoever-starts-it";
    }

    /** The names of what has to be given. */
    Set<String> required() {
        return VARIABLE.matcher(text)
                .results()
                .filter(found -> !":-".equals(found.group(2)))
                .map(found -> found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    static Map<String, JsonNode> members(JsonNode object) {
        Map<String, JsonNode> members = new LinkedHashMap<>();
        object.properties().forEach(field -> members.put(field.getKey(), field.getValue()));
        return members;
    }
}
