package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.hearthline.event.EventParser;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Closing the socket on purpose, and who learns when events are heard. */
final class HaHoldTest {
    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house = new SimulatedHouse(
            vertx, HouseSettings.demo().withToken(FakeHomeAssistant.TOKEN).withEventsPerSecond(100), Clock.systemUTC());
    private final List<String> told = new CopyOnWriteArrayList<>();
    private final ConnectionListener listener = new ConnectionListener() {
        @Override
        public void subscribed(long atMicros) {
            told.add("subscribed");
        }

        @Override
        public void lost(String cause, long atMicros) {
            told.add(cause);
        }
    };
    private String url = "";

    @BeforeEach
    void open() {
        url = house.start().toString();
    }

    @AfterEach
    void close() {
        house.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void staysClosedUntilItIsReleased() {
        try (House client = House.connect(House.settings(url))) {
            await().until(() -> client.events.size() > 10);
            client.connection().hold("the disk is full");
            await().until(() -> client.state() == HaState.HELD);
            assertThat(client.connection().status().level()).isEqualTo(Status.Level.DEGRADED);
            assertThat(client.detail()).contains("closed on purpose: the disk is full");
            assertThat(client.counters().holds()).isEqualTo(1);
            assertThat(client.counters().connects()).isEqualTo(1);
            client.connection().hold("the disk is still full");
            await().until(() -> client.detail().contains("still full"));
            assertThat(client.counters().holds()).isEqualTo(1);
            assertThat(client.counters().endings(Ending.Cause.HELD)).isEqualTo(1);

            client.connection().release();
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(client.detail()).startsWith("Subscribed");
            assertThat(client.counters().connects()).isEqualTo(2);
        }
    }

    @Test
    void handsOverWhatItReceivedBefore() {
        AtomicBoolean full = new AtomicBoolean(true);
        try (House client = House.connect(House.settings(url), batch -> !full.get())) {
            await().until(() -> client.counters().retries() > 4);
            client.connection().hold("the disk is full");
            await().until(() -> client.state() == HaState.HELD);
            assertThat(client.events).isEmpty();
            full.set(false);
            await().until(() -> !client.events.isEmpty());
            assertThat(client.state()).isEqualTo(HaState.HELD);
            assertThat(client.stop()).isTrue();
            assertThat(client.events).hasSize((int) client.counters().events()).isNotEmpty();
        }
    }

    @Test
    void aHoldEndsTheWaitForTheNextTry() {
        house.faults().unreachable(true);
        try (House client = House.connect(House.settings(url))) {
            await().until(() -> client.state() == HaState.BACKOFF);
            client.connection().hold("the disk is full");
            await().until(() -> client.state() == HaState.HELD);
            house.faults().unreachable(false);
            long before = client.counters().connects();
            client.connection().release();
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(client.counters().connects()).isEqualTo(before + 1);
        }
    }

    @Test
    void stopsWhileItIsHeld() {
        House client = House.connect(House.settings(url));
        client.connection().hold("the disk is full");
        await().until(() -> client.state() == HaState.HELD);
        assertThat(client.stop()).isTrue();
        assertThat(client.state()).isEqualTo(HaState.DISCONNECTED);
        client.close();
    }

    @Test
    void tellsWhenEventsAreHeardAndWhenNot() {
        try (House client = House.connect(House.settings(url))) {
            client.connection().listen(listener);
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            house.hangUp();
            await().until(() -> client.counters().subscriptions() == 2);
            client.connection().hold("a test");
            await().until(() -> client.state() == HaState.HELD);
            client.connection().release();
            await().until(() -> client.counters().subscriptions() == 3);
            client.stop();
            await().until(() -> told.size() == 6);
        }
        assertThat(told.get(0)).isEqualTo("subscribed");
        assertThat(told.get(1)).contains("closed the connection");
        assertThat(told.get(2)).isEqualTo("subscribed");
        assertThat(told.get(3)).contains("on purpose: a test");
        assertThat(told.get(4)).isEqualTo("subscribed");
        assertThat(told.get(5)).isEqualTo("Hearthline was stopped");
    }

    @Test
    void aMonitorPassesOnWhatItIsTold() throws Exception {
        HaMonitor monitor = new HaMonitor(Clock.systemUTC());
        monitor.listen(listener);
        monitor.hold("not yet");
        assertThatThrownBy(() -> monitor.history().recorder()).isInstanceOf(TransientFailure.class);
        HaConnection connection = new HaConnection(
                vertx,
                House.settings(url),
                new EventParser(Set.of()),
                HouseListener.NONE,
                new java.util.Random(1),
                Clock.systemUTC());
        monitor.watch(connection);
        connection.start(
                task -> {
                    Thread thread = new Thread(task);
                    thread.setDaemon(true);
                    thread.start();
                },
                batch -> true);
        await().until(() -> monitor.state() == HaState.HELD);
        assertThat(monitor.status().detail()).contains("not yet");
        assertThat(told).isEmpty();
        monitor.release();
        await().until(() -> told.contains("subscribed"));
        assertThat(monitor.history().recorder().recording()).isTrue();
        connection.stop(java.time.Duration.ofSeconds(5));
    }
}
