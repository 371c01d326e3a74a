package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import jakarta.jms.ConnectionFactory;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.hearthline.deadletter.DeadLetter;
import org.hearthline.deadletter.DeadLetters;
import org.hearthline.deadletter.LetterBounds;
import org.hearthline.deadletter.LetterNumbers;
import org.hearthline.deadletter.LetterReader;
import org.hearthline.deadletter.Letters;
import org.hearthline.event.Delivery;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Breakers;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.Test;

class DeliveriesTest {
    private final Clock clock = Clock.systemUTC();
    private Duration age = Duration.ZERO;
    private final FlowCounters counters = new FlowCounters();
    private final Frame frame =
            SampleEvents.frame(SampleEvents.temperature("sensor.a", "1"), SampleEvents.temperature("sensor.b", "x"));
    private final OpenedFrame opened = new OpenedFrame(frame, System.nanoTime(), null);
    private final LetterNumbers numbers = new LetterNumbers(clock);
    private final Letters letters = new Letters(numbers, words -> words, clock);
    private final DeadLetters deadLetters = new DeadLetters(
            nobodyListens(),
            Broker.DEAD_LETTERS,
            () -> 0,
            numbers,
            new LetterReader(
                    new EventReader("ingestion", "home", "test", new EventParser(Set.of()), clock), event -> event),
            (session, event, head) -> {},
            new LetterBounds(1 << 20, Duration.ofDays(1)),
            clock);
    private final Deliveries deliveries = new Deliveries(
            counters,
            new ProcessMetrics(new SimpleMeterRegistry(), new Breakers(new SimpleMeterRegistry(), clock)),
            letters,
            deadLetters,
            () -> age,
            clock);

    private static ConnectionFactory nobodyListens() {
        return new ActiveMQConnectionFactory("vm://71077345?reconnectAttempts=0&initialConnectAttempts=1");
    }

    @Test
    void aFrameIsInTheOutboxUntilItIsSettled() {
        counters.received(frame.size());
        assertThat(counters.read().inOutbox()).isEqualTo(2);

        deliveries.settle(opened, new Delivery(2, 0, List.of()), List.of());

        assertThat(counters.read().inOutbox()).isZero();
        assertThat(counters.read().stored()).isEqualTo(2);
    }

    @Test
    void theReasonOfALetterIsKeptInWordsThatMayBeKept() {
        Letters careful = new Letters(numbers, words -> "without secrets", clock);

        List<DeadLetter> letters = careful.of(frame, new Delivery(1, 0, List.of(rejection())), null);

        assertThat(letters)
                .extracting(letter -> letter.head().fault().message())
                .containsExactly("without secrets");
    }

    @Test
    void aRejectedEventBecomesALetterWithItsBytes() {
        Delivery delivery = new Delivery(1, 0, List.of(rejection()));

        List<DeadLetter> sent = deliveries.letters(opened, delivery);

        assertThat(sent).singleElement().satisfies(letter -> {
            assertThat(letter.head().step()).isEqualTo("some-step");
            assertThat(letter.head().attempts()).isEqualTo(1);
            assertThat(letter.original().text()).contains("sensor.b");
        });
        counters.received(2);
        deliveries.settle(opened, delivery, sent);
        assertThat(counters.read().rejected()).isEqualTo(1);
        assertThat(deadLetters.counts().read().kept()).isEqualTo(1);
    }

    @Test
    void aReplayedEventThatIsRejectedAgainKeepsItsHistory() {
        Instant first = Instant.parse("2026-01-06T14:30:00Z");
        OpenedFrame again = new OpenedFrame(frame, System.nanoTime(), new OpenedFrame.Replayed(first, 2));

        List<DeadLetter> sent = deliveries.letters(again, new Delivery(1, 0, List.of(rejection())));

        assertThat(sent.get(0).head().attempts()).isEqualTo(3);
        assertThat(sent.get(0).head().firstSeen()).isEqualTo(first);
    }

    @Test
    void whatCannotBeKeptAsADeadLetterIsNotCounted() {
        DeadLetter letter = letters.of(frame, new Delivery(1, 0, List.of(rejection())), null)
                .get(0);

        assertThatThrownBy(() -> deliveries.refuse(List.of(letter))).isInstanceOf(TransientFailure.class);

        assertThat(counters.read().received()).isZero();
    }

    @Test
    void aDeliveryThatWaitsIsDegradedUntilItGoesOn() {
        counters.received(frame.size());

        deliveries.failed(opened, new TransientFailure("the store is away", null));
        deliveries.failed(opened, new TransientFailure("the store is away", null));

        assertThat(deliveries.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(deliveries.status().detail()).contains("2 events wait", "2 attempts", "the store is away");

        deliveries.settle(opened, new Delivery(2, 0, List.of()), List.of());

        assertThat(deliveries.status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void aPartitionThatGoesOnDoesNotEndTheTroubleOfAnother() {
        Frame next = Frame.of(UUID.randomUUID(), "home", null, List.of(SampleEvents.temperature("sensor.c", "3")));
        OpenedFrame other = new OpenedFrame(next, System.nanoTime(), null);
        counters.received(3);

        deliveries.failed(opened, new TransientFailure("the store is away", null));
        deliveries.settle(other, new Delivery(1, 0, List.of()), List.of());

        assertThat(deliveries.status().level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void aStoreThatIsSlowerThanTheHouseIsSeenByTheAgeOfWhatWaits() {
        counters.received(frame.size());
        assertThat(deliveries.status().level()).isEqualTo(Level.HEALTHY);

        age = Duration.ofSeconds(75);

        assertThat(deliveries.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(deliveries.status().detail()).contains("the oldest for 75 s");
    }

    private Rejection rejection() {
        return new Rejection(1, frame.at(1).id(), "validation", "some-step", Fault.invalid("state", "odd", "even"));
    }
}
