package org.hearthline.routes.sandbox;

import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.Component;
import org.apache.camel.Processor;
import org.apache.camel.impl.engine.DefaultComponentResolver;
import org.apache.camel.spi.ComponentResolver;
import org.jspecify.annotations.Nullable;

/** Which components a file in a sandbox really gets: those that only compute. Every other one is {@link OutsideComponent}. */
final class InsideComponents implements ComponentResolver {
    private static final Set<String> COMPUTING = Set.of(
            "bean",
            "caffeine-cache",
            "class",
            "dataformat",
            "freemarker",
            "jolt",
            "json-validator",
            "jslt",
            "language",
            "log",
            "mustache",
            "validator",
            "velocity",
            "xslt");

    private final ComponentResolver known = new DefaultComponentResolver();
    private final Outside outside;
    private final Map<String, Processor> routes = OutsideComponent.noRoutes();

    InsideComponents(Outside outside) {
        this.outside = outside;
    }

    /** None for a scheme that nobody knows, so that Camel says so. */
    @Override
    public @Nullable Component resolveComponent(String name, CamelContext context) throws Exception {
        Component real = known.resolveComponent(name, context);
        return real == null || COMPUTING.contains(name) ? real : new OutsideComponent(outside, routes);
    }
}
