package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.Map;
import org.hearthline.Pipeline.Answered;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The routes of a process, shown and controlled over HTTP. */
final class RouteControlTest {
    private static final String EVENT = """
            {"event_type":"state_changed","entity_id":"sensor.hall","state":"7","timestamp":"2026-11-20T08:00:00Z"}""";

    @TempDir
    Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final StubServer weather = new StubServer(asked -> new Says(200, Map.of(), PipelineReplay.WEATHER));
    private Pipeline pipeline;

    @BeforeEach
    void start() {
        pipeline = Pipeline.start(
                dataDir,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", weather.url(),
                        "influxdb.url", store.url(),
                        "influxdb.token", "any"));
    }

    @AfterEach
    void stop() {
        pipeline.close();
        store.close();
        weather.close();
    }

    @Test
    void listsEveryRouteWithItsFileAndState() {
        JsonNode enrichment = route("enrichment");

        assertThat(enrichment.path("status").asText()).isEqualTo("started");
        assertThat(enrichment.path("file").asText()).endsWith("routes/enrichment.camel.yaml");
        assertThat(enrichment.path("description").asText()).startsWith("Adds numbers");
        assertThat(route("delivery-1").path("status").asText()).isEqualTo("started");
    }

    @ParameterizedTest
    @CsvSource({"stop, stopped, start", "suspend, suspended, resume"})
    void whileAStageIsStoppedFramesWaitAndNothingIsRefused(String action, String state, String undo) {
        assertThat(act("enrichment", action).json().at("/route/status").asText())
                .isEqualTo(state);

        assertThat(pipeline.post("/api/v1/events/forward", EVENT).status()).isEqualTo(200);
        within30s()
                .untilAsserted(() -> assertThat(pipeline.get("/health")
                                .json()
                                .at("/dependencies/outbox/status")
                                .asText())
                        .isEqualTo("degraded"));
        assertThat(pipeline.post("/api/v1/events", EVENT).status()).isEqualTo(503);
        assertThat(pipeline.stat("in_outbox")).isEqualTo(1);

        assertThat(act("enrichment", undo).json().at("/route/status").asText()).isEqualTo("started");
        within30s().untilAsserted(() -> assertThat(pipeline.stat("stored")).isEqualTo(1));
        assertThat(pipeline.stat("rejected")).isZero();
        assertThat(pipeline.deadLetters()).isEmpty();
    }

    @Test
    void aDoorThatWasRestartedIsNotTakenForAnEventsId() {
        act("storage-count", "stop");
        act("storage-count", "start");

        assertThat(pipeline.get("/api/v1/events/count").body()).doesNotContain("UUID");
    }

    @Test
    void saysWhichRouteOrActionThereIsNot() {
        assertThat(act("enrichmant", "stop").status()).isEqualTo(404);
        assertThat(act("enrichment", "explode").status()).isEqualTo(400);
        assertThat(act("enrichment", "null").status()).isEqualTo(400);
        assertThat(act("routes-control", "stop").status()).isEqualTo(400);
        assertThat(route("enrichment").path("status").asText()).isEqualTo("started");
    }

    private Answered act(String id, String action) {
        return pipeline.post("/api/v1/routes/" + id + "/" + action, "{}");
    }

    private JsonNode route(String id) {
        for (JsonNode one : pipeline.get("/api/v1/routes").json().path("routes")) {
            if (one.path("id").asText().equals(id)) {
                return one;
            }
        }
        throw new AssertionError(id);
    }
}
