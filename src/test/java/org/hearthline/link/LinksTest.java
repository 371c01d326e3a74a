package org.hearthline.link;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.stream.Stream;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.hearthline.link.Sighting.Condition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class LinksTest {
    private static final LinkCall.Subject QUESTION = new LinkCall.Subject("GET", "/", 1, 0, "id");

    private final SteppedClock clock = new SteppedClock();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @AfterEach
    void stop() {
        timer.shutdownNow();
    }

    @Test
    void addressesTakeTurns() {
        Link link = link("http://a", "http://b", "http://c");

        assertThat(Stream.generate(() -> link.next().base().getHost()).limit(6))
                .containsExactly("a", "b", "c", "a", "b", "c");
    }

    @Test
    void anAddressWithoutConnectionGetsNoCallsUntilALookFindsItAgain() {
        Link link = link("http://a", "http://b");
        LinkAddress a = link.addresses().get(0);

        link.call(a, QUESTION).failed("refused", true);
        clock.step(Duration.ofHours(1));

        assertThat(hosts(link)).containsOnly("b");
        a.seen(healthy());
        clock.step(Duration.ofSeconds(6));
        assertThat(hosts(link)).contains("a", "b");
    }

    @Test
    void anAddressWhoseAnswersFailRestsAndIsTriedAgain() {
        Link link = link("http://a", "http://b");

        link.call(link.addresses().get(0), QUESTION).answered(503);

        assertThat(hosts(link)).containsOnly("b");
        clock.step(Duration.ofSeconds(6));
        assertThat(hosts(link)).contains("a", "b");
    }

    @Test
    void aStageOfWhichNothingIsLeftIsAwayForAProxyAndTriedByAFrame() {
        Link link = link("http://a");

        link.addresses().get(0).seen(Sighting.away("refused"));

        assertThat(link.present()).isEmpty();
        assertThat(link.next().base()).hasHost("a");
    }

    @Test
    void whereAllAreAwayEachHasItsTurn() {
        for (int addresses : new int[] {2, 3, 4}) {
            Link link = link(Stream.of("http://a", "http://b", "http://c", "http://d")
                    .limit(addresses)
                    .toArray(String[]::new));
            link.addresses().forEach(address -> address.seen(Sighting.away("refused")));

            assertThat(Stream.generate(() -> link.next().base().getHost())
                            .limit(addresses)
                            .distinct())
                    .hasSize(addresses);
        }
    }

    @Test
    void whereAllRestEachHasItsTurn() {
        Link link = link("http://a", "http://b");
        link.addresses().forEach(address -> link.call(address, QUESTION).answered(503));

        assertThat(Stream.generate(() -> link.present().orElseThrow().base().getHost())
                        .limit(2))
                .containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void aServiceThatStopsInTheMiddleOfItsReportIsAway() throws Exception {
        HttpServer half = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        half.setExecutor(Executors.newCachedThreadPool());
        CountDownLatch asked = new CountDownLatch(1);
        half.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 100);
            exchange.getResponseBody().write("{".getBytes(UTF_8));
            exchange.getResponseBody().flush();
            asked.countDown();
        });
        half.start();
        try {
            HealthProbe probe = new HealthProbe(Duration.ofMillis(200), timer);

            Sighting seen = probe.look(
                    URI.create("http://127.0.0.1:" + half.getAddress().getPort()), "data-storage", "storage");

            assertThat(asked.getCount()).isZero();
            assertThat(seen.condition()).isEqualTo(Condition.AWAY);
            assertThat(seen.detail()).contains("200 ms");
        } finally {
            half.stop(0);
        }
    }

    @Test
    void aLinkToTheRootOfAnotherStageGetsNoCallsAndSaysWhichAddressIsMeant() throws Exception {
        HttpServer other = server(200, "{\"status\":\"healthy\",\"service\":\"event-validation\"}");
        try {
            HealthProbe probe = new HealthProbe(Duration.ofSeconds(30), timer);
            Link link = link(url(other));
            LinkAddress only = link.addresses().get(0);

            only.seen(probe.look(only.base(), "data-storage", "storage"));

            assertThat(new LinkHealth(link, false).status().level()).isEqualTo(Level.DEGRADED);
            assertThat(new LinkHealth(link, false).status().detail())
                    .contains("event-validation answers", url(other) + "/storage", "LINK_STORAGE");
            assertThat(link.present()).isEmpty();
            assertThatThrownBy(link::next)
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining(url(other) + "/storage");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void aCallIsEndedOnce() {
        Link link = link("http://a");
        LinkCall call = link.call(link.next(), QUESTION);

        call.answered(200);
        call.failed("too late", true);

        assertThat(link.present()).isPresent();
        assertThat(link.addresses().get(0).standing().failures()).isZero();
    }

    @Test
    void refusedEventsAndQuestionsAreNoFailuresOfTheStage() {
        Link link = link("http://a");

        for (int status : new int[] {200, 400, 404, 413, 422}) {
            link.call(link.next(), QUESTION).answered(status);
        }
        assertThat(new LinkHealth(link, false).status().level()).isEqualTo(Level.HEALTHY);
        link.call(link.next(), QUESTION).answered(429);

        assertThat(new LinkHealth(link, false).status().level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void healthForgetsAFailedCallAfterAWhileAndAtOnceWhenTheStageIsFoundAgain() {
        Link link = link("http://a");
        LinkAddress a = link.addresses().get(0);
        a.seen(healthy());
        link.call(a, QUESTION).answered(500);
        assertThat(new LinkHealth(link, true).status().level()).isEqualTo(Level.DEGRADED);

        clock.step(Duration.ofMinutes(2));

        assertThat(new LinkHealth(link, true).status().level()).isEqualTo(Level.HEALTHY);
        link.call(a, QUESTION).failed("refused", true);
        assertThat(new LinkHealth(link, true).status().detail()).contains("is away: refused");
        a.seen(healthy());
        assertThat(new LinkHealth(link, true).status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void healthSaysSinceWhenAndForTheGatewayWhatTheStageItselfSays() {
        Link link = link("http://a");
        LinkAddress a = link.addresses().get(0);
        a.seen(healthy());
        clock.step(Duration.ofMinutes(1));
        Instant began = clock.instant();

        a.seen(new Sighting(Condition.DEGRADED, "store: away", 1.0, "1"));
        clock.step(Duration.ofMinutes(1));
        a.seen(new Sighting(Condition.DEGRADED, "store: still away", 1.0, "1"));

        assertThat(new LinkHealth(link, false).status().level()).isEqualTo(Level.HEALTHY);
        assertThat(new LinkHealth(link, true).status().level()).isEqualTo(Level.DEGRADED);
        assertThat(new LinkHealth(link, true).status().detail()).contains("data-storage at http://a", "still away");
        assertThat(new LinkHealth(link, true).status().since()).isEqualTo(began);
    }

    @Test
    void whoeverLooksFindsWhoAnswersAndHow() throws IOException {
        HttpServer healthy = server(200, "{\"status\":\"healthy\",\"version\":\"1.2\"}");
        HttpServer unhealthy = server(
                503,
                "{\"status\":\"unhealthy\",\"dependencies\":{\"disk\":{\"status\":\"unhealthy\",\"detail\":\"full\"},"
                        + "\"store\":{\"status\":\"healthy\",\"detail\":\"fine\"}}}");
        HttpServer stranger = server(404, "<html>");
        HttpServer gone = server(200, "");
        gone.stop(0);
        Link link = link(url(healthy), url(unhealthy), url(stranger), url(gone));
        try (Links links = new Links(List.of(link), timer, Duration.ofMillis(100), Duration.ofSeconds(30))) {
            links.watch(List.of(link));

            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(link.addresses())
                            .extracting(address -> address.standing().sighting())
                            .doesNotContainNull());
        } finally {
            healthy.stop(0);
            unhealthy.stop(0);
            stranger.stop(0);
        }
        List<Sighting> seen = link.addresses().stream()
                .map(address -> address.standing().sighting())
                .toList();
        assertThat(seen)
                .extracting(Sighting::condition)
                .containsExactly(Condition.HEALTHY, Condition.UNHEALTHY, Condition.DEGRADED, Condition.AWAY);
        assertThat(seen.get(0).version()).isEqualTo("1.2");
        assertThat(seen.get(0).latencyMs()).isPositive();
        assertThat(seen.get(1).detail()).isEqualTo("disk: full");
        assertThat(seen.get(2).detail()).contains("404", "check its address");
        assertThat(seen.get(3).detail()).isEqualTo("nobody listens there");
    }

    private static HttpServer server(int status, String body) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/storage/health", exchange -> {
            byte[] bytes = body.getBytes(UTF_8);
            exchange.sendResponseHeaders(status, bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/storage";
    }

    private static Sighting healthy() {
        return new Sighting(Condition.HEALTHY, "", 1.0, "1");
    }

    private static List<String> hosts(Link link) {
        return Stream.generate(() -> link.next().base().getHost()).limit(6).toList();
    }

    private Link link(String... addresses) {
        List<URI> bases = Stream.of(addresses).map(URI::create).toList();
        return new Link("storage", "data-storage", bases, Duration.ofSeconds(5), clock);
    }
}
