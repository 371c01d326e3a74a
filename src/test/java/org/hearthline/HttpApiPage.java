package org.hearthline;

import static java.util.stream.Collectors.joining;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.hearthline.Contract.Operation;

/** docs/http-api.md, made from the contract. What is still to come is left out. */
final class HttpApiPage {
    private static final String BASE = "localhost:8080";

    private final Contract contract;
    private final StringBuilder page = new StringBuilder();
    private final Set<String> forms = new LinkedHashSet<>();

    private HttpApiPage(Contract contract) {
        this.contract = contract;
    }

    static String of(Contract contract) {
        HttpApiPage made = new HttpApiPage(contract);
        made.write();
        return made.page.toString();
    }

    private void write() {
        line("<!-- Made from src/main/resources/openapi.yaml by HttpApiPageTest; changes belong there. -->");
        line("# HTTP API\n");
        line(contract.root().at("/info/description").asText());
        line("## Endpoints\n");
        line("| Request | Stage | What it does |\n|---|---|---|");
        eachTag(tag -> operations(tag).forEach(this::row));
        line("");
        eachTag(this::chapter);
        errors();
        line("## Forms\n");
        line("What is not needed may be missing. An answer may get members that are not here: leave them alone.\n");
        // Forms name forms.
        for (int i = 0; i < forms.size(); i++) {
            form(forms.stream().skip(i).findFirst().orElseThrow());
        }
        while (page.toString().endsWith("\n\n")) {
            page.setLength(page.length() - 1);
        }
    }

    private void eachTag(Consumer<JsonNode> action) {
        contract.root().path("tags").forEach(action);
    }

    private Stream<Operation> operations(JsonNode tag) {
        return contract.operations().stream()
                .filter(one -> !one.isComing())
                .filter(one -> one.node()
                        .path("tags")
                        .path(0)
                        .asText()
                        .equals(tag.path("name").asText()));
    }

    private void row(Operation operation) {
        String stages = operation.isOfEveryProcess()
                ? "every"
                : operation.stages().stream().map(stage -> "`" + stage + "`").collect(joining(", "));
        line("| [`" + operation.name() + "`](#" + anchor(operation) + ") | " + stages + " | "
                + operation.node().path("summary").asText() + " |");
    }

    /** As headings are made into anchors. */
    private static String anchor(Operation operation) {
        return operation
                .name()
                .toLowerCase(Locale.ROOT)
                .replaceAll("[^a-z0-9 _-]", "")
                .replace(' ', '-');
    }

    private void chapter(JsonNode tag) {
        line("## " + tag.path("x-title").asText() + "\n");
        line(tag.path("description").asText().strip() + "\n");
        operations(tag).forEach(this::operation);
    }

    private void operation(Operation operation) {
        JsonNode node = operation.node();
        String summary = node.path("summary").asText();
        line("### `" + operation.name() + "`\n");
        line(Character.toUpperCase(summary.charAt(0)) + summary.substring(1) + ".\n");
        if (node.has("description")) {
            line(node.path("description").asText().strip() + "\n");
        }
        parameters(node);
        body(node);
        curl(operation);
        answers(node);
    }

    private void parameters(JsonNode node) {
        if (node.path("parameters").isEmpty()) {
            return;
        }
        line("| Parameter | In | Meaning |\n|---|---|---|");
        for (JsonNode given : node.path("parameters")) {
            JsonNode parameter = contract.resolved(given);
            String text = parameter.path("description").asText();
            String bounds = bounds(contract.resolved(parameter.path("schema")));
            line("| `" + parameter.path("name").asText() + "`"
                    + (parameter.path("required").asBoolean() ? ", needed" : "") + " | "
                    + parameter.path("in").asText() + " | " + text
                    + (text.isEmpty() || bounds.isEmpty() ? "" : "; ") + bounds + " |");
        }
        line("");
    }

    private void body(JsonNode node) {
        JsonNode body = contract.resolved(node.path("requestBody"));
        if (body.isMissingNode()) {
            return;
        }
        JsonNode schema = body.at("/content/application~1json/schema");
        line((body.has("description") ? body.path("description").asText().strip() + " " : "") + "Body: " + type(schema)
                + ".\n");
    }

