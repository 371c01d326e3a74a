package org.hearthline.routes;

import java.util.Optional;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.ChoiceDefinition;
import org.apache.camel.model.CircuitBreakerDefinition;
import org.apache.camel.model.ExpressionNode;
import org.apache.camel.model.FilterDefinition;
import org.apache.camel.model.OptionalIdentifiedDefinition;
import org.apache.camel.model.ProcessDefinition;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.SendDefinition;
import org.apache.camel.model.SplitDefinition;
import org.apache.camel.model.ToDynamicDefinition;
import org.apache.camel.util.URISupport;
import org.jspecify.annotations.Nullable;

/** What stands in the nodes of a diagram: a step's id without the route's, and what it does. Never an option, as some are secret. */
final class StepText {
    private static final String BREAK = "<br/>";

    private final CamelContext camel;

    StepText(CamelContext camel) {
        this.camel = camel;
    }

    String of(ProcessorDefinition<?> step, String route) {
        String what = what(step);
        String name = name(step.getId(), route);
        return name.isEmpty() ? what : name + BREAK + what;
    }

    /** Its id without the route's; its kind where it has none. */
    static String name(OptionalIdentifiedDefinition<?> part, String route) {
        String name = name(part.getId(), route);
        return name.isEmpty() ? part.getShortName() : name;
    }

    private static String name(@Nullable String id, String route) {
        if (id == null) {
            return "";
        }
        return id.startsWith(route + "-") ? id.substring(route.length() + 1) : id;
    }

    private String what(ProcessorDefinition<?> step) {
        if (step instanceof BeanDefinition bean) {
            String method =
                    bean.getMethod() == null ? "" : "." + bean.getMethod().replaceFirst("\\(.*", "");
            return bean.getRef() == null ? step.getLabel() : bean.getRef() + method;
        }
        if (step instanceof ProcessDefinition process) {
            return process.getRef() == null ? step.getShortName() : process.getRef();
        }
        return target(step)
                .orElseGet(() -> isDeciding(step) && step.getDescription() != null
                        ? step.getDescription()
                        : step.getShortName());
    }

    /** Where a step sends to. */
    Optional<String> target(ProcessorDefinition<?> step) {
        if (step instanceof SendDefinition<?> send) {
            return Optional.of(endpoint(send.getEndpointUri()));
        }
        return step instanceof ToDynamicDefinition dynamic ? Optional.of(endpoint(dynamic.getUri())) : Optional.empty();
    }

    /** Scheme and path, with the settings in place that are known. */
    String endpoint(String uri) {
        String known;
        try {
            known = camel.resolvePropertyPlaceholders(uri);
        } catch (IllegalArgumentException e) {
            known = uri; // Offline: a setting without default.
        }
        return URISupport.sanitizeUri(known).replaceFirst("\\?.*", "").replaceFirst("^(direct|bean)://", "$1:");
    }

    /** The word at the line into a block. */
    static String into(ProcessorDefinition<?> step) {
        return step instanceof SplitDefinition ? "each" : "";
    }

    static String shape(ProcessorDefinition<?> step) {
        if (isDeciding(step)) {
            return "{{%s}}";
        }
        return step instanceof SendDefinition<?> || step instanceof ToDynamicDefinition ? "[[%s]]" : "[%s]";
    }

    private static boolean isDeciding(ProcessorDefinition<?> step) {
        return step instanceof ChoiceDefinition
                || step instanceof FilterDefinition
                || step instanceof CircuitBreakerDefinition
                || (step instanceof ExpressionNode && !step.getOutputs().isEmpty());
    }

    /** In quotes nothing means anything to Mermaid but the quote itself. */
    static String quoted(String text) {
        return '"' + text.replace("\"", "#quot;").replace("\n", " ") + '"';
    }
}
