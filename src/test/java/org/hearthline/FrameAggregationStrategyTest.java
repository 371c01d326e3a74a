package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejected;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.RouteWatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FrameAggregationStrategyTest {
    private static final String ROUTES = """
            - routeConfiguration:
                errorHandler: {noErrorHandler: {}}
            - route:
                id: sample
                from:
                  id: sample-in
                  uri: direct:sample
                  steps:
                    - setVariable: {id: sample-whole, name: weather, constant: {expression: sunny}}
                    - split:
                        id: sample-each
                        simple: {expression: "${body}"}
                        aggregationStrategy: "#frame"
                        streaming: true
                        steps:
                          - bean: {id: sample-first, ref: first, method: see}
                          - bean: {id: sample-judge, ref: judge, method: see}
                          - filter:
                              id: sample-filter
                              simple: {expression: "${body.state} == 'out'"}
                              steps:
                                - stop: {id: sample-stop}
                          - setVariable: {id: sample-field, name: field.length, simple: {expression: "${body.state.length}", resultType: java.lang.Integer}}
                          - setVariable: {id: sample-text, name: field.text, simple: {expression: "${body.state}!"}}
            - route:
                id: misspelt
                from:
                  id: misspelt-in
                  uri: direct:misspelt
                  steps:
                    - split:
                        id: misspelt-each
                        simple: {expression: "${body}"}
                        aggregationStrategy: "#frame"
                        streaming: true
                        steps:
                          - setVariable: {id: misspelt-field, name: field.id, simple: {expression: "${body.entityID}"}}
            """;

    private final Step judge = new Step();
    private final Step first = new Step();
    private CamelContext camel;
    private ProducerTemplate caller;

    /** A step that does what the test says. */
    public static final class Step {
        private final AtomicInteger seen = new AtomicInteger();
        private Consumer<Event> what = event -> {};

        public Event see(Event event) {
            seen.incrementAndGet();
            what.accept(event);
            return event;
        }
    }

    @BeforeEach
    void start() throws Exception {
        camel = new DefaultCamelContext();
        camel.getRegistry().bind("frame", new FrameAggregationStrategy(new RouteWatch(java.time.Clock.systemUTC())));
        camel.getCamelContextExtension().addInterceptStrategy(new FailedStep());
        camel.getRegistry().bind("judge", judge);
        camel.getRegistry().bind("first", first);
        PluginHelper.getRoutesLoader(camel).loadRoutes(ResourceHelper.fromString("sample.yaml", ROUTES));
        camel.start();
        caller = camel.createProducerTemplate();
    }

    @AfterEach
    void stop() {
        camel.stop();
    }

    @Test
    void keepsWhatComesThroughWithItsFields() {
        Frame result = send(frame("a", "bcd"));

        assertThat(result.events()).extracting(Event::state).containsExactly("a", "bcd");
        assertThat(result.events().get(1).enriched().fields())
                .containsEntry("length", 3.0)
                .containsEntry("text", "bcd!");
    }

    @Test
    void filtersRejectsAndKeepsTheCallersIndexes() {
        judge.what = event -> {
            if ("bad".equals(event.state())) {
                throw new Rejected("not like this");
            }
        };

        Frame result = send(frame("a", "bad", "out", "d", "bad"));
        Delivery delivery = result.settle(new Delivery(2, 0, List.of()));

        assertThat(result.events()).extracting(Event::state).containsExactly("a", "d");
        assertThat(delivery.accepted()).isEqualTo(2);
        assertThat(delivery.filtered()).isEqualTo(1);
        assertThat(delivery.rejected()).extracting(r -> r.index()).containsExactly(1, 4);
        assertThat(delivery.rejected().get(0).stage()).isEqualTo("sample");
        assertThat(delivery.rejected().get(0).step()).isEqualTo("sample-judge");
        assertThat(delivery.rejected().get(0).fault().code()).isEqualTo(ErrorCode.REJECTED);
    }

    @Test
    void endsTheWalkAtATransientFailureAndFailsTheFrame() {
        judge.what = event -> {
            if ("away".equals(event.state())) {
                throw new TransientFailure("the other side is away", null);
            }
        };

        Throwable thrown = catchThrowable(() -> send(frame("a", "away", "c", "d")));

        assertThat(thrown).hasRootCauseInstanceOf(TransientFailure.class);
        assertThat(judge.seen).hasValue(2);
    }

    @Test
    void ioInAStepIsTransient() {
        judge.what = event -> {
            throw new java.io.UncheckedIOException(new java.io.IOException("reset"));
        };

        assertThat(catchThrowable(() -> send(frame("a")))).hasRootCauseInstanceOf(java.io.IOException.class);
    }

    @Test
    void oneUnexpectedFailureRejectsOneEvent() {
        judge.what = event -> {
            if ("odd".equals(event.state())) {
                throw new IllegalStateException("cannot read this");
            }
        };

        Frame result = send(frame("a", "odd", "c"));

        assertThat(result.events()).hasSize(2);
        assertThat(result.settled().rejected().get(0).fault().code()).isEqualTo(ErrorCode.STEP_FAILED);
    }

    @Test
    void aStepThatFailsAtEveryEventIsABrokenRouteUntilItIsMended() {
        judge.what = event -> {
            throw new IllegalStateException("broken");
        };
        Frame frame = frame("a", "b", "c", "d", "e");

        Throwable thrown = catchThrowable(() -> send(frame));
        judge.what = event -> {};
        Frame mended = send(frame);

        assertThat(thrown).hasStackTraceContaining("sample-judge");
        assertThat(Failures.asTransient(thrown).orElseThrow().code()).isEqualTo(ErrorCode.ROUTE_BROKEN);
        assertThat(mended.events()).hasSize(5);
    }

    @Test
    void aBrokenRouteSaysWhyAndAtWhichStepWithoutTheEvent() {
        Exchange ended = caller.send(
                "direct:misspelt", exchange -> exchange.getMessage().setBody(frame("a", "b", "c", "d", "e")));

        assertThat(Failures.asTransient(ended.getException()).orElseThrow())
                .hasMessageStartingWith("Step misspelt-field of route misspelt fails at every event (MethodNotFound")
                .hasMessageContaining("entityID")
                .message()
                .doesNotContain("sensor.s", "Exchange[")
                .hasSizeLessThan(400);
        assertThat(FailedStep.of(ended)).isEqualTo("misspelt-field");
    }

    @Test
    void oneOddEventIsToldTheInnermostWords() {
        Frame result = caller.requestBody("direct:misspelt", frame("a"), Frame.class);

        assertThat(result.settled().rejected().get(0).fault().message())
                .startsWith("MethodNotFoundException: Method with name: entityID not found");
    }

    @Test
    void twentyFailuresRunningAreABrokenRouteAlsoInSmallFrames() {
        judge.what = event -> {
            throw new IllegalStateException("broken");
        };
        for (int i = 0; i < 19; i++) {
            assertThat(send(frame("a")).settled().rejected()).hasSize(1);
        }

        Throwable thrown = catchThrowable(() -> send(frame("a")));

        assertThat(Failures.asTransient(thrown).orElseThrow().code()).isEqualTo(ErrorCode.ROUTE_BROKEN);
    }

    @Test
    void anEmptyFrameGoesThrough() {
        assertThat(send(frame()).isEmpty()).isTrue();
    }

    private Frame send(Frame frame) {
        return caller.requestBody("direct:sample", frame, Frame.class);
    }

    private static Frame frame(String... states) {
        List<Event> events = IntStream.range(0, states.length)
                .mapToObj(i -> SampleEvents.temperature("sensor.s" + i, states[i]))
                .toList();
        return Frame.of(UUID.randomUUID(), "home", null, events);
    }
}
