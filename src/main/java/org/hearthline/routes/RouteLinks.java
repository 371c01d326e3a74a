package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.apache.camel.model.FromDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.util.URISupport;
import org.hearthline.routes.RouteGraph.Call;
import org.hearthline.routes.RouteGraph.Node;

/** What is wrong between routes, which each alone does not show: the same id twice, a call that nobody takes, a loop, one path for two. */
final class RouteLinks {
    private final RouteGraph graph;
    private final Set<String> changed;
    private final Map<String, RouteLines> lines;
    private final List<RouteFault> faults = new ArrayList<>();

    /**
     * Of routes that are to run together.
     *
     * @param changed names of the units at which faults are looked for
     * @param lines of the files, by name
     */
    RouteLinks(RouteGraph graph, Set<String> changed, Map<String, RouteLines> lines) {
        this.graph = graph;
        this.changed = changed;
        this.lines = lines;
    }

    /**
     * Everything that is wrong.
     *
     * @param needed doors that packaged files offer to Java, or to routes of other files, with the file that does
     * @param fromMemory paths whose GET no route ever sees
     */
    List<RouteFault> check(Map<String, String> needed, Set<String> fromMemory) {
        checkIds();
        checkDoors(needed);
        checkLoops();
        checkPaths();
        checkMemory(fromMemory);
        return faults;
    }

    private void checkIds() {
        Map<String, Node> owners = new HashMap<>();
        for (Node node : changedLast()) {
            claim("route", node.id(), node.definition().getLineNumber(), node, owners);
            String prefix = Objects.requireNonNullElse(node.definition().getNodePrefixId(), "");
            FromDefinition from = node.definition().getInput();
            if (from != null && isNamed(from)) {
                claim("step", prefix + from.getId(), near(node, from.getLineNumber()), node, owners);
            }
            for (ProcessorDefinition<?> step : RouteGraph.ownSteps(node.definition())) {
                if (isNamed(step)) {
                    claim("step", prefix + step.getId(), near(node, step.getLineNumber()), node, owners);
                }
            }
        }
    }

    /** So that a fault is found where somebody has just edited. */
    private List<Node> changedLast() {
        List<Node> nodes = new ArrayList<>(graph.nodes());
        nodes.sort((one, other) -> Boolean.compare(changed.contains(one.unit()), changed.contains(other.unit())));
        return nodes;
    }

    private static boolean isNamed(OptionalIdentifiedDefinition<?> step) {
        return step.getId() != null && step.hasCustomIdAssigned();
    }

    private void claim(String what, String id, int line, Node node, Map<String, Node> owners) {
        Node owner = owners.putIfAbsent(what + " " + id, node);
        if (owner != null) {
            boolean replaces = what.equals("route") && !owner.unit().equals(node.unit());
            RouteLines there = lines(node);
            fault(
                    node,
                    owner.unit().equals(node.unit()) ? there.last(id, line) : there.first(id, line),
                    "The " + what + " id '" + id + "' is taken already, in " + where(owner)
                            + (replaces ? ". To replace that file, give yours the same name" : ""));
        }
    }

    private RouteLines lines(Node node) {
        return lines.getOrDefault(node.unit(), RouteLines.NONE);
    }

    private int line(Node node, Call call) {
        return lines(node).first(call.step(), near(node, call.line()));
    }

    /** A template may stand in another file than the route that is made of it. */
    private int near(Node node, int line) {
        return isTemplated(node) ? lines(node).first(node.id(), 0) : line;
    }

    private static boolean isTemplated(Node node) {
        return node.definition().getTemplateParameters() != null;
    }

    private String where(Node node) {
        int line = lines(node).first(node.id(), node.definition().getLineNumber());
        return node.unit() + (line > 0 ? ", route " + node.id() + " in line " + line : ", route " + node.id());
    }

    private void fault(Node node, int line, String message) {
        if (changed.contains(node.unit())) {
            faults.add(new RouteFault(node.unit(), Math.max(0, line), 0, message));
        }
    }

