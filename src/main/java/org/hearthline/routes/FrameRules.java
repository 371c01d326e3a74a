package org.hearthline.routes;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.LoopDefinition;
import org.apache.camel.model.MulticastDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RollbackDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.StopDefinition;
import org.apache.camel.model.TryDefinition;
import org.apache.camel.model.WireTapDefinition;
import org.hearthline.routes.RouteGraph.Node;
import org.jspecify.annotations.Nullable;

/** What Camel allows and no frame survives: it would be lost as a whole, or come again for ever. Where it is not sure, it says nothing. */
final class FrameRules {
    /** Where frames come in. */
    private static final Set<String> STAGES = Set.of("validation", "enrichment", "storage");

    private static final String STORES = "frameWriter";

    private final RouteGraph graph;
    private final Set<String> units;
    private final Function<String, FaultPlace> places;
    private final CamelContext camel;
    private final List<RouteFault> faults = new ArrayList<>();

    /**
     * Of routes that are to run together.
     *
     * @param units at which faults are looked for
     * @param places of faults, by unit
     * @param camel by whose settings addresses are read
     */
    FrameRules(RouteGraph graph, Set<String> units, Function<String, FaultPlace> places, CamelContext camel) {
        this.graph = graph;
        this.units = units;
        this.places = places;
        this.camel = camel;
    }

    List<RouteFault> check() {
        Set<String> seen = new HashSet<>();
        Set<String> called = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (STAGES.contains(node.door())) {
                stops(node, StepTree.of(node.definition()), seen);
                rollbacks(node, called);
            }
            if (isAsked(node)) {
                StepTree.all(StepTree.of(node.definition()))
                        .forEach(step -> StepTree.frameSplit(step).ifPresent(split -> parallel(node, split)));
            }
        }
        return faults;
    }

    /** What is made of a template may stand in another file. */
    private boolean isAsked(Node node) {
        return units.contains(node.unit()) && node.definition().getTemplateParameters() == null;
    }

    private void fault(Node node, String token, ProcessorDefinition<?> step, String message) {
        faults.add(places.apply(node.unit()).at(token, Math.max(1, step.getLineNumber()), message));
    }

    /** Answers whether the frame has been handed on: what is behind that does it no harm. */
    private boolean stops(Node node, List<ProcessorDefinition<?>> steps, Set<String> seen) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof StopDefinition && isAsked(node)) {
                fault(
                        node,
                        "stop",
                        step,
                        "A stop here ends the whole frame, whose events are then neither stored nor refused: put it within the"
                                + " split, where the body is one event");
            }
            if (handsOn(step)) {
                return true;
            }
            if (!copies(step)) {
                Node next = called(node, step);
                boolean gone = next != null
                        && next.unit().equals(node.unit())
                        && seen.add(next.id())
                        && stops(next, StepTree.of(next.definition()), seen);
                if (gone || stops(node, StepTree.within(step), seen)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean handsOn(ProcessorDefinition<?> step) {
        String uri = StepTree.uri(step);
        return (uri.startsWith("{{door.") && !uri.startsWith("{{door.weather"))
                || STAGES.stream().anyMatch(stage -> uri.startsWith(RouteGraph.DIRECT + stage))
                || uri.startsWith("bean:" + STORES)
                || (step instanceof BeanDefinition bean && STORES.equals(bean.getRef()));
    }

    /** Whether what is within it is about something else than the frame. */
    private static boolean copies(ProcessorDefinition<?> step) {
        return step instanceof SplitDefinition
                || step instanceof MulticastDefinition
                || step instanceof LoopDefinition
                || step instanceof WireTapDefinition;
    }

    private @Nullable Node called(Node node, ProcessorDefinition<?> step) {
        String address = RoutePresence.address(node.definition(), StepTree.uri(step), camel);
        Optional<Node> next = address.startsWith(RouteGraph.DIRECT)
                ? graph.nodes().stream()
                        .filter(other -> !other.door().isEmpty())
                        .filter(other -> address.equals(RouteGraph.DIRECT + other.door()))
                        .findFirst()
                : Optional.empty();
        return next.orElse(null);
    }

    private void rollbacks(Node node, Set<String> called) {
        if (called.add(node.id()) && node.definition().getRouteConfigurationId() == null) {
            rollbacks(node, StepTree.of(node.definition()), called);
        }
    }

    private void rollbacks(Node node, List<ProcessorDefinition<?>> steps, Set<String> called) {
        for (ProcessorDefinition<?> step : steps) {
            if (step instanceof RollbackDefinition && isAsked(node)) {
                fault(
                        node,
                        "rollback",
                        step,
                        "A rollback here fails the whole frame, which then comes again for ever: to refuse one event throw"
                                + " org.hearthline.event.Rejected, to leave it out use filter and stop, within the split");
            }
            if (!(step instanceof TryDefinition) && !(step instanceof WireTapDefinition)) {
                Node next = called(node, step);
                if (next != null) {
                    rollbacks(next, called);
                }
                rollbacks(node, StepTree.within(step), called);
            }
        }
    }

    private void parallel(Node node, SplitDefinition split) {
        boolean given = split.getExecutorService() != null;
        if (given || "true".equals(split.getParallelProcessing())) {
            String option = given ? "executorService" : "parallelProcessing";
            fault(
                    node,
                    option,
                    split,
                    "The events of a frame are gone through in order, one at a time: a split with aggregationStrategy #frame"
                            + " takes no " + option);
        }
    }
}
