package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.hearthline.StubServer.Asked;
import org.hearthline.StubServer.Says;
import org.hearthline.config.Secret;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.Delivery;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.hearthline.http.LinkCodec;
import org.hearthline.link.Link;
import org.hearthline.link.LinkHealth;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The packaged link to storage, and stages behind it that do as the test says. */
class LinkTest {
    private static final int MOST_LINES = 2;
    private static final Secret KEY = new Secret("link-key-0123456789");

    private final List<Asked> asked = Collections.synchronizedList(new ArrayList<>());
    private final StubServer storage = new StubServer(this::take);
    private final StubServer second = new StubServer(this::take);
    private final SteppedClock clock = new SteppedClock();
    private Duration patience = Duration.ofSeconds(20);
    private CamelContext camel;
    private Link link;

    @AfterEach
    void stop() throws Exception {
        camel.close();
        storage.close();
        second.close();
    }

    @Test
    void aFrameThatIsTooLargeIsHalvedUntilItFits() throws Exception {
        start(storage.url());

        Delivery delivery = post("sensor.a", "sensor.b", "sensor.c", "sensor.d", "sensor.e");

        assertThat(delivery).isEqualTo(new Delivery(5, 0, List.of()));
        assertThat(asked)
                .extracting(one -> one.body().lines().count())
                .contains(5L)
                .allSatisfy(lines -> assertThat(lines).isPositive());
    }

    @Test
    void anEventThatFitsNowhereIsRefusedAloneUnderItsOwnIndex() throws Exception {
        start(storage.url());

        Delivery delivery = post("sensor.a", "sensor.b", "sensor.huge", "sensor.d");

        assertThat(delivery.accepted()).isEqualTo(3);
        assertThat(delivery.rejected()).extracting(Rejection::index).containsExactly(2);
        assertThat(delivery.rejected().get(0).step()).isEqualTo("storage-remote-post");
    }

    @Test
    void aFrameGoesWithTheKeyOfThePipelineAndAnIdThatTiesItsHopsTogether() throws Exception {
        start(storage.url() + "/storage");
        Frame frame = frame("sensor.a");

        post(frame);

        assertThat(asked).singleElement().satisfies(one -> {
            assertThat(one.method()).isEqualTo("POST");
            assertThat(one.path()).isEqualTo("/storage/api/v1/events");
            assertThat(one.headers())
                    .containsEntry("Authorization", "Bearer " + KEY.reveal())
                    .containsEntry("Content-Type", "application/x-ndjson")
                    .containsEntry("X-Frame-Id", frame.id().toString())
                    .containsEntry("X-Correlation-ID", frame.id().toString())
                    .doesNotContainKey("CamelHttpUri");
        });
    }

