package org.hearthline;

import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.component.platform.http.PlatformHttpConstants;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.support.service.ServiceHelper;
import org.hearthline.config.HttpConfig;
import org.hearthline.http.Front;

/** The HTTP server of the process: Camel's own, with our front mounted around the doors. */
final class Server {
    /** Doors that wait for a store hold a worker each: more of them than callers usually are. */
    private static final int WORKERS = 64;

    private final HttpConfig config;
    private final BoundedHttpServer server;

    private Server(HttpConfig config, BoundedHttpServer server) {
        this.config = config;
        this.server = server;
    }

    static Vertx vertx() {
        return Vertx.vertx(new VertxOptions().setWorkerPoolSize(WORKERS).setEventLoopPoolSize(2));
    }

    /**
     * Listens from now on.
     *
     * @param longestAnswer for which a caller may have to wait
     * @throws StartFailure when somebody else does
     */
    static Server start(CamelContext camel, HttpConfig config, Duration longestAnswer, Front front) {
        checkFree(config);
        VertxPlatformHttpServerConfiguration settings = new VertxPlatformHttpServerConfiguration();
        settings.setBindHost(config.host());
        settings.setBindPort(config.port());
        settings.setMaxBodySize((long) config.maxBodyBytes());
        BoundedHttpServer server = new BoundedHttpServer(settings, config, longestAnswer, front);
        camel.getRegistry().bind("httpServer", server);
        camel.getRegistry().bind(PlatformHttpConstants.PLATFORM_HTTP_ENGINE_NAME, new FrontedHttpEngine());
        addService(camel, server);
        ServiceHelper.startService(server);
        return new Server(config, server);
    }

    /** The server itself only logs that it could not listen. */
    private static void checkFree(HttpConfig config) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(InetAddress.getByName(config.host()), config.port()));
        } catch (IOException e) {
            throw new StartFailure(
                    "Cannot listen on " + config.host() + ":" + config.port() + " (" + e.getMessage()
                            + "): set another port with HTTP_PORT",
                    e);
        }
    }

    String address() {
        String host = config.host().equals("127.0.0.1") ? "localhost" : config.host();
        return "http://" + host + ":" + server.getPort();
    }

    /** The context stops it, once the routes have ended. */
    private static void addService(CamelContext camel, BoundedHttpServer server) {
        try {
            camel.addService(server, true, false);
        } catch (Exception e) {
            throw new IllegalStateException("Camel does not take the HTTP server", e);
        }
    }

    /** Only where the context does not come so far that it stops its services itself. */
    void close() {
        ServiceHelper.stopService(server);
    }
}