    /** A request that can be tried, where there is something to try. */
    private void curl(Operation operation) {
        JsonNode body = contract.resolved(operation.node().path("requestBody")).at("/content/application~1json");
        JsonNode example = body.has("example")
                ? body.path("example")
                : body.path("examples").path("flat").path("value");
        String query = parameters(operation, "query")
                .map(parameter -> parameter.path("name").asText() + "=" + escaped(parameter.path("example")))
                .collect(joining("&"));
        String path = operation.path();
        for (JsonNode parameter : parameters(operation, "path").toList()) {
            path = path.replace(
                    "{" + parameter.path("name").asText() + "}",
                    parameter.path("example").asText());
        }
        boolean implied = operation.method().equals(example.isMissingNode() ? "GET" : "POST");
        String address = BASE + path + (query.isEmpty() ? "" : "?" + query);
        line("```sh\ncurl -s " + (implied ? "" : "-X " + operation.method() + " ")
                + (query.isEmpty() ? address : "'" + address + "'")
                + (example.isMissingNode() ? "" : " -H 'Content-Type: application/json' \\\n  -d '" + example + "'")
                + "\n```\n");
    }

    private Stream<JsonNode> parameters(Operation operation, String in) {
        return StreamSupport.stream(operation.node().path("parameters").spliterator(), false)
                .map(contract::resolved)
                .filter(parameter -> parameter.path("in").asText().equals(in) && parameter.has("example"));
    }

