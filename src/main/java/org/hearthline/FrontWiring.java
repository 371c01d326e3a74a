package org.hearthline;

import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.HttpConfig;
import org.hearthline.config.Secret;
import org.hearthline.config.Stage;
import org.hearthline.gateway.PublicPaths;
import org.hearthline.http.Front;
import org.hearthline.http.Problem;

/** What stands in front of the doors of a process: who may enter, which path leads where, what is answered from memory. */
final class FrontWiring {
    private final HttpConfig http;
    private final Deployment deployment;
    private final Clock clock;

    FrontWiring(Config config, Clock clock) {
        this.http = config.http();
        this.deployment = config.deployment();
        this.clock = clock;
    }

    /**
     * The front.
     *
     * @param open whether every door is there
     */
    Front front(FromMemory answers, BooleanSupplier open) {
        Set<Stage> here = deployment.stages();
        // The gateway passes on what is asked below a stage that runs elsewhere.
        Set<Stage> below = deployment.runs(Stage.GATEWAY) ? EnumSet.allOf(Stage.class) : here;
        PublicPaths paths =
                new PublicPaths(ids(below), ids(here), deployment.root().id());
        return new Front(
                new Problem(clock),
                keys(),
                http::isOwnName,
                paths::target,
                answers.byPath(here),
                answers.open(below),
                open);
    }

    private static Set<String> ids(Set<Stage> stages) {
        return stages.stream().map(Stage::id).collect(Collectors.toSet());
    }

    /** No API_KEY, no check: the process listens on loopback only then. */
    private List<String> keys() {
        return http.apiKey().isPresent()
                ? Stream.of(http.apiKey(), http.linkKey())
                        .filter(Secret::isPresent)
                        .map(Secret::reveal)
                        .toList()
                : List.of();
    }
}
