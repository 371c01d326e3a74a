package org.hearthline.routes;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.apache.camel.model.BeanDefinition;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.ThrowExceptionDefinition;

/**
 * What Camel builds without a word although it is wrong: a name of something that it looks for when an event comes, or never. Routes
 * are looked at in a context that has all beans and configurations.
 */
final class SilentFaults {
    private final CamelContext camel;

    SilentFaults(CamelContext camel) {
        this.camel = camel;
    }

    /** A route that names a configuration that is not there would run with none at all. */
    Optional<RouteFault> configuration(RouteDefinition route, FaultPlace place) {
        String wanted = route.getRouteConfigurationId();
        return wanted == null
                        || wanted.contains("*")
                        || wanted.contains(",")
                        || configurations().contains(wanted)
                ? Optional.empty()
                : Optional.of(
                        place.at(wanted, route.getLineNumber(), "There is no routeConfiguration '" + wanted + "'"));
    }

    private Set<String> configurations() {
        Model model = camel.getCamelContextExtension().getContextPlugin(Model.class);
        return model.getRouteConfigurationDefinitions().stream()
                .map(RouteConfigurationDefinition::getId)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }

    /** Methods of beans and classes of exceptions that a route's steps name. */
    List<RouteFault> steps(RouteDefinition route, FaultPlace place) {
        return RouteGraph.ownSteps(route).stream()
                .flatMap(step -> step(step, place).stream())
                .toList();
    }

    private Optional<RouteFault> step(ProcessorDefinition<?> step, FaultPlace place) {
        if (step instanceof ThrowExceptionDefinition thrown) {
            return exception(thrown, place);
        }
        return step instanceof BeanDefinition bean ? method(bean, place) : Optional.empty();
    }

    private Optional<RouteFault> exception(ThrowExceptionDefinition step, FaultPlace place) {
        String type = step.getExceptionType();
        return type == null || type.contains("{{") || camel.getClassResolver().resolveClass(type) != null
                ? Optional.empty()
                : Optional.of(
                        place.at(type, step.getLineNumber(), "There is no class " + type + ". Is its jar in lib-ext?"));
    }

    private Optional<RouteFault> method(BeanDefinition step, FaultPlace place) {
        if (step.getRef() == null || step.getMethod() == null) {
            return Optional.empty();
        }
        Object bean = camel.getRegistry().lookupByName(step.getRef());
        String method = step.getMethod().replaceFirst("\\(.*", "");
        return bean == null || method.contains("{{") || BeanMethods.has(bean, method)
                ? Optional.empty()
                : Optional.of(place.at(
                        method,
                        step.getLineNumber(),
                        "The bean '" + step.getRef() + "' has no method '" + method + "'"
                                + BeanMethods.near(bean, method)));
    }
}