    private static String escaped(JsonNode example) {
        String text = example.isArray() ? String.join(",", Contract.texts(example)) : example.asText();
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private void answers(JsonNode node) {
        Set<String> problems = new TreeSet<>();
        for (Map.Entry<String, JsonNode> answer : node.path("responses").properties()) {
            JsonNode response = contract.resolved(answer.getValue());
            JsonNode content = response.path("content");
            if (content.at("/application~1json/schema/$ref").asText().endsWith("/Problem")) {
                problems.add(answer.getKey());
            } else {
                content.properties().forEach(media -> answer(answer.getKey(), response, media));
            }
        }
        line("Else: "
                + problems.stream().map(status -> "[" + status + "](#errors)").collect(joining(", ")) + ".\n");
    }

    private void answer(String status, JsonNode response, Map.Entry<String, JsonNode> media) {
        JsonNode content = media.getValue();
        boolean json = media.getKey().equals("application/json");
        String form = json
                ? type(content.path("schema"))
                : "`" + media.getKey() + "`"
                        + (content.has("x-line") ? ", one " + type(content.path("x-line")) + " per line" : "");
        line("**" + status + "** " + form + ". " + response.path("description").asText() + "\n");
        if (content.has("example")) {
            line("```json\n" + content.path("example") + "\n```\n");
        }
        content.path("examples").forEach(example -> {
            line(capital(example.path("summary").asText()) + ":\n");
            line("```json\n" + example.path("value") + "\n```\n");
        });
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private void errors() {
        line("## Errors\n");
        line("Every no has one form:\n");
        line("""
                ```json
                {"success":false,"error":{"code":"VALIDATION_ERROR","message":"Invalid event format","details":{"field":"entity_id","issue":"Not an entity id: 'cellar'","expected":"domain.object_id of lower-case letters, digits and _, at most 255 characters"}},"timestamp":"2026-11-21T11:43:01.673505632Z","correlation_id":"c3954b10-a039-4281-a7c0-338a45cacaa6"}
                ```
                """);
        line("<!-- error codes -->\n| Code | Status | When |\n|---|---|---|");
        contract.root()
                .at("/components/schemas/ErrorCode/oneOf")
                .forEach(code -> line("| `" + code.path("const").asText() + "` | "
                        + code.path("x-status").asText() + " | "
                        + code.path("description").asText() + " |"));
        line("");
    }

    private void form(String name) {
        JsonNode schema = contract.root().at("/components/schemas/" + name);
        line("### " + name + "\n");
        if (schema.has("description")) {
            line(schema.path("description").asText().strip() + "\n");
        }
        if (schema.has("anyOf")) {
            line("One of: " + types(schema.path("anyOf")) + ".\n");
        }
        schema.path("oneOf").forEach(way -> {
            if (way.has("properties")) {
                members(way);
            }
        });
        if (schema.has("properties")) {
            members(schema);
        }
    }

    private void members(JsonNode schema) {
        Set<String> needed = Contract.texts(schema.path("required"));
        line("| Member | Type | Meaning |\n|---|---|---|");
        members("", schema, needed);
        schema.path("patternProperties")
                .properties()
                .forEach(member -> line("| `" + member.getKey().substring(1) + "…` | " + type(member.getValue()) + " | "
                        + member.getValue().path("description").asText() + " |"));
        line("");
    }

    private void members(String prefix, JsonNode schema, Set<String> needed) {
        schema.path("properties").properties().forEach(member -> {
            JsonNode value = member.getValue();
            String name = prefix + member.getKey();
            line("| `" + name + "`" + (needed.contains(member.getKey()) ? "" : "?") + " | " + type(value) + " | "
                    + value.path("description").asText() + " |");
            for (JsonNode inner : new JsonNode[] {value, value.path("items"), value.path("additionalProperties")}) {
                if (inner.has("properties")) {
                    String step = inner == value ? "." : inner == value.path("items") ? "[]." : ".*.";
                    members(name + step, inner, Contract.texts(inner.path("required")));
                }
            }
        });
    }

    private String types(JsonNode schemas) {
        return StreamSupport.stream(schemas.spliterator(), false)
                .map(this::type)
                .collect(joining(" or "));
    }

    /** What a value is, in words; forms get a chapter of their own. */
    private String type(JsonNode schema) {
        String reference = schema.path("$ref").asText();
        if (!reference.isEmpty()) {
            JsonNode target = contract.resolved(schema);
            String name = reference.substring(reference.lastIndexOf('/') + 1);
            boolean simple = !target.has("properties") && !target.has("anyOf") && !target.has("oneOf");
            if (simple || name.equals("ErrorCode") || name.equals("QueryTime")) {
                return name.equals("ErrorCode") ? "[error code](#errors)" : type(target);
            }
            forms.add(name);
            return "[" + name + "](#" + name.toLowerCase(Locale.ROOT) + ")";
        }
        if (schema.has("allOf")) {
            return types(schema.path("allOf"));
        }
        for (String choice : new String[] {"oneOf", "anyOf"}) {
            if (schema.has(choice) && !schema.has("type")) {
                return types(schema.path(choice));
            }
        }
        if (schema.has("enum")) {
            return Contract.texts(schema.path("enum")).stream()
                    .map(text -> "`" + text + "`")
                    .collect(joining(", "));
        }
        if (schema.has("const")) {
            return "`" + schema.path("const").asText() + "`";
        }
        if (schema.path("type").asText().equals("array")) {
            return "array of " + (schema.path("items").has("properties") ? "objects" : type(schema.path("items")));
        }
        String type = schema.path("type").isArray()
                ? String.join(" or ", Contract.texts(schema.path("type")))
                : schema.path("type").asText("any JSON");
        return switch (schema.path("format").asText()) {
            case "date-time" -> "time";
            case "uuid" -> "UUID";
            default -> type;
        };
    }

    private static String bounds(JsonNode schema) {
        String range = schema.has("minimum")
                ? schema.path("minimum").asText() + " to "
                        + schema.path("maximum").asText()
                : "";
        String absent = schema.has("default")
                ? (range.isEmpty() ? "" : ", ") + schema.path("default").asText() + " without"
                : "";
        String choice = schema.has("enum") ? "`" + String.join("`, `", Contract.texts(schema.path("enum"))) + "`" : "";
        return range + absent + (absent.isEmpty() || choice.isEmpty() ? "" : "; ") + choice;
    }

    private void line(String text) {
        page.append(text).append('\n');
    }
}
