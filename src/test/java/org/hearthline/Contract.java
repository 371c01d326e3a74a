package org.hearthline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.hearthline.config.Stage;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * The contract of the HTTP interface (openapi.yaml), and whether requests and answers keep it. Stricter than for callers: what
 * an answer holds and the contract does not name is a fault, so that nothing comes in unnoticed.
 */
final class Contract {
    static final Set<String> STAGES =
            Arrays.stream(Stage.values()).map(Stage::id).collect(Collectors.toUnmodifiableSet());

    private static final String FILE = "/openapi.yaml";
    private static final String BASE = "https://hearthline.test/contract";
    private static final Set<String> METHODS = Set.of("get", "post", "put", "patch", "delete");
    private static final Pattern PAGE_FILE = Pattern.compile("/[a-z]+\\.(html|css|js|svg)");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Contract PACKAGED = new Contract();

    private final JsonNode root;
    private final List<Operation> operations = new ArrayList<>();
    private final ArrayNode inline = MAPPER.createArrayNode();
    private final Map<JsonNode, Integer> numbers = new IdentityHashMap<>();
    private final Map<Integer, JsonSchema> schemas = new TreeMap<>();
    private final JsonSchema document;

    /**
     * One method of one path.
     *
     * @param node its description; references stay what they are
     */
    record Operation(String method, String path, JsonNode node) {
        String name() {
            return method + " " + path;
        }

        /** Described already, and to be built. */
        boolean isComing() {
            return node.path("x-coming").asBoolean();
        }

        /** The stages that answer it; none for what each process answers at its root. */
        Set<String> stages() {
            Set<String> named = texts(node.path("x-stages"));
            return named.contains("every") ? STAGES : named.contains("every-root") ? Set.of() : named;
        }

        boolean isOfEveryProcess() {
            return texts(node.path("x-stages")).stream().anyMatch(name -> name.startsWith("every"));
        }

        boolean needsKey() {
            return !node.has("security");
        }

        @Override
        public String toString() {
            return name();
        }
    }

    private Contract() {
        root = read();
        for (Map.Entry<String, JsonNode> path : root.path("paths").properties()) {
            for (Map.Entry<String, JsonNode> method : path.getValue().properties()) {
                if (METHODS.contains(method.getKey())) {
                    ObjectNode node = (ObjectNode) method.getValue();
                    path.getValue().path("parameters").forEach(node.withArray("parameters")::add);
                    operations.add(new Operation(method.getKey().toUpperCase(Locale.ROOT), path.getKey(), node));
                }
            }
        }
        collect(root.path("paths"));
        collect(root.at("/components/responses"));
        collect(root.at("/components/requestBodies"));
        ObjectNode checked = MAPPER.createObjectNode();
        ObjectNode definitions = root.at("/components/schemas").deepCopy();
        for (int i = 0; i < inline.size(); i++) {
            definitions.set(Integer.toString(i), inline.get(i).deepCopy());
        }
        close(definitions);
        checked.set("$defs", definitions);
        SchemaValidatorsConfig config =
                SchemaValidatorsConfig.builder().formatAssertionsEnabled(true).build();
        document = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                .getSchema(
                        SchemaLocation.of(BASE),
                        json(checked.toString().replace("#/components/schemas/", "#/$defs/")),
                        config);
    }

