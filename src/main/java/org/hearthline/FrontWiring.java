package org.hearthline;

import java.time.Clock;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.HttpConfig;
import org.hearthline.config.Secret;
import org.hearthline.config.SecretValues;
import org.hearthline.config.Stage;
import org.hearthline.gateway.PublicPaths;
import org.hearthline.http.Answer;
import org.hearthline.http.Front;
import org.hearthline.http.Problem;

/** What stands in front of the doors of a process: who may enter, which path leads where, what is answered from memory. */
final class FrontWiring {
    private final HttpConfig http;
    private final Deployment deployment;
    private final Clock clock;
    private final SecretValues secrets;

    FrontWiring(Config config, Clock clock) {
        this.secrets = config.secretValues();
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
                withoutSecrets(answers.byPath(here)),
                answers.open(below),
                open);
    }

    /** Health says why a step fails, in words that may be a route's. */
    private Map<String, Supplier<Answer>> withoutSecrets(Map<String, Supplier<Answer>> answers) {
        Map<String, Supplier<Answer>> masked = new HashMap<>(answers);
        masked.replaceAll((path, answer) -> () -> withoutSecrets(answer.get()));
        return masked;
    }

    private Answer withoutSecrets(Answer answer) {
        if (!Answer.JSON.equals(answer.contentType())) {
            return answer; // pages, the contract, metrics: no words of routes
        }
        return new Answer(answer.status(), answer.contentType(), secrets.masked(answer.body()), answer.retryAfter());
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