    private void checkDoors(Map<String, String> needed) {
        Set<String> doors = graph.doors();
        Map<String, Node> listeners = new HashMap<>();
        for (Node node : changedLast()) {
            Node other = node.door().isEmpty() ? null : listeners.putIfAbsent(node.door(), node);
            if (other != null) {
                fault(node, line(node), "direct:" + node.door() + " has a route already, in " + where(other));
            }
            for (Call call : node.calls()) {
                if (!doors.contains(call.door())) {
                    fault(node, line(node, call), "No route listens to direct:" + call.door());
                }
            }
        }
        needed.forEach((door, file) -> {
            if (!doors.contains(door) && changed.contains(file)) {
                faults.add(RouteFault.of(file, "No route listens to direct:" + door + " any more, which others call"));
            }
        });
    }

    private int line(Node node) {
        RouteDefinition route = node.definition();
        return route.getInput() == null || isTemplated(node)
                ? lines(node).first(node.id(), route.getLineNumber())
                : lines(node)
                        .first(
                                String.valueOf(route.getInput().getId()),
                                route.getInput().getLineNumber());
    }

    private void checkLoops() {
        Map<String, Node> listeners = new HashMap<>();
        graph.nodes().stream().filter(node -> !node.door().isEmpty()).forEach(node -> listeners.put(node.door(), node));
        Set<Set<String>> known = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (changed.contains(node.unit())) {
                follow(node, new LinkedHashMap<>(), listeners, known);
            }
        }
    }

    private void follow(Node node, Map<String, Call> path, Map<String, Node> listeners, Set<Set<String>> known) {
        for (Call call : node.calls()) {
            Node next = listeners.get(call.door());
            if (next == null || path.containsKey(node.id())) {
                continue;
            }
            Map<String, Call> further = new LinkedHashMap<>(path);
            further.put(node.id(), call);
            if (further.containsKey(next.id())) {
                loop(next, further, known);
            } else {
                follow(next, further, listeners, known);
            }
        }
    }

    private void loop(Node start, Map<String, Call> path, Set<Set<String>> known) {
        List<String> ids = new ArrayList<>(path.keySet());
        List<String> round = ids.subList(ids.indexOf(start.id()), ids.size());
        if (!known.add(new TreeSet<>(round))) {
            return;
        }
        Call call = path.get(start.id());
        String words = String.join(" > ", round) + " > " + start.id();
        Node at = graph.nodes().stream()
                .filter(node -> round.contains(node.id()) && changed.contains(node.unit()))
                .findFirst()
                .orElse(start);
        Call there = path.getOrDefault(at.id(), call);
        fault(at, there == null ? 0 : line(at, there), "These routes call each other for ever: " + words);
    }

    private void checkPaths() {
        List<Node> seen = new ArrayList<>();
        for (Node node : changedLast()) {
            if (!node.isHttp()) {
                continue;
            }
            for (Node other : seen) {
                Set<String> both = methods(node);
                both.retainAll(methods(other));
                if (shape(node).equals(shape(other)) && !both.isEmpty()) {
                    fault(
                            node,
                            line(node),
                            String.join(", ", both) + " " + path(node) + " is answered already, in " + where(other));
                }
            }
            seen.add(node);
        }
    }

    private void checkMemory(Set<String> fromMemory) {
        for (Node node : graph.nodes()) {
            if (node.isHttp()
                    && fromMemory.contains(path(node))
                    && methods(node).contains("GET")) {
                fault(
                        node,
                        line(node),
                        "GET " + path(node)
                                + " is answered by Hearthline itself, and never comes here: choose another path, or"
                                + " narrow httpMethodRestrict to others");
            }
        }
    }

    static String path(Node node) {
        return node.from().substring(RouteGraph.HTTP.length());
    }

    private static String shape(Node node) {
        return path(node).replaceAll("\\{[^}]*}", "{}").replaceFirst("/+$", "");
    }

    private static Set<String> methods(Node node) {
        String uri = node.definition().getInput().getEndpointUri();
        Object restricted;
        try {
            restricted = URISupport.parseQuery(URISupport.extractQuery(uri)).get("httpMethodRestrict");
        } catch (java.net.URISyntaxException e) {
            restricted = null;
        }
        String methods = restricted == null ? "GET,POST,PUT,DELETE,PATCH,HEAD,OPTIONS" : restricted.toString();
        return new LinkedHashSet<>(
                Arrays.asList(methods.toUpperCase(java.util.Locale.ROOT).split(",\\s*")));
    }
}
