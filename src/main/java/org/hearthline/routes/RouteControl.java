package org.hearthline.routes;

import java.util.Map;
import org.apache.camel.CamelContext;
import org.apache.camel.Route;
import org.apache.camel.spi.RouteController;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.QueryParameters;
import org.hearthline.event.Rejected;

/**
 * Starts and stops the routes of this process, as the API asks. A stage's route that is stopped makes frames wait in the outbox;
 * nothing is lost. Any thread; an action waits for what is under way in the route.
 */
public final class RouteControl {
    /** Answers the request that would stop it. */
    private static final String ITSELF = "routes-control";

    private final CamelContext camel;
    private final RouteReport report;

    public RouteControl(CamelContext camel, RouteReport report) {
        this.camel = camel;
        this.report = report;
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
            throw new Rejected(Fault.of(
                    ErrorCode.NOT_FOUND, "No route of this process has the id " + QueryParameters.shortened(id)));
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
        return Map.of("success", true, "route", report.of(route));
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
}
