package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import org.hearthline.demo.HouseSettings;
import org.hearthline.demo.SimulatedHouse;
import org.hearthline.event.EventData;
import org.hearthline.event.Recordings;
import org.hearthline.event.Rejected;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** History asked over the socket of a simulated house that lives on meanwhile. */
final class HaHistoryTest {
    private static final long SECOND = 1_000_000;

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedHouse house = new SimulatedHouse(
            vertx, HouseSettings.demo().withToken(FakeHomeAssistant.TOKEN).withEventsPerSecond(300), Clock.systemUTC());
    private String url = "";

    @BeforeEach
    void open() {
        house.faults().commitsEvery(Duration.ZERO);
        url = house.start().toString();
    }

    @AfterEach
    void close() {
        house.close();
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    @Test
    void whatWasHeardLiveIsInHistoryAsTheSameEvents() throws Exception {
        try (House client = subscribed(House.settings(url))) {
            await().until(() -> client.events.size() >= 300);
            long from = client.events.get(0).micros();
            long to = client.events.get(299).micros();
            Map<String, String> live = new TreeMap<>();
            List.copyOf(client.events).stream()
                    .filter(event -> event.micros() > from && event.micros() <= to)
                    .forEach(event -> live.put(identity(event), after(event)));

            List<EventData> past = history(client).events(entities(client.events), from, to);

            Map<String, String> rows = new TreeMap<>();
            past.forEach(event -> rows.put(identity(event), after(event)));
            assertThat(live).hasSizeGreaterThan(200);
            assertThat(rows).isEqualTo(live);
            assertThat(past)
                    .hasSameSizeAs(rows.keySet())
                    .allSatisfy(event -> assertThat(event.origin()).isEqualTo("backfill"));
        }
    }

    @Test
    void whatHappenedBetweenTwoSocketsIsInHistory() throws Exception {
        try (House client = subscribed(House.settings(url))) {
            await().until(() -> client.events.size() >= 100);
            client.connection().hold("a test");
            await().until(() -> client.state() == HaState.HELD);
            long from = nowMicros();
            await().until(() -> nowMicros() > from + SECOND);
            long to = nowMicros();
            client.connection().release();
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            assertThat(history(client).events(entities(client.events), from, to))
                    .hasSizeGreaterThan(100);
        }
    }

    @Test
    void askedWhileNotSubscribedItIsAway() {
        house.faults().unreachable(true);
        try (House client = House.connect(House.settings(url))) {
            assertThatThrownBy(() -> history(client).recorder())
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("cannot be asked");
        }
    }

    @Test
    void aSocketThatIsCutMeanwhileEndsTheWait() {
        house.faults().delaysHistory(Duration.ofMinutes(1));
        try (House client = subscribed(House.settings(url))) {
            CompletableFuture<List<EventData>> answer = askAside(client);
            await().until(() -> !answer.isDone() && client.events.size() > 50);
            house.hangUp();
            assertThatThrownBy(answer::join)
                    .isInstanceOf(CompletionException.class)
                    .cause()
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("closed the connection");
        }
    }

    @Test
    void anAnswerThatDoesNotComeIsNotWaitedForForEver() {
        house.faults().delaysHistory(Duration.ofMinutes(1));
        try (House client = subscribed(patient(Duration.ofMillis(100)))) {
            assertThatThrownBy(() -> ask(client))
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("has not answered within 100 ms");
            assertThat(client.state()).isEqualTo(HaState.SUBSCRIBED);
            house.faults().delaysHistory(Duration.ZERO);
            await().ignoreException(TransientFailure.class)
                    .until(() -> !ask(client).isEmpty());
        }
    }

    @Test
    void anAnswerBehindEventsThatNobodyTakesIsNotWaitedForForEver() throws Exception {
        CountDownLatch taken = new CountDownLatch(1);
        BatchSink full = batch -> {
            try {
                taken.await();
                return true;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        };
        try (House client = House.connect(patient(Duration.ofMillis(200)), full)) {
            await().until(() -> client.state() == HaState.SUBSCRIBED);
            await().until(() -> client.counters().events() > 0);
            await().untilAsserted(() -> assertThatThrownBy(() -> ask(client)).isInstanceOf(TransientFailure.class));
            taken.countDown();
            await().ignoreException(TransientFailure.class).until(() -> ask(client) != null);
        }
    }

    @Test
    void aRefusalIsToldInHomeAssistantsWords() {
        house.faults().refusesHistory("invalid_entity_ids");
        try (House client = subscribed(House.settings(url))) {
            assertThatThrownBy(() -> ask(client))
                    .isInstanceOf(Rejected.class)
                    .hasMessageContaining("invalid_entity_ids: History is not answered.");
        }
    }

    @Test
    void aRefusalOfAHouseThatIsStillStartingPasses() {
        try (FakeHomeAssistant starting = FakeHomeAssistant.recorded(Recordings.NEW_VERSION)
                        .answer("get_config", "{\"state\":\"STARTING\"}")
                        .refuse("recorder/info", "unknown_command");
                House client = subscribed(House.settings(starting.url()))) {
            await().until(() -> !client.configs.isEmpty());
            await().untilAsserted(() -> assertThatThrownBy(() -> history(client).recorder())
                    .isInstanceOf(TransientFailure.class)
                    .hasMessageContaining("still starting: unknown_command"));
            starting.answer("get_config", "{\"state\":\"RUNNING\"}");
            await().untilAsserted(() ->
                    assertThatThrownBy(() -> history(client).recorder()).isInstanceOf(Rejected.class));
        }
    }

    @Test
    void asksAboutTheRecorder() throws Exception {
        house.faults().recorder(false, 17);
        try (House client = subscribed(House.settings(url))) {
            assertThat(history(client).recorder()).isEqualTo(new HouseHistory.Recorder(false, 17));
        }
    }

    @Test
    void manyMayAskAtOnce() {
        try (House client = subscribed(House.settings(url))) {
            List<CompletableFuture<List<EventData>>> answers = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                answers.add(askAside(client));
            }
            assertThat(answers).allSatisfy(answer -> assertThat(answer.join()).isNotNull());
        }
    }

    @Test
    void everyStateOfAStartIsInHistoryAsAnEvent() throws Exception {
        try (House client = subscribed(House.settings(url))) {
            await().until(() -> client.events.size() >= 100);
            long from = client.events.get(99).micros();
            house.restart(Duration.ofMillis(300));
            await().until(() -> client.counters().subscriptions() == 2);
            await().until(() -> client.events.stream()
                    .anyMatch(event -> event.micros() > from + SECOND && event.oldState() != null));
            List<EventData> past = history(client).events(entities(client.events), from, nowMicros());
            List<String> unheard = past.stream().map(HaHistoryTest::identity).toList();
            assertThat(unheard)
                    .as("states written before anybody was subscribed")
                    .hasSizeGreaterThan(client.events.stream()
                                    .filter(event -> event.micros() > from)
                                    .toList()
                                    .size()
                            / 2)
                    .doesNotHaveDuplicates();
        }
    }

    private House subscribed(HaSettings settings) {
        House client = House.connect(settings);
        await().until(() -> client.state() == HaState.SUBSCRIBED);
        return client;
    }

    private HaSettings patient(Duration timeout) {
        return House.with(House.settings(url), timing -> House.asksHistoryFor(timing, timeout));
    }

    private static HouseHistory history(House client) {
        return client.connection().history();
    }

    private static List<EventData> ask(House client) throws InterruptedException {
        long now = nowMicros();
        return history(client).events(List.of("sensor.office_temperature", "sun.sun"), now - 60 * SECOND, now);
    }

    private static CompletableFuture<List<EventData>> askAside(House client) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return ask(client);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    private static List<String> entities(List<EventData> events) {
        return events.stream().map(EventData::entityId).distinct().toList();
    }

    private static String identity(EventData event) {
        return event.entityId() + " " + event.micros();
    }

    private static String after(EventData event) {
        return event.newState() == null
                ? "-"
                : event.newState().state() + " " + event.newState().lastChangedMicros();
    }

    private static long nowMicros() {
        return Timestamps.micros(Instant.now());
    }
}
