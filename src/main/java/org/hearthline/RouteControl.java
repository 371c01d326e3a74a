package org.hearthline;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.ServiceStatus;
import org.apache.camel.spi.Resource;
import org.apache.camel.spi.RouteController;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;

/**
 * The routes of this process, as the API shows and controls them. A stage's route that is stopped makes frames wait in the outbox;
 * nothing is lost. Any thread; an action waits for what is under way in the route.
 */
public final class RouteControl {
    /** Answers the request that would stop it. */
    private static final String ITSELF = "gateway-route";

    private final CamelContext camel;

    RouteControl(CamelContext camel) {
        this.camel = camel;
    }

    /** Every route, by id. */
    public Map<String, Object> list() {
        List<Map<String, Object>> routes = camel.getRoutes().stream()
                .sorted(Comparator.comparing(Route::getRouteId))
                .map(this::described)
                .toList();
        return Map.of("routes", routes);
    }

    /**
     * Does something to a route.
     *
     * @param headers {@code id} of the route, and {@code action}: start, stop, suspend or resume
     * @throws Rejected when there is no such route or action
     */
    public Map<String, Object> act(Map<String, Object> headers) {
        String id = String.valueOf(headers.get("id"));
        String action = String.valueOf(headers.get("action"));
        Route route = camel.getRoute(id);
        if (route == null) {
            throw new Rejected(Fault.of(ErrorCode.NOT_FOUND, "No route of this process has the id " + id));
        }
        if (id.equals(ITSELF)) {
            throw QueryParameters.invalid("id", "This route answers you", "another route");
        }
        try {
            act(camel.getRouteController(), id, action);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) { // Camel's controller declares no other
            throw new IllegalStateException("Route " + id + " does not " + action, e);
        }
        return Map.of("success", true, "route", described(route));
    }

    private static void act(RouteController controller, String id, String action) throws Exception {
        switch (action) {
            case "start" -> controller.startRoute(id);
            case "stop" -> controller.stopRoute(id);
            case "suspend" -> controller.suspendRoute(id);
            case "resume" -> controller.resumeRoute(id);
            default ->
                throw QueryParameters.invalid(
                        "action", "Unknown: " + QueryParameters.shortened(action), "start, stop, suspend or resume");
        }
    }

    private Map<String, Object> described(Route route) {
        Map<String, Object> described = new LinkedHashMap<>();
        described.put("id", route.getRouteId());
        if (route.getDescription() != null) {
            described.put("description", route.getDescription());
        }
        ServiceStatus status = camel.getRouteController().getRouteStatus(route.getRouteId());
        described.put("status", status.name().toLowerCase(Locale.ROOT));
        Resource file = route.getSourceResource();
        if (file != null) {
            described.put("file", file.getLocation().replaceFirst("^(classpath|file):", ""));
        }
        return described;
    }
}
