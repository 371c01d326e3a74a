package org.hearthline.routes.sandbox;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultComponent;
import org.jspecify.annotations.Nullable;

/**
 * Stands in for a component that would lead out of the file, whichever it is. What the file sends to itself arrives: a route
 * that takes from an endpoint gets what another one sends there, at once and in the same thread.
 */
final class OutsideComponent extends DefaultComponent {
    private final Outside outside;
    private final Map<String, Processor> routes;

    /**
     * In place of one component.
     *
     * @param routes those of the file, by the endpoint that they take from; shared by all components of a sandbox
     */
    OutsideComponent(Outside outside, Map<String, Processor> routes) {
        this.outside = outside;
        this.routes = routes;
    }

    static Map<String, Processor> noRoutes() {
        return new ConcurrentHashMap<>();
    }

    Outside outside() {
        return outside;
    }

    void begins(String key, Processor route) {
        routes.put(key, route);
    }

    void ends(String key) {
        routes.remove(key);
    }

    @Nullable
    Processor route(String key) {
        return routes.get(key);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) {
        // The secrets of a real component's options are none of ours, and neither is whether they are right.
        return new OutsideEndpoint(uri, this);
    }
}
