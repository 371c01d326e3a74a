package org.hearthline.routes;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.RouteConfigurationBuilder;
import org.apache.camel.model.RouteConfigurationDefinition;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.model.RouteTemplateDefinition;
import org.apache.camel.model.TemplatedRouteDefinition;

/** A unit of routes, and what it has brought into a context. */
record LoadedUnit(RouteUnit unit, RouteBuilder builder) {
    /** Of its routes, also those that do not run here; known when it is prepared. */
    Set<String> routeIds() {
        Set<String> ids = definitions().stream()
                .map(RouteDefinition::getRouteId)
                .filter(id -> id != null)
                .collect(Collectors.toCollection(TreeSet::new));
        builder.getTemplatedRouteCollection().getTemplatedRoutes().stream()
                .map(TemplatedRouteDefinition::getRouteId)
                .filter(id -> id != null)
                .forEach(ids::add);
        return ids;
    }

    List<RouteDefinition> definitions() {
        return new ArrayList<>(builder.getRouteCollection().getRoutes());
    }

    List<RouteTemplateDefinition> templates() {
        return new ArrayList<>(builder.getRouteTemplateCollection().getRouteTemplates());
    }

    List<RouteConfigurationDefinition> configurations() {
        return builder instanceof RouteConfigurationBuilder configuring
                ? new ArrayList<>(configuring.getRouteConfigurationCollection().getRouteConfigurations())
                : List.of();
    }
}
