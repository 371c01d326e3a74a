package org.hearthline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Checks route files for what Camel loads silently, and for the house's style; answers every problem that it finds. */
final class RouteCatalog {
    private static final int MOST_LINES = 120;
    private static final Pattern KEBAB = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern DOOR = Pattern.compile("\\{\\{door\\.([a-z-]+)}}");
    private static final Pattern NO_OPERATOR = Pattern.compile("'[^']*'|\"[^\"]*\"|\\$\\{[^}]*}");
    private static final Pattern OPERATOR = Pattern.compile(
            "(?<=\\s)(==|=~|!=~?|[<>]=?|!?~~|&&|\\|\\||\\?:?|!?(contains|regex|in|is|range|startsWith|endsWith))(?=\\s)");
    private static final Set<String> CODE =
            Set.of("groovy", "script", "js", "joor", "java", "python", "mvel", "ognl", "spel");
    private static final Set<String> DECIDING = Set.of(
            "aggregate",
            "choice",
            "circuitBreaker",
            "filter",
            "idempotentConsumer",
            "loadBalance",
            "multicast",
            "split",
            "throttle");
    private static final Set<String> BRANCHES = Set.of("when", "otherwise", "onFallback", "doCatch", "doFinally");
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final JsonSchema SCHEMA = schema();

    private final List<String> problems = new ArrayList<>();
    private final Map<String, String> ids = new HashMap<>();
    private final Map<String, JsonNode> templates = new HashMap<>();
    private final Map<String, String> produced = new TreeMap<>();
    private final Set<String> consumed = new TreeSet<>();
    private final Map<String, String> configurationsNamed = new TreeMap<>();
    private final Set<String> configurations = new TreeSet<>();
    private int routes;
    private int steps;

    /**
     * @param usedInJava names of {@code direct:} endpoints that Java code calls
     */
    RouteCatalog(Set<String> usedInJava) {
        usedInJava.forEach(name -> produced.put(name, "Java"));
    }

    int routes() {
        return routes;
    }

    int steps() {
        return steps;
    }

    /** Reads one file; what it says of others is checked by {@link #problems()}. */
    void add(String file, String text) {
        checkText(file, text);
        Object yaml = new Load(LoadSettings.builder().setLabel(file).build()).loadFromString(text);
        JsonNode tree = MAPPER.valueToTree(yaml);
        SCHEMA.validate(tree).forEach(message -> problem(file, "Camel's schema: " + message));
        for (JsonNode entry : tree) {
            entry.properties().forEach(item -> {
                switch (item.getKey()) {
                    case "route" -> addRoute(file, item.getValue());
                    case "routeConfiguration" -> addConfiguration(file, item.getValue());
                    case "routeTemplate" ->
                        templates.put(
                                item.getValue().path("id").asText(),
                                item.getValue().path("route"));
                    case "templatedRoute" -> addTemplated(file, item.getValue());
                    default -> problem(file, "only routes and route configurations belong here, not " + item.getKey());
                }
            });
        }
    }

    /** Everything that is wrong with the files together. */
    List<String> problems() {
        List<String> all = new ArrayList<>(problems);
        produced.forEach((name, where) -> {
            if (!consumed.contains(name)) {
                all.add(where + ": nobody consumes direct:" + name);
            }
        });
        consumed.stream()
                .filter(name -> !produced.containsKey(name))
                .forEach(name -> all.add("nobody calls direct:" + name));
        configurationsNamed.forEach((name, where) -> {
            if (!configurations.contains(name)) {
                all.add(where + ": there is no routeConfiguration " + name);
            }
        });
        return all;
    }

    private void checkText(String file, String text) {
        List<String> lines = text.lines().toList();
        if (lines.size() > MOST_LINES) {
            problem(file, lines.size() + " lines are more than " + MOST_LINES);
        }
        for (int i = 0; i < lines.size(); i++) {
            boolean head = i < 4;
            if (head != lines.get(i).strip().startsWith("#")) {
                problem(file, "line " + (i + 1) + ": comments are the first four lines, and nowhere else");
            }
        }
    }

