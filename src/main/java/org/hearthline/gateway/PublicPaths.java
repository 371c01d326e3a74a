package org.hearthline.gateway;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Which stage answers a path at the root of a process. Every stage stands below {@code /<stage>}; the root is the API in one
 * place where the gateway runs, and the first stage's own where it does not, with what only others here answer. Immutable; any thread.
 */
public final class PublicPaths {
    private static final String ENRICHMENT = "enrichment";
    private static final String GATEWAY = "gateway";
    private static final String INGESTION = "ingestion";
    private static final String STORAGE = "storage";
    private static final String VALIDATION = "validation";
    private static final String WEATHER = "weather";

    private static final String EVENTS = "/api/v1/events";
    /** The old name of enrichment's door. */
    private static final String SHORT_EVENTS = "/events";

    /** First match counts. */
    private static final List<Rule> API = List.of(
            new Rule("POST", "/api/v1/events/forward", INGESTION),
            new Rule("GET", "/api/v1/events/stats", INGESTION),
            new Rule("GET", "/api/v1/gaps", INGESTION),
            new Rule("GET", "/api/v1/gaps/*", INGESTION),
            new Rule("POST", "/api/v1/backfill", INGESTION),
            new Rule("GET", "/api/v1/outbox", INGESTION),
            new Rule("GET", "/api/v1/dead-letters*", INGESTION),
            new Rule("POST", "/api/v1/dead-letters/replay", INGESTION),
            new Rule("DELETE", "/api/v1/dead-letters*", INGESTION),
            new Rule("POST", "/api/v1/events", VALIDATION),
            new Rule("POST", "/api/v1/validate", VALIDATION),
            new Rule("POST", "/api/v1/process", ENRICHMENT),
            new Rule("GET", "/api/v1/events*", STORAGE),
            new Rule("GET", "/api/v1/entities", STORAGE),
            new Rule("GET", "/api/v1/storage", STORAGE),
            new Rule("GET", "/api/v1/weather/*", WEATHER));

    /** What each process answers of itself, whichever stages it runs. */
    private static final String ROUTES = "/api/v1/routes";

    private static final String JOLOKIA = "/jolokia";

    private final Set<String> stages;
    private final Set<String> here;
    private final String root;

    private record Rule(String method, String path, String stage) {
        boolean covers(String asked) {
            return path.endsWith("*") ? asked.startsWith(path.substring(0, path.length() - 1)) : asked.equals(path);
        }
    }

    /**
     * The paths of one process.
     *
     * @param stages names of those that stand below this process: they run here, or the gateway passes requests on to them
     * @param here names of those that run here
     * @param root the one that gives the process its root: "gateway" for the API in one place
     */
    public PublicPaths(Set<String> stages, Set<String> here, String root) {
        this.stages = Set.copyOf(stages);
        this.here = Set.copyOf(here);
        this.root = root;
    }

    /**
     * The path below {@code /<stage>} that answers a path at the root; empty when the path is below a stage already, or when
     * nothing answers it here. What a process answers of itself stands at its root, and the paths below its stages lead there.
     */
    public Optional<String> target(String method, String path) {
        if (path.equals("/enrichment" + SHORT_EVENTS)) {
            return Optional.of("/enrichment" + EVENTS);
        }
        if (isBelow(path, ROUTES) || isBelow(path, JOLOKIA)) {
            return Optional.empty();
        }
        String stage = path.split("/", 3)[1];
        if (stages.contains(stage)) {
            String rest = path.substring(stage.length() + 1);
            return Optional.of(rest).filter(own -> here.contains(stage) && isBelow(own, ROUTES));
        }
        if (path.equals(SHORT_EVENTS) && stages.contains(ENRICHMENT)) {
            return Optional.of("/enrichment" + EVENTS);
        }
        if (!root.equals(GATEWAY)) {
            return Optional.of(
                    "/" + (path.equals(EVENTS) && method.equals("POST") ? root : stageOf(method, path)) + path);
        }
        List<Rule> covering = API.stream()
                .filter(rule -> rule.covers(path) && stages.contains(rule.stage))
                .toList();
        return covering.stream()
                .filter(rule -> rule.method.equals(method))
                .findFirst()
                .or(() -> covering.stream().findFirst())
                .map(rule -> "/" + rule.stage + path);
    }

    private static boolean isBelow(String path, String root) {
        return path.equals(root) || path.startsWith(root + "/");
    }

    /** What only one stage answers, it answers also where another one gives the root. */
    private String stageOf(String method, String path) {
        return API.stream()
                .filter(rule -> rule.method.equals(method) && rule.covers(path) && stages.contains(rule.stage))
                .findFirst()
                .map(Rule::stage)
                .orElse(root);
    }
}
