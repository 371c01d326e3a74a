package org.hearthline.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.EndpointRequiredDefinition;
import org.apache.camel.model.OtherwiseDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.model.WhenDefinition;

/** The steps of a route as they stand within one another, in order; those that are switched off are left out. */
final class StepTree {
    private StepTree() {}

    /** Of a route, without those that its routeConfiguration adds. */
    static List<ProcessorDefinition<?>> of(RouteDefinition route) {
        return enabled(
                route.getOutputs().stream().filter(step -> !step.isAbstract()).toList());
    }

    /** Those directly within one. */
    static List<ProcessorDefinition<?>> within(ProcessorDefinition<?> step) {
        List<ProcessorDefinition<?>> inner = new ArrayList<>();
        if (step instanceof ChoiceDefinition choice) {
            for (WhenDefinition when : choice.getWhenClauses()) {
                inner.addAll(when.getOutputs());
            }
            OtherwiseDefinition otherwise = choice.getOtherwise();
            if (otherwise != null) {
                inner.addAll(otherwise.getOutputs());
            }
        } else {
            inner.addAll(step.getOutputs());
        }
        return enabled(inner);
    }

    /** All, at any depth. */
    static List<ProcessorDefinition<?>> all(List<ProcessorDefinition<?>> steps) {
        List<ProcessorDefinition<?>> all = new ArrayList<>();
        for (ProcessorDefinition<?> step : steps) {
            all.add(step);
            all.addAll(all(within(step)));
        }
        return all;
    }

    private static List<ProcessorDefinition<?>> enabled(List<ProcessorDefinition<?>> steps) {
        return steps.stream().filter(step -> !"true".equals(step.getDisabled())).toList();
    }

    /** Whether a step goes through a frame, event by event. */
    static Optional<SplitDefinition> frameSplit(ProcessorDefinition<?> step) {
        return step instanceof SplitDefinition split && "#frame".equals(split.getAggregationStrategy())
                ? Optional.of(split)
                : Optional.empty();
    }

    /** The address that a step names; empty where it names none. */
    static String uri(ProcessorDefinition<?> step) {
        String uri = step instanceof EndpointRequiredDefinition to
                ? to.getEndpointUri()
                : step instanceof ToDynamicDefinition to ? to.getUri() : null;
        return uri == null ? "" : uri;
    }
}
