package org.hearthline;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.hearthline.config.LinkConfig;
import org.hearthline.config.Secret;
import org.hearthline.config.Stage;
import org.hearthline.http.Problem;
import org.hearthline.link.Link;

/**
 * The gateway's way to the stages of other processes: one route for each that does not run here, so they cannot stand in a file.
 * Everything below {@code /<stage>} is asked at the stage's link, and answered as it answers; the paths at the root lead there
 * ({@link org.hearthline.gateway.PublicPaths}). A request is read whole, up to {@code http.max-body}; an answer is passed on
 * while it comes. Where there is no connection, the next address is asked, as nothing has been sent yet; a question whose connection
 * breaks is asked once more, since asking twice does no harm. Nothing else is tried twice.
 */
final class ProxyRoutes extends RouteBuilder {
    /** Of the routes' ids: {@code proxy-storage}. */
    static final String PREFIX = "proxy-";

    private final List<Proxied> stages;
    private final LinkConfig config;
    private final Secret linkKey;
    private final Clock clock;

    /** A stage that runs elsewhere. */
    record Proxied(Stage stage, Link link) {}

    ProxyRoutes(List<Proxied> stages, LinkConfig config, Secret linkKey, Clock clock) {
        this.stages = List.copyOf(stages);
        this.config = config;
        this.linkKey = linkKey;
        this.clock = clock;
    }

    @Override
    public void configure() {
        stages.forEach(this::route);
    }

    private void route(Proxied proxied) {
        Link link = proxied.link();
        String id = PREFIX + link.stage();
        ProxyRequestProcessor request = new ProxyRequestProcessor(link, linkKey, config.probe());
        ProxyFailureProcessor failure = new ProxyFailureProcessor(link.service(), new Problem(clock));
        RouteDefinition route = from("platform-http:/" + link.stage() + "/*");
        route.getInput().setId(id + "-in");
        route.routeId(id)
                .routeDescription("Passes what is asked below /" + link.stage() + " on to " + link.service()
                        + " in another process.")
                .precondition("{{stage.gateway}}")
                .routeConfigurationId("api-problem");
        route.onException(IOException.class)
                .retryWhile(request.anotherTry())
                .redeliveryDelay(0)
                .onRedelivery(request::again)
                .logRetryAttempted(false)
                .logExhausted(false)
                .logStackTrace(false)
                .handled(true)
                .process(failure)
                .id(id + "-away")
                .end();
        route.onException(Exception.class)
                .logExhausted(false)
                .logStackTrace(false)
                .handled(true)
                .process(failure)
                .id(id + "-failed")
                .end();
        route.process(request)
                .id(id + "-request")
                .to(endpoint(proxied))
                .id(id + "-call")
                .process(new ProxyAnswerProcessor(link.service()))
                .id(id + "-answer");
    }

    /** The address is the one that the request names; waiting for one of the stage's connections is bounded as getting one is. */
    private String endpoint(Proxied proxied) {
        Duration connect = config.connectTimeout();
        return proxied.link().addresses().get(0).base()
                + "?throwExceptionOnFailure=false&copyHeaders=false&disableStreamCache=true&followRedirects=false&deleteWithBody=true"
                + "&connectTimeout=" + connect.toMillis()
                + "&connectionRequestTimeout=" + connect.toMillis()
                + "&responseTimeout=" + config.timeout(proxied.stage()).toMillis();
    }
}