    private static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }

    static Contract packaged() {
        return PACKAGED;
    }

    JsonNode root() {
        return root;
    }

    List<Operation> operations() {
        return operations;
    }

    /** What a reference leads to; the node itself when it is none. */
    JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? root.at(node.path("$ref").asText().substring(1)) : node;
    }

    /** The operation of a request, by a path at the root of a process or below a stage. */
    Optional<Operation> find(String method, String path) {
        String[] parts = path.split("/", 3);
        boolean below = parts.length > 2 && STAGES.contains(parts[1]);
        String asked = below ? "/" + parts[2] : path;
        return operations.stream()
                .filter(one -> one.method.equals(method) && matches(one.path, asked))
                .filter(one -> !below || one.stages().contains(parts[1]))
                .min(Comparator.comparing(one -> one.path.contains("{")));
    }

    private static boolean matches(String template, String path) {
        return Pattern.matches(template.replace(".", "\\.").replaceAll("\\{[^}]+}", "[^/]+"), path);
    }

    /**
     * What an answer does that the contract does not say; empty when it keeps it. A path or method that a process does not have is
     * answered with 404 or 405 in the error form.
     *
     * @param headers the first value of one
     */
    List<String> faults(
            String method, String path, int status, Function<String, Optional<String>> headers, String body) {
        String asked = method.equals("HEAD") ? "GET" : method;
        if (asked.equals("GET") && PAGE_FILE.matcher(path).matches()) {
            return List.of();
        }
        List<String> faults = new ArrayList<>();
        Optional<Operation> operation = find(asked, path).filter(one -> !one.isComing());
        JsonNode response = operation
                .map(one -> resolved(one.node.path("responses").path(Integer.toString(status))))
                .filter(JsonNode::isObject)
                .orElseGet(() -> ofNobody(status, operation, faults));
        response.path("headers").properties().forEach(header -> {
            if (headers.apply(header.getKey()).isEmpty()) {
                faults.add("header " + header.getKey() + " is missing");
            }
        });
        if (!method.equals("HEAD")) {
            checkBody(response, headers.apply("content-type").orElse(""), body, faults);
        }
        return faults.stream()
                .map(fault -> method + " " + path + ", " + status + ": " + fault + ": " + body)
                .toList();
    }

    private JsonNode ofNobody(int status, Optional<Operation> operation, List<String> faults) {
        Set<Integer> general = Set.of(400, 401, 403, 404, 405, 415, 503);
        Set<Integer> absent = Set.of(404, 405);
        if (!(operation.isEmpty() ? general : absent).contains(status)) {
            faults.add("the contract does not name this status");
        }
        return root.at("/components/responses/" + (status == 401 ? "Unauthorized" : "NotFound"));
    }

    private void checkBody(JsonNode response, String type, String body, List<String> faults) {
        String media = type.split(";", 2)[0];
        JsonNode content = response.path("content").path(media);
        if (content.isMissingNode()) {
            faults.add("the contract does not name the content type " + media);
        } else if (content.has("x-line")) {
            body.lines().forEach(line -> faults.addAll(validate(content.path("x-line"), line)));
        } else if (media.equals("application/json")) {
            faults.addAll(validate(content.path("schema"), body));
        }
    }

    /** What is wrong with the JSON body of a request that was accepted. */
    List<String> requestFaults(String method, String path, String body) {
        return find(method, path)
                .map(one -> resolved(one.node.path("requestBody")).at("/content/application~1json/schema"))
                .filter(JsonNode::isObject)
                .map(schema -> validate(schema, body))
                .orElse(List.of());
    }

    /** What is wrong with an example. */
    List<String> validate(JsonNode schema, String json) {
        try {
            return schema(schema).validate(MAPPER.readTree(json)).stream()
                    .map(Object::toString)
                    .toList();
        } catch (IOException e) {
            return List.of("no JSON: " + e.getMessage());
        }
    }

    private synchronized JsonSchema schema(JsonNode node) {
        Integer number = numbers.get(node);
        if (number == null) {
            throw new IllegalArgumentException("Not a schema of a request or an answer: " + node);
        }
        return schemas.computeIfAbsent(
                number,
                index -> document.getRefSchema(
                        SchemaLocation.of(BASE + "#/$defs/" + index).getFragment()));
    }

    /** Every schema of a body gets a number, by which the validator finds it in a document where all references hold. */
    private void collect(JsonNode node) {
        for (String name : List.of("schema", "x-line")) {
            if (node.path(name).isObject()) {
                numbers.put(node.path(name), inline.size());
                inline.add(node.path(name));
            }
        }
        node.forEach(this::collect);
    }

    /** Objects that name their members have no others, and what only people read is left out. */
    private static void close(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties()
                    .removeIf(member -> member.getKey().startsWith("x-")
                            || Set.of("example", "examples").contains(member.getKey()));
            if (object.path("properties").isObject() && !object.has("additionalProperties")) {
                object.put("additionalProperties", false);
            }
        }
        node.forEach(Contract::close);
    }

    static Set<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static JsonNode read() {
        try (InputStream in = Contract.class.getResourceAsStream(FILE)) {
            // A tree of its own for each alias: nodes are told apart by identity.
            return MAPPER.readTree(
                    MAPPER.writeValueAsBytes(new Load(LoadSettings.builder().build()).loadFromInputStream(in)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
