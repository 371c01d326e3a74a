package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.ProcessorDefinitionHelper;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.jspecify.annotations.Nullable;

/** Who calls whom through {@code direct:}, and who listens at which path: read from routes that need not run. */
final class RouteGraph {
    static final String DIRECT = "direct:";
    static final String HTTP = "platform-http:";

    /**
     * One route.
     *
     * @param unit file or group that it belongs to
     * @param from address of its endpoint without options
     * @param definition where it stands
     * @param calls steps that call a {@code direct:} endpoint
     */
    record Node(String unit, String id, String from, RouteDefinition definition, List<Call> calls) {
        /** The name behind {@code direct:}; empty for another endpoint. */
        String door() {
            return from.startsWith(DIRECT) ? from.substring(DIRECT.length()) : "";
        }

        boolean isHttp() {
            return from.startsWith(HTTP);
        }
    }

    /** A step that calls another route. */
    record Call(String door, String step, int line) {}

    private final List<Node> nodes = new ArrayList<>();
    private final Map<String, Node> byId = new LinkedHashMap<>();

    /**
     * Of routes that are to run, also those that Camel makes of templates when it starts.
     *
     * @param builders by name of the unit; they have been configured
     */
    static RouteGraph of(Map<String, RouteBuilder> builders, CamelContext camel) {
        RouteGraph graph = new RouteGraph();
        TemplatedRoutes templated = new TemplatedRoutes(builders.values());
        builders.forEach((unit, builder) -> {
            graph.add(unit, builder.getRouteCollection().getRoutes(), camel);
            graph.add(unit, templated.of(builder), camel);
        });
        return graph;
    }

    /** Adds those of a unit's routes that run here, by their precondition. */
    void add(String unit, Collection<RouteDefinition> routes, CamelContext camel) {
        for (RouteDefinition route : routes) {
            if (RoutePresence.runs(route, camel)) {
                Node node = node(unit, route, camel);
                nodes.add(node);
                byId.putIfAbsent(node.id, node);
            }
        }
    }

    private static Node node(String unit, RouteDefinition route, CamelContext camel) {
        String from = route.getInput() == null
                ? ""
                : RoutePresence.address(route, route.getInput().getEndpointUri(), camel);
        List<Call> calls = new ArrayList<>();
        for (ProcessorDefinition<?> step : steps(route)) {
            String uri = RoutePresence.address(route, uri(step), camel);
            if (uri.startsWith(DIRECT) && !uri.contains("${")) {
                calls.add(new Call(uri.substring(DIRECT.length()), String.valueOf(step.getId()), step.getLineNumber()));
            }
        }
        return new Node(unit, String.valueOf(route.getRouteId()), from, route, calls);
    }

    private static @Nullable String uri(ProcessorDefinition<?> step) {
        if (step instanceof EndpointRequiredDefinition to) {
            return to.getEndpointUri();
        }
        return step instanceof ToDynamicDefinition to ? to.getUri() : null;
    }

    /** Without those that its routeConfiguration adds. */
    static List<ProcessorDefinition<?>> ownSteps(RouteDefinition route) {
        List<ProcessorDefinition<?>> own = new ArrayList<>();
        for (ProcessorDefinition<?> step : route.getOutputs()) {
            if (!step.isAbstract()) {
                own.add(step);
                for (Object inner :
                        ProcessorDefinitionHelper.filterTypeInOutputs(step.getOutputs(), ProcessorDefinition.class)) {
                    own.add((ProcessorDefinition<?>) inner);
                }
            }
        }
        return own;
    }

    static List<ProcessorDefinition<?>> steps(RouteDefinition route) {
        List<ProcessorDefinition<?>> steps = new ArrayList<>();
        for (Object step :
                ProcessorDefinitionHelper.filterTypeInOutputs(route.getOutputs(), ProcessorDefinition.class)) {
            steps.add((ProcessorDefinition<?>) step);
        }
        return steps;
    }

    /** All of them, also those that have the same id by mistake. */
    Collection<Node> nodes() {
        return nodes;
    }

    @Nullable
    Node node(String id) {
        return byId.get(id);
    }

    /** Names of the {@code direct:} endpoints that somebody listens to. */
    Set<String> doors() {
        Set<String> doors = new TreeSet<>();
        nodes.forEach(node -> doors.add(node.door()));
        doors.remove("");
        return doors;
    }

    /** Some routes in an order in which each comes before those that it calls. */
    List<String> callersFirst(Collection<String> ids) {
        List<String> calledFirst = new ArrayList<>();
        Set<String> seen = new TreeSet<>();
        ids.forEach(id -> visit(id, ids, seen, calledFirst));
        Collections.reverse(calledFirst);
        return calledFirst;
    }

    private void visit(String id, Collection<String> ids, Set<String> seen, List<String> calledFirst) {
        if (!seen.add(id)) {
            return;
        }
        Node node = byId.get(id);
        if (node != null) {
            for (Call call : node.calls) {
                ids.stream()
                        .filter(other -> answers(other, call.door))
                        .forEach(other -> visit(other, ids, seen, calledFirst));
            }
        }
        calledFirst.add(id);
    }

    private boolean answers(String id, String door) {
        Node node = byId.get(id);
        return node != null && node.door().equals(door);
    }
}
