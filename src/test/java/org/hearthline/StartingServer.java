package org.hearthline;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.net.URI;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hearthline.config.Stage;
import org.hearthline.gateway.PublicPaths;
import org.hearthline.health.Breakers;
import org.hearthline.health.Health;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.http.Front;
import org.hearthline.http.Problem;

/** A process that has not come far: it listens, and no door is open yet. */
record StartingServer(Vertx vertx, HttpServer server) implements AutoCloseable {
    static StartingServer open() {
        Vertx vertx = Vertx.vertx();
        Router router = Router.router(vertx);
        PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Health health = new Health("starting", "0", Clock.systemUTC(), List.of(), OptionalLong::empty, () -> false);
        ProcessMetrics metrics = new ProcessMetrics(meters, new Breakers(meters, Clock.systemUTC()));
        FromMemory answers = new FromMemory(health, metrics, meters, Map.of());
        new Front(
                        new Problem(Clock.systemUTC()),
                        List.of(),
                        name -> true,
                        new PublicPaths(Contract.STAGES, Contract.STAGES, "gateway")::target,
                        answers.byPath(EnumSet.allOf(Stage.class)),
                        answers.open(EnumSet.allOf(Stage.class)),
                        () -> false)
                .mount(router);
        HttpServer server = vertx.createHttpServer()
                .requestHandler(router)
                .listen(0, "127.0.0.1")
                .toCompletionStage()
                .toCompletableFuture()
                .join();
        return new StartingServer(vertx, server);
    }

    URI uri(String path) {
        return URI.create("http://127.0.0.1:" + server.actualPort() + path);
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
