package org.hearthline.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PublicPathsTest {
    private static final Set<String> ALL =
            Set.of("ingestion", "validation", "enrichment", "weather", "storage", "gateway");
    private static final Set<String> TWO = Set.of("enrichment", "storage");
    private final PublicPaths all = new PublicPaths(ALL, ALL, "gateway");

    @ParameterizedTest
    @CsvSource({
        "POST, /api/v1/events, /validation/api/v1/events",
        "GET, /api/v1/events, /storage/api/v1/events",
        "GET, /api/v1/events/4d605e9d-9864-5ce9-85df-741601794366, /storage/api/v1/events/4d605e9d-9864-5ce9-85df-741601794366",
        "GET, /api/v1/events/count, /storage/api/v1/events/count",
        "GET, /api/v1/events/export, /storage/api/v1/events/export",
        "GET, /api/v1/entities, /storage/api/v1/entities",
        "GET, /api/v1/storage, /storage/api/v1/storage",
        "POST, /api/v1/events/forward, /ingestion/api/v1/events/forward",
        "GET, /api/v1/dead-letters, /ingestion/api/v1/dead-letters",
        "DELETE, /api/v1/dead-letters/17, /ingestion/api/v1/dead-letters/17",
        "POST, /api/v1/dead-letters/replay, /ingestion/api/v1/dead-letters/replay",
        "POST, /api/v1/validate, /validation/api/v1/validate",
        "POST, /api/v1/process, /enrichment/api/v1/process",
        "POST, /events, /enrichment/api/v1/events",
        "POST, /enrichment/events, /enrichment/api/v1/events",
        "GET, /api/v1/weather/current, /weather/api/v1/weather/current",
    })
    void leadsFromTheRootToTheStage(String method, String path, String target) {
        assertThat(all.target(method, path)).contains(target);
    }

    @ParameterizedTest
    @CsvSource({"GET, /nothing", "GET, /", "GET, /storage/api/v1/events", "POST, /validation/api/v1/events"})
    void leavesAloneWhatNeedsNoLeading(String method, String path) {
        assertThat(all.target(method, path)).isEmpty();
    }

    @Test
    void anotherMethodStillLeadsToTheStageSoThatItIsRefusedThere() {
        assertThat(all.target("DELETE", "/api/v1/validate")).contains("/validation/api/v1/validate");
    }

    @Test
    void withoutGatewayTheRootIsTheFirstStage() {
        PublicPaths two = new PublicPaths(TWO, TWO, "enrichment");

        assertThat(two.target("POST", "/api/v1/events")).contains("/enrichment/api/v1/events");
        assertThat(two.target("POST", "/events")).contains("/enrichment/api/v1/events");
        assertThat(two.target("GET", "/storage/api/v1/events")).isEmpty();
        assertThat(two.target("DELETE", "/api/v1/events")).contains("/enrichment/api/v1/events");
    }

    @Test
    void withoutGatewayTheRootAnswersWhatOnlyAnotherStageHereCan() {
        PublicPaths two = new PublicPaths(TWO, TWO, "enrichment");

        assertThat(two.target("GET", "/api/v1/events")).contains("/storage/api/v1/events");
        assertThat(two.target("GET", "/api/v1/weather/current")).contains("/enrichment/api/v1/weather/current");
    }

    @Test
    void aGatewayDoesNotLeadToAStageThatRunsElsewhere() {
        PublicPaths alone = new PublicPaths(Set.of("gateway"), Set.of("gateway"), "gateway");

        assertThat(alone.target("POST", "/api/v1/events")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"/api/v1/routes", "/api/v1/routes/diagram", "/api/v1/routes/enrichment/stop", "/jolokia/version"})
    void everyProcessAnswersForItsOwnRoutesAtItsRoot(String path) {
        PublicPaths two = new PublicPaths(TWO, TWO, "enrichment");

        assertThat(all.target("GET", path)).isEmpty();
        assertThat(two.target("POST", path)).isEmpty();
    }

    @Test
    void belowAStageThatRunsHereAreTheSameRoutesAndBelowOneElsewhereItsOwn() {
        PublicPaths gateway = new PublicPaths(ALL, Set.of("gateway", "storage"), "gateway");

        assertThat(gateway.target("GET", "/storage/api/v1/routes")).contains("/api/v1/routes");
        assertThat(gateway.target("POST", "/storage/api/v1/routes/x/stop")).contains("/api/v1/routes/x/stop");
        assertThat(gateway.target("GET", "/validation/api/v1/routes")).isEmpty();
    }
}
