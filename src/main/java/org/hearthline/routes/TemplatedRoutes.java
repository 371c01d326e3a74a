package org.hearthline.routes;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;
import org.apache.camel.util.StringHelper;

/** Routes as Camel will make them of templates, before it does. */
final class TemplatedRoutes {
    private final Map<String, RouteTemplateDefinition> templates = new HashMap<>();

    /**
     * Of the templates of some files.
     *
     * @param builders that have been configured
     */
    TemplatedRoutes(Collection<RouteBuilder> builders) {
        for (RouteBuilder builder : builders) {
            builder.getRouteTemplateCollection()
                    .getRouteTemplates()
                    .forEach(template -> templates.putIfAbsent(template.getId(), template));
        }
    }

    /** Those of one file. One whose template is missing is left out: Camel says so when it makes it. */
    List<RouteDefinition> of(RouteBuilder builder) {
        List<RouteDefinition> routes = new ArrayList<>();
        for (TemplatedRouteDefinition wanted :
                builder.getTemplatedRouteCollection().getTemplatedRoutes()) {
            RouteTemplateDefinition template = templates.get(wanted.getRouteTemplateRef());
            if (template != null
                    && template.getRoute() != null
                    && template.getRoute().getInput() != null) {
                routes.add(route(wanted, template));
            }
        }
        return routes;
    }

    private static RouteDefinition route(TemplatedRouteDefinition wanted, RouteTemplateDefinition template) {
        RouteDefinition route = template.asRouteDefinition();
        if (wanted.getRouteId() != null) {
            route.setId(wanted.getRouteId());
        }
        if (wanted.getPrefixId() != null) {
            route.setNodePrefixId(wanted.getPrefixId());
        }
        route.setTemplateParameters(parameters(wanted, template));
        return route;
    }

    private static Map<String, Object> parameters(TemplatedRouteDefinition wanted, RouteTemplateDefinition template) {
        Map<String, Object> parameters = new HashMap<>();
        if (template.getTemplateParameters() != null) {
            template.getTemplateParameters().stream()
                    .filter(parameter -> parameter.getDefaultValue() != null)
                    .forEach(parameter -> put(parameters, parameter.getName(), parameter.getDefaultValue()));
        }
        if (wanted.getParameters() != null) {
            wanted.getParameters().forEach(parameter -> put(parameters, parameter.getName(), parameter.getValue()));
        }
        return parameters;
    }

    /** In each way in which Camel lets a template spell it. */
    private static void put(Map<String, Object> parameters, String name, String value) {
        String camelCase = StringHelper.dashToCamelCase(name);
        parameters.put(name, value);
        parameters.put(camelCase, value);
        parameters.put(StringHelper.camelCaseToDash(camelCase), value);
    }
}
