package org.hearthline.routes;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.ServiceStatus;
import org.apache.camel.model.RouteDefinition;

/** Routes that somebody has stopped or suspended, which is to last when they are loaded anew. Not for several threads at once. */
final class HeldRoutes {
    private final CamelContext camel;
    private final Map<String, ServiceStatus> held = new LinkedHashMap<>();

    HeldRoutes(CamelContext camel) {
        this.camel = camel;
    }

    boolean contains(String id) {
        return held.containsKey(id);
    }

    /** Remembers which of these somebody has stopped or suspended; they are in the context. */
    void note(Collection<String> ids) {
        for (String id : ids) {
            ServiceStatus status = camel.getRouteController().getRouteStatus(id);
            boolean isStopped = status.isStopped() && (camel.getRoute(id).isAutoStartup() || contains(id));
            if (isStopped || status.isSuspended()) {
                held.put(id, status);
            } else {
                held.remove(id);
            }
        }
    }

    void forget(Set<String> ids) {
        held.keySet().removeAll(ids);
    }

    /** Before it is added to the context: one that was stopped does not start. */
    void prepare(RouteDefinition route) {
        if (held.get(String.valueOf(route.getRouteId())) == ServiceStatus.Stopped) {
            route.setAutoStartup("false");
        }
    }

    /**
     * When it is added, and before whoever calls it starts: it is as it was left.
     *
     * @throws Exception as Camel does, which declares no narrower one
     */
    void hold(String id) throws Exception {
        ServiceStatus wanted = held.get(id);
        if (wanted == null
                || camel.getRoute(id) == null
                || !camel.getRouteController().getRouteStatus(id).isStarted()) {
            return;
        }
        if (wanted.isSuspended()) {
            camel.getRouteController().suspendRoute(id);
        } else {
            camel.getRouteController().stopRoute(id);
        }
    }
}