    /** A route of a template, as Camel makes it: with its parameters in place, and its prefix before each id. */
    private void addTemplated(String file, JsonNode templated) {
        JsonNode template = templates.get(templated.path("routeTemplateRef").asText());
        if (template == null) {
            problem(
                    file,
                    "there is no routeTemplate "
                            + templated.path("routeTemplateRef").asText() + " above");
            return;
        }
        String text = template.toString();
        for (JsonNode parameter : templated.path("parameters")) {
            text = text.replace(
                    "{{" + parameter.path("name").asText() + "}}",
                    parameter.path("value").asText());
        }
        String prefixed = text.replace(
                "\"id\":\"", "\"id\":\"" + templated.path("prefixId").asText());
        try {
            ObjectNode route = (ObjectNode) MAPPER.readTree(prefixed);
            addRoute(file, route.set("id", templated.path("routeId")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void addRoute(String file, JsonNode route) {
        routes++;
        String id = checkId(file, route, "route", null);
        String where = file + ", " + id;
        if (!route.hasNonNull("description")) {
            problem(where, "the route has no description");
        }
        if (route.has("routeConfigurationId")) {
            configurationsNamed.put(route.get("routeConfigurationId").asText(), where);
        }
        JsonNode from = route.path("from");
        checkId(where, from, "from", id);
        String uri = from.path("uri").asText();
        if (uri.startsWith("direct:") && !consumed.add(uri.substring("direct:".length()))) {
            problem(where, "another route has " + uri + " already");
        }
        walk(where, id, from);
    }

    private void addConfiguration(String file, JsonNode configuration) {
        String id = configuration.path("id").asText("");
        if (!id.isEmpty()) {
            configurations.add(checkId(file, configuration, "routeConfiguration", null));
            if (!configuration.hasNonNull("description")) {
                problem(file + ", " + id, "the routeConfiguration has no description");
            }
        }
        walk(file + ", " + id, id, configuration);
    }

    /** Goes through everything in a route: steps have ids and belong to the flow, all the rest are options of steps. */
    private void walk(String where, String route, JsonNode node) {
        node.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            checkOption(where, name, value);
            for (JsonNode item : value.isArray() ? value : List.of(value)) {
                if (name.equals("steps")) {
                    item.properties().forEach(step -> checkStep(where, route, step.getKey(), step.getValue()));
                } else if (BRANCHES.contains(name)) {
                    checkId(where, item, name, route);
                }
                walk(where, route, item);
            }
        });
    }

    private void checkStep(String where, String route, String kind, JsonNode step) {
        steps++;
        String id = checkId(where, step, kind, route);
        if (DECIDING.contains(kind) && !step.hasNonNull("description")) {
            problem(where, id + " decides, and has no description");
        }
        if (kind.equals("bean") && !(step.has("ref") && step.has("method"))) {
            problem(where, id + " is a bean without ref and method");
        }
        String uri = step.path("uri").asText();
        var door = DOOR.matcher(uri);
        if (door.matches()) {
            produced.put(door.group(1), where);
            produced.put(door.group(1) + "-remote", where);
        } else if (uri.startsWith("direct:")) {
            produced.put(uri.substring("direct:".length()), where);
        }
    }

    private void checkOption(String where, String name, JsonNode value) {
        if (CODE.contains(name)) {
            problem(where, name + ": code belongs into a bean");
        }
        if (name.equals("uri") && value.asText().contains("?")) {
            problem(where, "options belong under parameters, not into " + value.asText());
        }
        if (name.equals("simple")) {
            String simple = value.isTextual()
                    ? value.asText()
                    : value.path("expression").asText();
            if (OPERATOR.matcher(NO_OPERATOR.matcher(simple).replaceAll("_"))
                            .results()
                            .count()
                    > 1) {
                problem(where, "two operators in Simple belong into a bean: " + simple);
            }
        }
    }

    private String checkId(String where, JsonNode node, String kind, String route) {
        String id = node.path("id").asText("");
        if (id.isEmpty()) {
            problem(where, kind + " has no id");
        } else if (!KEBAB.matcher(id).matches()) {
            problem(where, kind + " id is not in kebab-case: " + id);
        } else if (route != null && !id.startsWith(route + "-")) {
            problem(where, kind + " id does not begin with " + route + "-: " + id);
        }
        String other = ids.putIfAbsent(id, where);
        if (other != null && !id.isEmpty()) {
            problem(where, "id " + id + " is in " + other + " too");
        }
        return id;
    }

    private void problem(String where, String what) {
        problems.add(where + ": " + what);
    }

    private static JsonSchema schema() {
        try (InputStream json = RouteCatalog.class.getResourceAsStream("/schema/camelYamlDsl.json")) {
            return JsonSchemaFactory.getInstance(VersionFlag.V4).getSchema(MAPPER.readTree(json));
        } catch (IOException e) {
            throw new IllegalStateException("Camel's schema of YAML routes cannot be read", e);
        }
    }
}
