package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.core.ConditionFactory;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Routes are edited while a house speaks all the time: through the real outbox, every event is stored exactly once. */
final class ReloadUnderLoadTest {
    private static final Pattern SPOKEN = Pattern.compile("entity_id=sensor\\.spoken_(\\d+),");
    private static final String ENRICHMENT = "enrichment.camel.yaml";
    private static final List<String> STAGES = List.of("validation", "enrichment", "storage", "delivery");

    @TempDir
    Path home;

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house =
            new SimulatedHouse(vertx, HouseSettings.demo().withPort(0).withEventsPerSecond(300), Clock.systemUTC());
    private OwnRoutes own;
    private Caller caller;

    @BeforeEach
    void start() {
        URI address = house.start();
        own = new OwnRoutes(home);
        own.start(Map.of("ha.url", address.toString(), "ha.token", house.token(), "routes.reload-interval", "1h"));
        within().until(() -> received() > 100);
        caller = new Caller();
    }

    @AfterEach
    void stop() {
        house.close();
        caller.close();
        own.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void nothingIsLostAndNothingIsStoredTwiceWhileRoutesAreEdited() {
        for (int round = 0; round < 2; round++) {
            for (String stage : STAGES) {
                String file = stage + ".camel.yaml";
                own.write(file, OwnRoutes.resource("/routes/" + file) + "# round " + round + "\n");
                assertThat(own.reload(file).path("state").asText()).isEqualTo("loaded");
                goOn();
                own.write(file, "- rout: {}\n");
                assertThat(own.reload(file).path("state").asText()).isEqualTo("broken");
                own.delete(file);
                assertThat(own.reload(file).path("state").asText()).isEqualTo("removed");
                goOn();
            }
        }
        drain();

        assertStoredOnce();
        assertThat(own.pipeline().stat("rejected")).isZero();
        assertThat(own.pipeline().deadLetters()).isEmpty();
    }

    @Test
    void aStepThatAlwaysThrowsKeepsTheEventsAndTheNextSaveLetsThemGoOn() {
        own.write(
                ENRICHMENT,
                OwnRoutes.enrichmentWith(
                        "- throwException: {id: enrichment-broken, exceptionType: java.lang.IllegalStateException, message: oops}"));
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");
        within().untilAsserted(() -> assertThat(
                        own.pipeline().health("routes").path("detail").asText())
                .contains("step enrichment-broken of route enrichment in enrichment.camel.yaml:22"));
        long waiting = received();
        within().until(() -> received() > waiting + 300);

        own.write(ENRICHMENT, OwnRoutes.enrichmentWith(OwnRoutes.field("mended", "1")));
        assertThat(own.reload(ENRICHMENT).path("state").asText()).isEqualTo("loaded");

        within().untilAsserted(() -> assertThat(
                        own.pipeline().health("routes").path("status").asText())
                .isEqualTo("healthy"));
        drain();
        // A frame of fewer than five events is no proof against the route: its events are dead letters, and lost
        // neither.
        assertThat(own.pipeline().stat("received"))
                .isEqualTo(own.pipeline().stat("stored")
                        + own.pipeline().deadLetters().size());
    }

    /** As a store counts: what is written again to the same series and time is the same row, whoever writes it twice. */
    private Set<String> rows() {
        Set<String> rows = new HashSet<>();
        for (String line : own.store.lines()) {
            if (line.startsWith("home_assistant_events")) {
                rows.add(line.split("(?<!\\\\) ", 2)[0] + line.substring(line.lastIndexOf(' ')));
            }
        }
        return rows;
    }

    /** What the caller said is there, each once; and what the house said is one row each, however often it was sent. */
    private void assertStoredOnce() {
        Set<String> rows = rows();
        assertThat(new HashSet<>(own.store.eventIds())).hasSameSizeAs(rows);
        List<String> spoken = rows.stream()
                .map(SPOKEN::matcher)
                .filter(Matcher::find)
                .map(found -> found.group(1))
                .toList();
        assertThat(spoken).doesNotHaveDuplicates().hasSize(caller.said()).hasSizeGreaterThan(500);
    }

    /** Says one thing after the other, each as often as it takes until it is durable. */
    private final class Caller implements AutoCloseable {
        private final ExecutorService thread = Executors.newSingleThreadExecutor();
        private final AtomicInteger said = new AtomicInteger();
        private volatile boolean silent;

        Caller() {
            Future<?> unused = thread.submit(() -> {
                while (!silent) {
                    speak();
                }
            });
        }

        private void speak() {
            int first = said.get();
            String events = IntStream.range(first, first + 20)
                    .mapToObj(i -> Pipeline.event("sensor.spoken_" + i, "1", "2026-11-20T08:00:00Z"))
                    .collect(Collectors.joining(",", "[", "]"));
            if (own.pipeline().post("/api/v1/events/forward", events).status() == 200) {
                said.addAndGet(20);
            }
        }

        int said() {
            return said.get();
        }

        @Override
        public void close() {
            silent = true;
            thread.shutdown();
            within().until(thread::isTerminated);
        }
    }

    private static ConditionFactory within() {
        return await().atMost(Duration.ofMinutes(2));
    }

    private long received() {
        return own.pipeline().stat("received");
    }

    /** Events have come through since. */
    private void goOn() {
        long stored = own.pipeline().stat("stored");
        within().until(() -> own.pipeline().stat("stored") > stored + 50);
    }

    /** The house is silent, and all that it said is stored. */
    private void drain() {
        house.close();
        caller.close();
        within().until(() -> own.pipeline().stat("in_outbox") == 0);
    }
}
