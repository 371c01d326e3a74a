package org.hearthline;

import io.vertx.ext.web.RoutingContext;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.PlatformHttpEndpoint;
import org.apache.camel.component.platform.http.spi.PlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpConsumer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpEngine;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;

/** Camel's HTTP engine, but that the front answers for a route that is suspended: Camel's own answer has no words. */
final class FrontedHttpEngine extends VertxPlatformHttpEngine {
    private static final int UNAVAILABLE = 503;

    @Override
    public PlatformHttpConsumer createConsumer(PlatformHttpEndpoint endpoint, Processor processor) {
        String router = VertxPlatformHttpRouter.getRouterNameFromPort(getServerPort());
        return new VertxPlatformHttpConsumer(endpoint, processor, getHandlers(), router) {
            @Override
            protected void handleRequest(RoutingContext context) {
                if (isSuspended()) {
                    context.fail(UNAVAILABLE);
                } else {
                    super.handleRequest(context);
                }
            }
        };
    }
}
