package org.hearthline;

import java.util.Collection;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.main.DefaultRoutesCollector;
import org.jspecify.annotations.Nullable;

/** Camel asks which routes there are: those of the packaged files, of the user's, and those that Java makes. */
final class OwnRoutesCollector extends DefaultRoutesCollector {
    private final Supplier<Collection<RoutesBuilder>> routes;

    OwnRoutesCollector(Supplier<Collection<RoutesBuilder>> routes) {
        this.routes = routes;
    }

    @Override
    public Collection<RoutesBuilder> collectRoutesFromDirectory(
            CamelContext camel, @Nullable String excludePattern, @Nullable String includePattern) {
        return routes.get();
    }
}
