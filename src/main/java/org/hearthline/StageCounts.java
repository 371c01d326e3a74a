package org.hearthline;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.hearthline.config.Deployment;
import org.hearthline.config.Stage;
import org.hearthline.health.StageCounters;
import org.jspecify.annotations.Nullable;

/** What each stage that runs here has done with its events. */
final class StageCounts {
    /** By the id of the stage, which is that of its route. */
    private final Map<String, StageCounters> stages = new LinkedHashMap<>();

    /**
     * Counters of one process.
     *
     * @param stored those of the writer; null where storage runs elsewhere
     */
    StageCounts(Deployment deployment, @Nullable StageCounters stored, MeterRegistry meters) {
        for (Stage stage : List.of(Stage.VALIDATION, Stage.ENRICHMENT)) {
            if (deployment.runs(stage)) {
                stages.put(stage.id(), new StageCounters());
            }
        }
        if (stored != null) {
            stages.put(Stage.STORAGE.id(), stored);
        }
        stages.forEach((stage, counted) -> counted.register(stage, meters));
    }

    /** Before the routes are made: from now on, what ends in the route of a stage is looked at and counted. */
    void follow(CamelContext camel) {
        Set<String> ids = Set.copyOf(stages.keySet());
        Map<String, StageCounters> walked = new HashMap<>(stages);
        // The writer counts its own, which needs no walk.
        walked.remove(Stage.STORAGE.id());
        StageRoutePolicy policy = new StageRoutePolicy(walked);
        camel.addRoutePolicyFactory((context, id, route) -> ids.contains(id) ? policy : null);
    }

    /** By stage. */
    Map<String, Object> report() {
        Map<String, Object> report = new LinkedHashMap<>();
        stages.forEach((stage, counters) -> report.put(stage, counters.read().report()));
        return report;
    }
}
