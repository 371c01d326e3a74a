package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.hearthline.Pipeline.Answered;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Edits that are right as YAML and let a frame come back without what became of its events: nothing is lost, and undoing them is enough. */
final class UnsettledFrameTest {
    private static final String ENRICHMENT = "enrichment.camel.yaml";
    private static final String BEFORE_SPLIT = "        - split:\n            id: enrichment-each-event";
    private static final String OUT =
            "              - to: {id: enrichment-out, description: \"Answers when the store has.\", uri: \"{{door.storage}}\"}\n";
    private static final int EVENTS = 200;

    @TempDir
    Path home;

    private OwnRoutes own;

    @BeforeEach
    void start() {
        own = new OwnRoutes(home);
        own.start(Map.of());
    }

    @AfterEach
    void stop() {
        own.close();
    }

    /** The step that stops stands in another file, where nobody can tell what it is called for. */
    @ParameterizedTest
    @ValueSource(strings = {BEFORE_SPLIT, "        - filter:\n            id: enrichment-goes-on"})
    void aFrameThatIsStoppedWholeStaysInTheOutbox(String before) {
        own.write("quiet.yaml", """
                - route:
                    id: quiet
                    from:
                      uri: direct:quiet
                      steps:
                        - filter:
                            expression: {simple: {expression: "${body.house} == 'home'"}}
                            steps: [{stop: {id: quiet-stop}}]
                """);
        load(OwnRoutes.PACKAGED.replace(
                before, "        - to: {id: enrichment-to-quiet, uri: direct:quiet}\n" + before));

        forwardAndUndo("Route enrichment ends a whole frame");
    }

    @Test
    void anExceptionThatAStepSwallowsIsNoAnswer() {
        own.store.onWrite(lines -> InfluxStub.says(503, "shutting down"));
        load(OwnRoutes.PACKAGED.replace(OUT, """
                              - doTry:
                                  id: enrichment-try
                                  steps:
                                    - to: {id: enrichment-out, uri: "{{door.storage}}"}
                                  doCatch:
                                    - id: enrichment-catch
                                      exception: [java.lang.Exception]
                                      steps: [{log: {id: enrichment-log, message: "away"}}]
                """));

        forwardAndUndo("Route enrichment answers with");
    }

    @Test
    void whatAFallbackAnswersIsNoAnswer() {
        own.store.onWrite(lines -> InfluxStub.says(503, "shutting down"));
        load(OwnRoutes.PACKAGED.replace(OUT, """
                              - circuitBreaker:
                                  id: enrichment-breaker
                                  steps:
                                    - to: {id: enrichment-out, uri: "{{door.storage}}"}
                                  onFallback:
                                    id: enrichment-fallback
                                    steps: [{setBody: {id: enrichment-nothing, expression: {constant: {expression: "nothing"}}}}]
                """));

        forwardAndUndo("Route enrichment answers with java.lang.String");
    }

    @Test
    void aCallerIsNeverToldThatItIsDone() {
        load(OwnRoutes.PACKAGED.replace(
                OUT,
                "              - setBody: {id: enrichment-own, expression: {constant: {expression: \"done\"}}}\n"));

        Answered answer = own.pipeline().post("/api/v1/events", events("sensor.direct_"));

        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.errorCode()).isEqualTo("ROUTE_BROKEN");
    }

    @Test
    void aDeliveryThatDoesNotSettleKeepsItsFrame() {
        String delivery = OwnRoutes.resource("/routes/delivery.camel.yaml");
        own.write(
                "delivery.camel.yaml",
                delivery.replace(
                        "        - bean: {id: delivery-carry-letters",
                        "        - stop: {id: delivery-carry-stop}\n        - bean: {id: delivery-carry-letters"));
        assertThat(own.reload("delivery.camel.yaml").path("faults")).isEmpty();
        forward();
        waits("Route delivery-carry ends before");

        own.delete("delivery.camel.yaml");

        allStored("sensor.kept_");
    }

    @Test
    void aFrameThatHangsInAStepGoesOnWhenTheStepIsGone() {
        load(OwnRoutes.enrichmentWith(
                "- delay: {id: enrichment-sleep, expression: {constant: {expression: \"600000\"}}}"));
        forward();
        within().until(() ->
                own.pipeline().application().camel().getInflightRepository().size("enrichment") > 0);

        own.delete(ENRICHMENT);

        allStored("sensor.kept_");
    }

    @Test
    void whoeverSplitsTheSameFrameBesideTheStageTakesNothingFromIt() {
        own.write("look.yaml", """
                - route:
                    id: look
                    from:
                      uri: seda:look
                      parameters: {concurrentConsumers: 4}
                      steps:
                        - split:
                            expression: {simple: {expression: "${body}"}}
                            steps: [{setHeader: {name: seen, expression: {simple: {expression: "${body.entityId}"}}}}]
                """);
        load(OwnRoutes.PACKAGED.replace(
                BEFORE_SPLIT, "        - wireTap: {id: enrichment-tap, uri: \"seda:look\"}\n" + BEFORE_SPLIT));

        for (int i = 0; i < 20; i++) {
            String prefix = "sensor.tapped_" + i + "_";
            Answered answer = own.pipeline().post("/api/v1/events", events(prefix));
            assertThat(answer.status()).as(answer.body()).isEqualTo(200);
            assertThat(answer.json().path("accepted").asInt()).isEqualTo(EVENTS);
        }

        assertThat(own.store.eventIds()).doesNotHaveDuplicates().hasSize(20 * EVENTS);
    }

    private void load(String enrichment) {
        assertThat(enrichment).isNotEqualTo(OwnRoutes.PACKAGED);
        own.write(ENRICHMENT, enrichment);
        assertThat(own.reload(ENRICHMENT).path("faults")).isEmpty();
        assertThat(own.status(ENRICHMENT).path("state").asText()).isEqualTo("running");
    }

    private void forwardAndUndo(String reason) {
        forward();
        waits(reason);
        assertThat(own.store.lines()).noneMatch(line -> line.contains("sensor.kept_"));

        own.delete(ENRICHMENT);
        own.store.onWrite(lines -> InfluxStub.STORED);

        allStored("sensor.kept_");
    }

    private void forward() {
        Answered answer = own.pipeline().post("/api/v1/events/forward", events("sensor.kept_"));
        assertThat(answer.status()).as(answer.body()).isEqualTo(200);
    }

    private void waits(String reason) {
        within().untilAsserted(() -> assertThat(
                        own.pipeline().health("outbox").path("detail").asText())
                .contains(reason));
        assertThat(own.pipeline().get("/api/v1/outbox").json().path("frames").asInt())
                .isPositive();
    }

    private void allStored(String prefix) {
        within().until(() -> own.pipeline().stat("in_outbox") == 0);
        assertThat(own.store.lines().stream()
                        .filter(line -> line.contains(prefix))
                        .distinct())
                .hasSize(EVENTS);
        assertThat(own.pipeline().stat("received")).isEqualTo(own.pipeline().stat("stored"));
        assertThat(own.pipeline().deadLetters()).isEmpty();
    }

    private static String events(String prefix) {
        return IntStream.range(0, EVENTS)
                .mapToObj(i -> Pipeline.event(prefix + i, "1", "2026-11-20T08:00:00Z"))
                .collect(Collectors.joining(",", "[", "]"));
    }

    private static ConditionFactory within() {
        return await().atMost(Duration.ofMinutes(1));
    }
}
