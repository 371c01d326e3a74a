package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.hearthline.deadletter.DeadLetterFile;
import org.hearthline.event.Delivery;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeliveriesTest {
    @TempDir
    Path folder;

    private final FlowCounters counters = new FlowCounters();
    private final Frame frame =
            SampleEvents.frame(SampleEvents.temperature("sensor.a", "1"), SampleEvents.temperature("sensor.b", "x"));
    private final OpenedFrame opened = new OpenedFrame(frame, System.nanoTime(), null);
    private DeadLetterFile deadLetters;
    private Deliveries deliveries;

    @BeforeEach
    void open() throws IOException {
        deadLetters = new DeadLetterFile(folder.resolve("dead-letters.ndjson"), 1 << 20, Clock.systemUTC());
        deliveries =
                new Deliveries(counters, new ProcessMetrics(new SimpleMeterRegistry()), deadLetters, Clock.systemUTC());
    }

    @AfterEach
    void close() throws IOException {
        deadLetters.close();
    }

    @Test
    void aFrameIsInTheOutboxUntilItIsSettled() {
        counters.received(frame.size());
        assertThat(counters.read().inOutbox()).isEqualTo(2);

        deliveries.settle(opened, new Delivery(2, 0, List.of()));

        assertThat(counters.read().inOutbox()).isZero();
        assertThat(counters.read().stored()).isEqualTo(2);
    }

    @Test
    void aRejectedEventIsKeptWithItsBytesBeforeItCounts() throws IOException {
        counters.received(frame.size());

        deliveries.settle(opened, new Delivery(1, 0, List.of(rejection())));

        assertThat(Files.readAllLines(folder.resolve("dead-letters.ndjson")))
                .singleElement()
                .asString()
                .contains("\"step\":\"some-step\"", "\"field\":\"state\"", "sensor.b");
        assertThat(counters.read().rejected()).isEqualTo(1);
    }

    @Test
    void aDeadLetterThatCannotBeWrittenFailsTheFrame() throws IOException {
        counters.received(frame.size());
        deadLetters.close();

        assertThatThrownBy(() -> deliveries.settle(opened, new Delivery(1, 0, List.of(rejection()))))
                .isInstanceOf(TransientFailure.class);

        assertThat(counters.read().inOutbox()).isEqualTo(2);
    }

    @Test
    void aDeliveryThatWaitsIsDegradedUntilItGoesOn() {
        counters.received(frame.size());

        deliveries.failed(new TransientFailure("the store is away", null));
        deliveries.failed(new TransientFailure("the store is away", null));

        assertThat(deliveries.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(deliveries.status().detail()).contains("2 events wait", "2 attempts", "the store is away");

        deliveries.settle(opened, new Delivery(2, 0, List.of()));

        assertThat(deliveries.status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void theOldestDeadLettersGoWhenTheirFileIsFull() throws IOException {
        Path file = folder.resolve("small.ndjson");
        try (DeadLetterFile small = new DeadLetterFile(file, 10, Clock.systemUTC())) {
            for (int i = 0; i < 3; i++) {
                small.keep(List.of(new DeadLetterFile.Letter(
                        "id" + i,
                        "s",
                        "t",
                        Fault.invalid("f", "i", "e"),
                        frame.at(0).data().json())));
            }
        }

        assertThat(Files.readString(file)).contains("id2");
        assertThat(Files.readString(folder.resolve("small.ndjson.1"))).contains("id1");
    }

    private Rejection rejection() {
        return new Rejection(1, frame.at(1).id(), "validation", "some-step", Fault.invalid("state", "odd", "even"));
    }
}
