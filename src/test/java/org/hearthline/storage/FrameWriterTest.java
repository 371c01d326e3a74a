package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Observation;
import org.hearthline.event.Rejection;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Throttled;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;
import org.junit.jupiter.api.Test;

class FrameWriterTest {
    private final FakeStore store = new FakeStore();
    private final SteppedClock clock = new SteppedClock();
    private final FrameWriter writer = new FrameWriter(store, clock);

    @Test
    void answersForEveryEvent() {
        assertThat(writer.write(TestEvents.frame(TestEvents.sensors(3)))).isEqualTo(new Delivery(3, 0, List.of()));
        assertThat(store.written).hasSize(1);
        assertThat(store.written.get(0).size()).isEqualTo(3);
    }

    @Test
    void rejectsOnlyTheEventsWhoseLinesAreRefused() {
        List<Event> events = TestEvents.sensors(3);
        store.outcome = new PartlyRejected(Map.of(1, "field type conflict"));
        Frame frame = Frame.received(UUID.randomUUID(), "home", null, events, List.of(4, 6, 9), List.of());

        Delivery delivery = writer.write(frame);

        assertThat(delivery.accepted()).isEqualTo(2);
        assertThat(delivery.rejected()).singleElement().satisfies(rejection -> {
            assertThat(rejection.index()).as("the caller's index").isEqualTo(6);
            assertThat(rejection.eventId()).isEqualTo(events.get(1).id());
            assertThat(rejection.stage()).isEqualTo("storage");
            assertThat(rejection.step()).isEqualTo("storage-write");
            assertThat(rejection.fault().code()).isEqualTo(ErrorCode.REFUSED_BY_STORE);
            assertThat(rejection.fault().message()).contains("field type conflict");
        });
        assertThat(writer.status().level()).isEqualTo(Level.HEALTHY);
        assertThat(writer.stats().written()).isEqualTo(2);
        assertThat(writer.stats().rejected()).isEqualTo(1);
    }

    @Test
    void aFrameThatComesAgainIsNotSearchedForRefusedPointsAgain() {
        Frame frame = TestEvents.frame(TestEvents.sensors(3));
        store.outcome = new PartlyRejected(Map.of(1, "field type conflict"));

        Delivery first = writer.write(frame);
        Delivery again = writer.write(frame);

        assertThat(again).isEqualTo(first);
        assertThat(store.written).hasSize(1);
    }

    @Test
    void aFrameWithTheSameIdAndOtherEventsIsWritten() {
        List<Event> events = TestEvents.sensors(3);
        UUID id = UUID.randomUUID();
        store.outcome = new PartlyRejected(Map.of(1, "field type conflict"));
        writer.write(Frame.of(id, "home", null, events));
        store.outcome = new Written();

        Delivery delivery = writer.write(Frame.of(id, "home", null, events.subList(0, 2)));

        assertThat(delivery).isEqualTo(new Delivery(2, 0, List.of()));
    }

    @Test
    void whoBringsAFrameThatIsBeingWrittenWaitsForTheAnswer() throws Exception {
        Frame frame = TestEvents.frame(TestEvents.sensors(2));
        FramesUnderway underway = new FramesUnderway();
        CompletableFuture<Map<Integer, String>> found = new CompletableFuture<>();
        CompletableFuture<Map<Integer, String>> second = new CompletableFuture<>();

        Map<Integer, String> first = underway.refused(frame, () -> {
            Thread caller = new Thread(() -> second.complete(underway.refused(frame, Map::of)));
            caller.start();
            await().until(() -> caller.getState() == Thread.State.WAITING);
            found.complete(Map.of(1, "field type conflict"));
            return found.join();
        });

        assertThat(first).containsOnlyKeys(1);
        assertThat(second.get(10, TimeUnit.SECONDS)).isEqualTo(first);
    }

