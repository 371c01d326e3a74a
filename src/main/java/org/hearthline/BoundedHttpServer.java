package org.hearthline;

import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpRouter;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.spi.Registry;
import org.hearthline.config.HttpConfig;
import org.hearthline.http.Connections;
import org.hearthline.http.Front;
import org.jspecify.annotations.Nullable;

/** Camel's HTTP server with the bounds that Camel has no settings for: of heads, connections, and patience with callers. */
final class BoundedHttpServer extends VertxPlatformHttpServer {
    /** A hundred entity ids fit into a query. */
    private static final int MOST_HEAD_BYTES = 16 * 1024;
    /** What whoever does not read its answer gets beyond the longest time that one may be waited for. */
    private static final Duration UNREAD = Duration.ofMinutes(5);

    private static final long SWEEP_MILLIS = 1000;

    private final VertxPlatformHttpServerConfiguration settings;
    private final Duration longestAnswer;
    private final Front front;
    private final Connections connections;
    private @Nullable HttpServer server;
    private long sweeper;

    BoundedHttpServer(
            VertxPlatformHttpServerConfiguration settings, HttpConfig config, Duration longestAnswer, Front front) {
        super(settings);
        this.longestAnswer = longestAnswer;
        this.settings = settings;
        this.front = front;
        this.connections = new Connections(config.maxConnections(), config.patience(), System::nanoTime);
    }

    @Override
    protected void startServer() {
        VertxPlatformHttpRouter router = VertxPlatformHttpRouter.lookup(
                getCamelContext(), VertxPlatformHttpRouter.getRouterNameFromPort(settings.getPort()));
        front.mount(router);
        // A registry may hold several beans of one name, of which the first is found.
        Registry registry = getCamelContext().getRegistry();
        registry.unbind(router.getName());
        registry.bind(router.getName(), new DoorRouter(this, getVertx(), router));
        HttpServerOptions options = new HttpServerOptions()
                .setMaxInitialLineLength(MOST_HEAD_BYTES)
                .setMaxHeaderSize(MOST_HEAD_BYTES)
                .setIdleTimeout((int) longestAnswer.plus(UNREAD).toSeconds())
                .setIdleTimeoutUnit(TimeUnit.SECONDS)
                .setHttp2ClearTextEnabled(false);
        sweeper = getVertx().setPeriodic(SWEEP_MILLIS, timer -> connections.sweep());
        server = getVertx()
                .createHttpServer(options)
                .connectionHandler(connections::opened)
                .invalidRequestHandler(front::unreadable)
                .requestHandler(request -> {
                    connections.asked(request);
                    router.handle(request);
                })
                .listen(settings.getBindPort(), settings.getBindHost())
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    @Override
    protected void stopServer() {
        HttpServer listening = server;
        server = null;
        if (listening != null) {
            getVertx().cancelTimer(sweeper);
            getCamelContext().removeComponent(PlatformHttpConstants.PLATFORM_HTTP_COMPONENT_NAME);
            listening.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    @Override
    public @Nullable HttpServer getServer() {
        return server;
    }

    @Override
    public int getPort() {
        HttpServer listening = server;
        return listening == null ? settings.getBindPort() : listening.actualPort();
    }
}