    @Test
    void thePauseThatAStageAsksForIsHandedOn() throws Exception {
        start(storage.url());
        storage.answer(one -> new Says(503, Map.of("Retry-After", "7"), "{\"error\":{\"message\":\"no store\"}}"));

        TransientFailure failure = failure();

        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure).hasMessageContaining("no store");
        assertThat(health().level()).isEqualTo(Level.DEGRADED);
        assertThat(health().detail()).contains("data-storage", "503");
        storage.answer(this::take);
        post("sensor.a");
        assertThat(health().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void aStageThatDoesNotAnswerInTimeIsGivenUp() throws Exception {
        patience = Duration.ofMillis(300);
        start(storage.url());
        storage.hang();

        Throwable thrown = catchThrowable(() -> post("sensor.a"));

        assertThat(Failures.asTransient(thrown)).isPresent();
        assertThat(health().level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void severalAddressesShareTheFrames() throws Exception {
        start(storage.url() + "/one", storage.url() + "/two");

        for (int i = 0; i < 6; i++) {
            post("sensor.a");
        }

        assertThat(asked).filteredOn(one -> one.path().startsWith("/one/")).hasSize(3);
        assertThat(asked).filteredOn(one -> one.path().startsWith("/two/")).hasSize(3);
    }

    @Test
    void anAddressWhoseCallsFailLeavesAndComesBack() throws Exception {
        start(storage.url(), second.url());
        second.answer(one -> new Says(503));

        // One of them fails, whoever begins.
        long failed = IntStream.range(0, 10)
                .filter(i -> catchThrowable(() -> post("sensor.a")) != null)
                .count();

        assertThat(failed).isEqualTo(1);
        assertThat(health().level()).isEqualTo(Level.DEGRADED);
        second.answer(this::take);
        clock.step(Duration.ofSeconds(6));
        asked.clear();
        for (int i = 0; i < 4; i++) {
            post("sensor.a");
        }
        assertThat(health().level()).isEqualTo(Level.HEALTHY);
        assertThat(link.addresses())
                .allSatisfy(address -> assertThat(address.standing().failures()).isZero());
    }

    @Test
    void whereAllAddressesFailTheyAreTriedAllTheSame() throws Exception {
        start(storage.url(), second.url());
        storage.answer(this::fail);
        second.answer(this::fail);
        failure();
        failure();
        asked.clear();

        failure();
        failure();

        assertThat(asked.stream().map(one -> one.headers().get("Host")).distinct())
                .hasSize(2);
    }

    @Test
    void aFrameThatIsTooLargeGetsThroughABreakerThatProbes() throws Exception {
        start(storage.url());
        storage.answer(one -> new Says(503));
        for (int i = 0; i < 5; i++) {
            failure();
        }
        assertThat(failure()).hasMessageContaining("is open");
        storage.answer(this::take);

        await().pollInterval(Duration.ofMillis(200))
                .atMost(Duration.ofSeconds(20))
                .ignoreException(CamelExecutionException.class)
                .untilAsserted(() -> assertThat(
                                post("sensor.a", "sensor.b", "sensor.c").accepted())
                        .isEqualTo(3));
    }

    @Test
    void anAnswerThatIsLongerThanOneCanBeIsNotRead() throws Exception {
        start(storage.url());
        storage.answer(one -> new Says(200, Map.of(), " ".repeat(17 << 20)));

        assertThat(failure()).hasMessageContaining("longer than one can be");
        assertThat(health().level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void aStageThatRefusesTheKeySaysWhatToDo() throws Exception {
        start(storage.url());
        storage.answer(one -> new Says(401, Map.of(), "{\"error\":{\"message\":\"Send the key\"}}"));

        failure();

        assertThat(health().detail()).contains("LINK_KEY").doesNotContain("Send the key");
    }

    @Test
    void aStageThatTakesNoFrameHasFailedWhateverItSays() throws Exception {
        start(storage.url());
        for (Says refusal : List.of(new Says(401), new Says(200, Map.of(), "<html>"))) {
            storage.answer(one -> refusal);

            failure();

            assertThat(health().level()).isEqualTo(Level.DEGRADED);
            storage.answer(this::take);
            post("sensor.a");
            assertThat(health().level()).isEqualTo(Level.HEALTHY);
        }
    }

    private void start(String... addresses) throws Exception {
        List<URI> bases = Stream.of(addresses).map(URI::create).toList();
        link = new Link("storage", "data-storage", bases, Duration.ofSeconds(5), clock);
        camel = new DefaultCamelContext();
        Properties properties = new Properties();
        properties.putAll(Map.of(
                "remote.storage",
                "true",
                "link.storage",
                addresses[0],
                "link.connect-timeout",
                "1000",
                "link.storage-timeout",
                Long.toString(patience.toMillis())));
        camel.getPropertiesComponent().setInitialProperties(properties);
        OutboundHttp.configure(camel);
        camel.getRegistry().bind("storageLink", new LinkRequestProcessor(link, KEY));
        LinkCodec codec = new LinkCodec(Clock.systemUTC());
        camel.getRegistry().bind("linkAnswer", new LinkAnswerProcessor(codec));
        camel.getRegistry().bind("linkParts", new LinkPartsProcessor(codec));
        LinkRoutePolicy policy = new LinkRoutePolicy();
        camel.addRoutePolicyFactory((context, id, route) -> policy);
        PluginHelper.getRoutesLoader(camel)
                .loadRoutes(
                        // The retries of the outbox belong to another test.
                        ResourceHelper.fromString(
                                "errors.camel.yaml", "- routeConfiguration: {errorHandler: {noErrorHandler: {}}}"),
                        ResourceHelper.fromString("links.camel.yaml", StageAlone.packaged("links")));
        camel.start();
    }

    private Says fail(Asked one) {
        asked.add(one);
        return new Says(503);
    }

    private Says take(Asked one) {
        asked.add(one);
        int lines = (int) one.body().lines().count();
        boolean fits = lines <= MOST_LINES && !one.body().contains("sensor.huge");
        return new Says(fits ? 200 : 413, Map.of(), "{\"accepted\":" + lines + ",\"filtered\":0,\"rejected\":[]}");
    }

    private Status health() {
        return new LinkHealth(link, false).status();
    }

    private TransientFailure failure() {
        return Failures.asTransient(catchThrowable(() -> post("sensor.a"))).orElseThrow();
    }

    private Delivery post(String... entities) {
        return post(frame(entities));
    }

    private Delivery post(Frame frame) {
        return camel.createProducerTemplate().requestBody("direct:storage-remote", frame, Delivery.class);
    }

    private static Frame frame(String... entities) {
        List<Event> events = Arrays.stream(entities)
                .map(entity -> SampleEvents.temperature(entity, "1"))
                .toList();
        return SampleEvents.frame(events);
    }
}
