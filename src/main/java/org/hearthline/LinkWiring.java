package org.hearthline;

import java.net.URI;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.LinkNotes;
import org.hearthline.config.Secret;
import org.hearthline.config.Stage;
import org.hearthline.health.Dependency;
import org.hearthline.http.LinkCodec;
import org.hearthline.link.Link;
import org.hearthline.link.LinkHealth;
import org.hearthline.link.Links;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The ways to the stages that do not run here: what the routes of links.camel.yaml name, and how those at the other ends are. */
final class LinkWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkWiring.class);
    private static final Set<String> ROUTES =
            Set.of("validation-remote", "enrichment-remote", "storage-remote", "weather-link");

    private final Config config;
    private final Clock clock;
    private final Links links;

    LinkWiring(Config config, Clock clock, ScheduledExecutorService timer) {
        this.config = config;
        this.clock = clock;
        Deployment deployment = config.deployment();
        List<Link> all = Arrays.stream(Stage.values())
                .filter(stage -> stage != Stage.GATEWAY && !deployment.runs(stage))
                .map(stage -> link(stage, deployment.links(stage)))
                .toList();
        this.links = new Links(all, timer, config.link().probe(), config.link().connectTimeout());
    }

    private Link link(Stage stage, List<URI> addresses) {
        return new Link(
                stage.id(), stage.serviceName(), addresses, config.link().probe(), clock);
    }

    Link to(Stage stage) {
        return links.to(stage.id());
    }

    /** One for each stage that is called from here: for the gateway, as healthy as the stage says that it is. */
    List<Dependency> dependencies() {
        boolean strict = config.deployment().runs(Stage.GATEWAY);
        return config.deployment().neighbours().stream()
                .<Dependency>map(stage -> new LinkHealth(to(stage), strict))
                .toList();
    }

    void bind(CamelContext camel) {
        Registry registry = camel.getRegistry();
        Secret key = config.http().linkKey();
        // validationLink, enrichmentLink, storageLink
        links.all().forEach(link -> registry.bind(link.stage() + "Link", new LinkRequestProcessor(link, key)));
        LinkCodec codec = new LinkCodec(clock);
        registry.bind("linkAnswer", new LinkAnswerProcessor(codec));
        registry.bind("linkParts", new LinkPartsProcessor(codec));
        registry.bind("linkSeen", new LinkSeenProcessor());
        LinkRoutePolicy ended = new LinkRoutePolicy();
        camel.addRoutePolicyFactory(
                (context, id, route) -> ROUTES.contains(id) || id.startsWith(ProxyRoutes.PREFIX) ? ended : null);
    }

    /** Says where the neighbours are expected, and begins to look at them. */
    void start() {
        LinkNotes.of(config).forEach(note -> LOG.atInfo().log(note));
        Set<Stage> called = config.deployment().neighbours();
        links.watch(called.stream().map(this::to).toList());
    }

    @Override
    public void close() {
        links.close();
    }
}
