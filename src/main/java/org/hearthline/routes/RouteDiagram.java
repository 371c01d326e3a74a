package org.hearthline.routes;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.model.CatchDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;
import org.apache.camel.model.TryDefinition;

/**
 * Draws routes in the language of Mermaid: a box for each route, its steps in it, and dotted lines along {@code direct:}. A call
 * of a route that is not in the picture ends in a node that names it.
 */
final class RouteDiagram {
    private static final String DIRECT = "direct:";

    private final StepText text;
    private final StringBuilder drawn = new StringBuilder("flowchart LR\n");
    private final List<String> lines = new ArrayList<>();
    /** Node of each route's begin, by its endpoint. */
    private final Map<String, String> doors = new LinkedHashMap<>();

    private final List<Tail> calls = new ArrayList<>();
    private int nodes;

    /** A node from which a line goes on: to the next step with a word at it, or to an endpoint. */
    private record Tail(String node, String word) {}

    private RouteDiagram(CamelContext camel) {
        this.text = new StepText(camel);
    }

    /** All routes that a context knows. */
    static String of(CamelContext camel) {
        return of(
                camel,
                camel.getCamelContextExtension().getContextPlugin(Model.class).getRouteDefinitions());
    }

    static String of(CamelContext camel, List<RouteDefinition> routes) {
        RouteDiagram diagram = new RouteDiagram(camel);
        routes.forEach(diagram::route);
        diagram.join();
        diagram.lines.forEach(line -> diagram.drawn.append("  ").append(line).append('\n'));
        return diagram.drawn.toString();
    }

    private void route(RouteDefinition route) {
        String id = route.getRouteId();
        drawn.append("  subgraph ")
                .append(next())
                .append('[')
                .append(StepText.quoted(id))
                .append("]\n");
        String endpoint = text.endpoint(route.getInput().getEndpointUri());
        String door = node("([%s])", endpoint);
        doors.put(endpoint, door);
        walk(route.getOutputs(), id, List.of(new Tail(door, "")));
        drawn.append("  end\n");
    }

    /** Draws steps one behind the other, and answers where it goes on behind them. */
    private List<Tail> walk(List<ProcessorDefinition<?>> steps, String route, List<Tail> from) {
        List<Tail> tails = from;
        for (ProcessorDefinition<?> step : steps) {
            if (isStep(step)) {
                tails = step(step, route, tails);
            }
        }
        return tails;
    }

    /** What only surrounds a route (its error handling) stands in its list of outputs, too. */
    private static boolean isStep(ProcessorDefinition<?> step) {
        return !step.isAbstract();
    }

    private List<Tail> step(ProcessorDefinition<?> step, String route, List<Tail> from) {
        String node = node(StepText.shape(step), text.of(step, route));
        from.forEach(tail -> lines.add(tail.node + arrow(tail.word) + node));
        text.target(step).ifPresent(target -> calls.add(new Tail(node, target)));
        if (step instanceof StopDefinition || step instanceof ThrowExceptionDefinition) {
            return List.of();
        }
        if (step instanceof ChoiceDefinition choice) {
            return choice(choice, node, route);
        }
        if (step instanceof TryDefinition tried) {
            return tried(tried, node, route);
        }
        if (step instanceof MulticastDefinition) {
            step.getOutputs().forEach(part -> walk(List.of(part), route, List.of(new Tail(node, ""))));
            return List.of(new Tail(node, "then"));
        }
        return step.getOutputs().isEmpty() ? List.of(new Tail(node, "")) : block(step, node, route);
    }

    private List<Tail> block(ProcessorDefinition<?> step, String node, String route) {
        List<Tail> inside = walk(step.getOutputs(), route, List.of(new Tail(node, StepText.into(step))));
        if (step instanceof FilterDefinition) {
            return both(inside, List.of(new Tail(node, "else")));
        }
        if (step instanceof CircuitBreakerDefinition breaker) {
            return breaker.getOnFallback() == null
                    ? inside
                    : both(
                            inside,
                            walk(breaker.getOnFallback().getOutputs(), route, List.of(new Tail(node, "fallback"))));
        }
        return List.of(new Tail(node, "then")); // The parts end; the whole goes on.
    }

    private List<Tail> choice(ChoiceDefinition choice, String node, String route) {
        List<Tail> tails = new ArrayList<>();
        choice.getWhenClauses()
                .forEach(when -> tails.addAll(branch(when.getOutputs(), node, StepText.name(when, route), route)));
        tails.addAll(
                choice.getOtherwise() == null
                        ? List.of(new Tail(node, "else"))
                        : branch(choice.getOtherwise().getOutputs(), node, "otherwise", route));
        return tails;
    }

    private List<Tail> tried(TryDefinition tried, String node, String route) {
        List<Tail> tails = walk(tried.getOutputsWithoutCatches(), route, List.of(new Tail(node, "")));
        for (CatchDefinition caught : tried.getCatchClauses()) {
            String what = "catch " + String.join(", ", caught.getExceptions());
            tails = both(tails, branch(caught.getOutputs(), node, what, route));
        }
        return tried.getFinallyClause() == null
                ? tails
                : walk(tried.getFinallyClause().getOutputs(), route, tails);
    }

    private List<Tail> branch(List<ProcessorDefinition<?>> steps, String node, String word, String route) {
        return walk(steps, route, List.of(new Tail(node, word)));
    }

    private static List<Tail> both(List<Tail> some, List<Tail> others) {
        List<Tail> all = new ArrayList<>(some);
        all.addAll(others);
        return all;
    }

    /** Ties each call of a route to its begin. */
    private void join() {
        for (Tail call : calls) {
            if (call.word.startsWith(DIRECT)) {
                String door = doors.computeIfAbsent(call.word, endpoint -> node("[/%s/]", endpoint));
                lines.add(call.node + " -.-> " + door);
            }
        }
    }

    private String node(String shape, String label) {
        String id = next();
        drawn.append("    ")
                .append(id)
                .append(shape.formatted(StepText.quoted(label)))
                .append('\n');
        return id;
    }

    private String next() {
        return "n" + nodes++;
    }

    private static String arrow(String word) {
        return word.isEmpty() ? " --> " : " -->|" + StepText.quoted(word) + "| ";
    }
}
