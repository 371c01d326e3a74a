package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthline.PipelineReplay.within30s;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import org.hearthline.Pipeline.Answered;
import org.hearthline.event.Recordings;
import org.hearthline.ha.FakeHomeAssistant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** How the application ends, and how it fails to begin: nothing that was acknowledged is lost, nothing is left behind. */
final class StopTest {
    private static final Map<String, String> NO_HOUSE = Map.of(
            "ha.url", "http://127.0.0.1:1", "ha.token", "nobody-listens", "weather.api-url", "http://127.0.0.1:1");

    @TempDir
    Path dataDir;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        log.start();
        root.addAppender(log);
    }

    @AfterEach
    void listenNoMore() {
        root.detachAppender(log);
    }

    @Test
    void storesWhatItHasAcknowledgedWhenItIsStoppedUnderLoad() {
        try (InfluxStub store = new InfluxStub();
                FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION)) {
            Pipeline pipeline = Pipeline.start(dataDir, with(settings(house, store), Map.of("frame.max-events", "10")));
            within30s().until(() -> house.isSubscribed("state_changed"));
            store.http().hang();
            Instant start = Instant.parse("2026-11-20T08:00:00Z");
            for (int i = 0; i < 100; i++) {
                house.socket().event("state_changed", Pipeline.change("sensor.live", "live" + i, start.plusSeconds(i)));
            }
            within30s()
                    .until(() ->
                            pipeline.stat("received") == 100 && store.http().held() == 1);
            List<CompletableFuture<Answered>> callers = new ArrayList<>();
            for (int i = 0; i < 10; i++) {
                callers.add(pipeline.postLater(
                        i % 2 == 0 ? "/api/v1/events" : "/api/v1/events/forward",
                        Pipeline.event(
                                "sensor.asked",
                                "asked" + i,
                                start.plusSeconds(i).toString())));
            }
            within30s().until(() -> store.http().held() >= 6 && pipeline.stat("received") == 105);
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(pipeline::close);
            store.http().goOn();
            stopped.join();
            assertQuiet();
            restart(store).close();
            for (int i = 0; i < 10; i++) {
                if (succeeded(callers.get(i))) {
                    assertThat(store.states()).contains("asked" + i);
                }
            }
            assertThat(callers.stream().filter(StopTest::succeeded))
                    .as("requests under way end well")
                    .hasSizeGreaterThanOrEqualTo(5);
            for (int i = 0; i < 100; i++) {
                assertThat(store.states()).contains("live" + i);
            }
        }
    }

    /** Returns when what waited is delivered. */
    private Pipeline restart(InfluxStub store) {
        Pipeline again =
                Pipeline.start(dataDir, with(NO_HOUSE, Map.of("influxdb.url", store.url(), "influxdb.token", "any")));
        within30s().until(() -> again.stat("in_outbox") == 0);
        return again;
    }

    private static boolean succeeded(CompletableFuture<Answered> caller) {
        return caller.handle((answer, failure) -> failure == null && answer.status() == 200)
                .join();
    }

    private void assertQuiet() {
        assertThat(log.list.stream()
                        .filter(event ->
                                event.getLevel().isGreaterOrEqual(Level.ERROR) || event.getThrowableProxy() != null)
                        .map(event -> event.getLevel() + " " + event.getLoggerName() + " " + event.getFormattedMessage()
                                + " " + event.getThrowableProxy()))
                .isEmpty();
    }

    @Test
    void keepsAFrameForTheNextStartWhenTheStoreIsAway() {
        try (InfluxStub store = new InfluxStub()) {
            store.onWrite(lines -> InfluxStub.says(401, "unauthorized access"));
            Pipeline pipeline = Pipeline.start(
                    dataDir, with(NO_HOUSE, Map.of("influxdb.url", store.url(), "influxdb.token", "any")));
            pipeline.post("/api/v1/events/forward", Pipeline.event("sensor.kept", "kept", "2026-11-20T08:00:00Z"));
            within30s()
                    .until(() ->
                            pipeline.health("outbox").path("status").asText().equals("degraded"));
            pipeline.close();
            assertQuiet();
            assertThat(store.states()).isEmpty();

            store.onWrite(lines -> InfluxStub.STORED);
            try (Pipeline again = restart(store)) {
                assertThat(store.states()).containsExactly("kept");
                assertThat(again.stat("carried_over")).isEqualTo(1);
                assertThat(again.stat("stored")).isEqualTo(1);
            }
        }
    }

    @Test
    void hearsTheHouseWhileItStillWaitsForTheStoreAndStoresThatToo() {
        try (InfluxStub store = new InfluxStub();
                FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION)) {
            CompletableFuture<Pipeline> starting = startUntilItAsksTheStore(store, house);
            assertThat(starting).as("the store is asked before routes are made").isNotDone();
            house.socket()
                    .event(
                            "state_changed",
                            Pipeline.change("sensor.live", "early", Instant.parse("2026-11-20T08:00:00Z")));
            store.http().goOn();
            try (Pipeline pipeline = starting.join()) {
                within30s().until(() -> store.states().contains("early"));
                assertThat(pipeline.stat("received")).isEqualTo(1);
            }
        }
    }

    @Test
    void blamesNotTheHouseWhenAStartThatHasHeardItFails() throws IOException {
        Path own = Files.createDirectories(dataDir.resolve("own-routes"));
        Files.writeString(own.resolve("broken.yaml"), "- route: {");
        Set<Thread> before = ours();
        try (InfluxStub store = new InfluxStub();
                FakeHomeAssistant house = FakeHomeAssistant.recorded(Recordings.NEW_VERSION)) {
            CompletableFuture<Pipeline> starting = startUntilItAsksTheStore(store, house);
            store.http().goOn();
            assertThatThrownBy(starting::join).hasMessageContaining("broken.yaml");
            within30s().until(house::isDeserted);
        }
        assertNothingLeft(before);
        assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains("closed the connection"));
    }

    private CompletableFuture<Pipeline> startUntilItAsksTheStore(InfluxStub store, FakeHomeAssistant house) {
        store.http().hang();
        CompletableFuture<Pipeline> starting =
                CompletableFuture.supplyAsync(() -> Pipeline.start(dataDir, settings(house, store)));
        within30s()
                .until(() -> house.isSubscribed("state_changed") && store.http().held() == 1);
        return starting;
    }

    @Test
    void saysWhichPortIsTakenAndLeavesNothingBehind() throws IOException {
        Set<Thread> before = ours();
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            String port = Integer.toString(other.getLocalPort());
            assertThatThrownBy(() -> Pipeline.start(dataDir, with(NO_HOUSE, Map.of("http.port", port))))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining(port)
                    .hasMessageContaining("HTTP_PORT");
        }
        assertNothingLeft(before);
        Pipeline.start(dataDir, NO_HOUSE).close();
        assertNothingLeft(before);
    }

    @Test
    void saysThatAnotherOneHasTheDataFolderAndLeavesThatOneAlone() {
        try (Pipeline first = Pipeline.start(dataDir, NO_HOUSE)) {
            Set<Thread> before = ours();
            assertThatThrownBy(() -> Pipeline.start(dataDir, NO_HOUSE))
                    .isInstanceOf(StartFailure.class)
                    .hasMessageContaining("in use by another Hearthline")
                    .hasMessageContaining("DATA_DIR");
            assertNothingLeft(before);
            assertThat(first.post("/api/v1/events", Pipeline.event("sensor.a", "1", "2026-11-20T08:00:00Z"))
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void saysThatTheDataFolderCannotBeWritten() throws IOException {
        Path file = Files.writeString(dataDir.resolve("a-file"), "no folder");
        Set<Thread> before = ours();
        assertThatThrownBy(() -> Pipeline.start(file.resolve("data"), NO_HOUSE))
                .isInstanceOf(StartFailure.class)
                .hasMessageContaining("DATA_DIR")
                .hasMessageContaining(file.toString());
        assertNothingLeft(before);
    }

    @Test
    void closesTheOutboxWhenWhatIsMadeAfterItFails() throws IOException {
        Path file = Files.writeString(dataDir.resolve("gaps"), "no folder");
        Set<Thread> before = ours();
        assertThatThrownBy(() -> Pipeline.start(dataDir, NO_HOUSE))
                .isInstanceOf(StartFailure.class)
                .hasMessageStartingWith("Cannot write to the data folder " + file);
        assertNothingLeft(before);
        assertThat(log.list)
                .as("nothing is said of the disk under an outbox that was closed on purpose")
                .noneMatch(line -> line.getFormattedMessage().contains("error of its disk"));
        Files.delete(file);
        Pipeline.start(dataDir, NO_HOUSE).close();
    }

    @Test
    void endsTwiceAndWithoutABeginning() {
        Application never = new Application(Pipeline.config(dataDir, NO_HOUSE));
        never.close();
        never.close();
        assertNothingLeft(Set.of());
    }

    private static Map<String, String> settings(FakeHomeAssistant house, InfluxStub store) {
        return Map.of(
                "ha.url",
                house.url(),
                "ha.token",
                FakeHomeAssistant.TOKEN,
                "weather.api-url",
                "http://127.0.0.1:1",
                "influxdb.url",
                store.url(),
                "influxdb.token",
                "any");
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new java.util.HashMap<>(some);
        all.putAll(more);
        return all;
    }

    private static void assertNothingLeft(Set<Thread> before) {
        within30s().untilAsserted(() -> {
            Set<Thread> left = new HashSet<>(ours());
            left.removeAll(before);
            assertThat(left).isEmpty();
        });
    }

    /** Threads of Camel, Vert.x, the embedded store, and our own. */
    private static Set<Thread> ours() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName()
                        .matches("(?i)(activemq|artemis|vert\\.x|camel|hearthline|ha-|questdb|shared-).*"))
                .collect(Collectors.toSet());
    }
}