    @Test
    void aWriteThatFailedIsNotRemembered() {
        Frame frame = TestEvents.frame(TestEvents.sensors(1));
        store.outcome = new Unavailable("away", null);
        assertThatThrownBy(() -> writer.write(frame)).isInstanceOf(TransientFailure.class);
        store.outcome = new Written();

        assertThat(writer.write(frame).accepted()).isEqualTo(1);
    }

    @Test
    void writesNothingForAnEmptyFrame() {
        Rejection before = new Rejection(0, null, "validation", "v", org.hearthline.event.Fault.invalid("f", "i", "e"));
        Frame frame = Frame.received(UUID.randomUUID(), "home", null, List.of(), List.of(), List.of(before));

        assertThat(writer.write(frame)).isEqualTo(new Delivery(0, 0, List.of(before)));
        assertThat(store.written).isEmpty();
    }

    @Test
    void theWholeFrameWaitsForAStoreThatIsAway() {
        store.outcome = new Unavailable("no answer", null);
        assertFailure("no answer", null);
        store.outcome = new Throttled("a pause", Duration.ofSeconds(7));
        assertFailure("a pause", Duration.ofSeconds(7));
        store.outcome = new Misconfigured("set INFLUXDB_TOKEN");
        assertFailure("set INFLUXDB_TOKEN", Duration.ofSeconds(60));
        assertThat(writer.stats().written()).isZero();
    }

    private void assertFailure(String message, Duration retryAfter) {
        assertThatThrownBy(() -> writer.write(TestEvents.frame(TestEvents.sensors(1))))
                .isInstanceOfSatisfying(TransientFailure.class, e -> {
                    assertThat(e.getMessage()).contains(message);
                    assertThat(e.retryAfter().orElse(null)).isEqualTo(retryAfter);
                });
        assertThat(writer.status().detail()).contains(message);
    }

    @Test
    void saysHowTheStoreIsAndSinceWhen() {
        Frame frame = TestEvents.frame(TestEvents.sensors(1));
        assertThat(writer.name()).isEqualTo("store");
        assertThat(writer.status().level()).isEqualTo(Level.HEALTHY);

        store.outcome = new Unavailable("away", null);
        assertThatThrownBy(() -> writer.write(frame)).isInstanceOf(TransientFailure.class);
        Instant since = clock.instant();
        clock.step(Duration.ofSeconds(5));
        assertThatThrownBy(() -> writer.write(frame)).isInstanceOf(TransientFailure.class);

        assertThat(writer.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(writer.status().since()).isEqualTo(since);

        store.outcome = new Written();
        assertThat(writer.check().level()).isEqualTo(Level.HEALTHY);
        assertThat(writer.status().since()).isEqualTo(clock.instant());
        assertThat(writer.status().detail()).isEqualTo("a fake store");
    }

    @Test
    void anObservationThatCannotBeWrittenFails() {
        Observation observation = new Observation(
                Observation.Availability.FRESH, 1.0, null, null, null, null, Instant.EPOCH, "open-meteo");
        store.outcome = new Unavailable("away", null);

        assertThatThrownBy(() -> writer.write("home", observation)).isInstanceOf(TransientFailure.class);
    }

    @Test
    void measuresItsWrites() {
        assertThat(writer.stats()).isEqualTo(new WriteStats(0, 0, 0, 0));

        for (int i = 0; i < 1100; i++) {
            writer.write(TestEvents.frame(TestEvents.sensor("sensor.a", "1", 0)));
        }

        WriteStats stats = writer.stats();
        assertThat(stats.written()).isEqualTo(1100);
        assertThat(stats.p50()).isPositive();
        assertThat(stats.p99()).isGreaterThanOrEqualTo(stats.p50());
    }

    private static final class FakeStore implements StoreWriter {
        private final List<Lines> written = new ArrayList<>();
        private WriteOutcome outcome = new Written();

        @Override
        public WriteOutcome write(Lines lines) {
            written.add(lines);
            return outcome;
        }

        @Override
        public WriteOutcome check() {
            return outcome;
        }

        @Override
        public String shown() {
            return "a fake store";
        }

        @Override
        public void close() {}
    }
}
