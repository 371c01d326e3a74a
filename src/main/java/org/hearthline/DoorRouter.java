package org.hearthline;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.RoutingContext;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;

/**
 * Where doors are mounted: one whose path has a variable comes behind all that have none, whenever either is started. Else
 * {@code /events/count} would be taken for an event's id once its own route has been restarted.
 */
final class DoorRouter extends VertxPlatformHttpRouter {
    /** Before what answers that nobody does. */
    private static final int BEHIND_FIXED_PATHS = 500_000;

    private final VertxPlatformHttpRouter camels;
    /** Each has its own number: of several with the same, Vert.x does not find the one that is to be removed. */
    private final AtomicInteger next = new AtomicInteger(BEHIND_FIXED_PATHS);

    DoorRouter(VertxPlatformHttpServer server, Vertx vertx, VertxPlatformHttpRouter camels) {
        super(server, vertx, camels, camels.getName());
        this.camels = camels;
    }

    /** Camel's own, which knows how large a body may be. */
    @Override
    public Handler<RoutingContext> bodyHandler() {
        return camels.bodyHandler();
    }

    @Override
    public Route route(String path) {
        Route route = super.route(path);
        return path.contains(":") || path.contains("{") ? route.order(next.getAndIncrement()) : route;
    }
}
