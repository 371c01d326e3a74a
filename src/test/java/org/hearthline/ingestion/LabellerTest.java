package org.hearthline.ingestion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.ha.HaBatch;
import org.hearthline.ha.Unreadable;
import org.junit.jupiter.api.Test;

final class LabellerTest {
    private static final Place PLACE = new Place(52, 4);
    private static final Labels KITCHEN = new Labels("Kitchen", "Stove", "Ground", List.of("hot"));
    private static final Unreadable BROKEN =
            new Unreadable(JsonSlice.of("{}"), Fault.invalid("entity_id", "Missing required field", "string"));

    private final List<Unreadable> kept = new ArrayList<>();
    private final IngestionStats stats = new IngestionStats(Clock.systemUTC());
    private final Labeller labeller = new Labeller(
            "home", () -> PLACE, id -> id.equals("sensor.stove") ? KITCHEN : Labels.NONE, kept::addAll, stats);

    @Test
    void makesALabelledFrameOfABatch() {
        Event stove = SampleEvents.temperature("sensor.stove", "200");
        Event other = SampleEvents.temperature("sensor.other", "20");
        Event fired = SampleEvents.fired("call_service", "{\"domain\":\"light\"}");
        Frame frame = labeller.label(new HaBatch(
                UUID.randomUUID(), List.of(stove.data(), other.data(), fired.data()), 1_000_000, List.of()));
        assertThat(frame.house()).isEqualTo("home");
        assertThat(frame.place()).isEqualTo(PLACE);
        assertThat(frame.events()).extracting(Event::labels).containsExactly(KITCHEN, Labels.NONE, Labels.NONE);
        assertThat(frame.events()).extracting(Event::id).containsExactly(stove.id(), other.id(), fired.id());
        assertThat(frame.events()).extracting(Event::source).containsOnly("websocket-ingestion");
        assertThat(kept).isEmpty();
        assertThat(stats.read().byType()).containsEntry("state_changed", 2L).containsEntry("call_service", 1L);
    }

    @Test
    void countsAndKeepsABatchOnceThatIsOfferedAgain() {
        HaBatch batch = new HaBatch(
                UUID.randomUUID(),
                List.of(SampleEvents.temperature("sensor.a", "1").data()),
                1,
                List.of(BROKEN));
        Frame first = labeller.label(batch);
        Frame again = labeller.label(batch);
        assertThat(again).isSameAs(first);
        assertThat(again.id()).isEqualTo(batch.id());
        assertThat(again.events()).hasSize(1);
        assertThat(kept).containsExactly(BROKEN);
        assertThat(stats.read().received()).isEqualTo(1);
    }

    @Test
    void takesTheTimeOfReceiptForAnEventWithoutTime() {
        Event fired = SampleEvents.of("{\"event_type\":\"my_event\",\"data\":{}}");
        Frame frame = labeller.label(new HaBatch(UUID.randomUUID(), List.of(fired.data()), 1_234_567, List.of()));
        assertThat(Timestamps.micros(frame.events().get(0).time())).isEqualTo(1_234_567);
    }

    @Test
    void keepsWhatIsNoEvent() {
        Frame frame = labeller.label(new HaBatch(UUID.randomUUID(), List.of(), 1, List.of(BROKEN)));
        assertThat(kept).containsExactly(BROKEN);
        assertThat(labeller.hasEvents(frame)).isFalse();
    }

    @Test
    void handsNothingOnWhileItCannotKeepWhatIsNoEvent() {
        Labeller full = new Labeller(
                "home",
                () -> null,
                id -> Labels.NONE,
                refused -> {
                    throw new TransientFailure("disk full", null);
                },
                stats);
        HaBatch batch = new HaBatch(
                UUID.randomUUID(),
                List.of(SampleEvents.temperature("sensor.a", "1").data()),
                1,
                List.of(BROKEN));
        assertThatThrownBy(() -> full.label(batch)).isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> full.label(batch))
                .as("it is not remembered as kept")
                .isInstanceOf(TransientFailure.class);
        assertThat(stats.read().received()).isZero();
    }

    @Test
    void stampsEventsThatCameOverHttpAndKeepsTheRestOfTheFrame() {
        UUID id = UUID.randomUUID();
        Rejection refused = new Rejection(0, null, "ingestion", "ingestion-door", BROKEN.fault());
        Event stove = SampleEvents.temperature("sensor.stove", "200");
        Frame frame = labeller.stamp(Frame.received(id, "home", null, List.of(stove), List.of(1), List.of(refused)));
        assertThat(frame.id()).isEqualTo(id);
        assertThat(frame.place()).isEqualTo(PLACE);
        assertThat(frame.events().get(0).labels()).isEqualTo(KITCHEN);
        assertThat(frame.settled().rejected()).containsExactly(refused);
        assertThat(frame.at(1).id()).isEqualTo(stove.id());
        assertThat(labeller.hasEvents(frame)).isTrue();
    }

    @Test
    void nothingThatCameOverHttpPassesForHeardFromTheHouse() {
        Event stove = SampleEvents.temperature("sensor.stove", "200");
        assertThat(stove.source()).isEqualTo("websocket-ingestion");
        Frame frame =
                labeller.stamp(Frame.of(UUID.randomUUID(), "home", null, List.of(stove, stove.from("my-script"))));
        assertThat(frame.events()).extracting(Event::source).containsExactly("http", "my-script");
        assertThat(frame.events()).extracting(Event::id).containsOnly(stove.id());
    }

    @Test
    void keepsLabelsAndPlaceThatTheSenderNamed() {
        Labels named = new Labels("Cellar", null, null, List.of());
        Place there = new Place(1, 2);
        Event stove = SampleEvents.temperature("sensor.stove", "200").with(named);
        Frame frame = labeller.stamp(Frame.of(UUID.randomUUID(), "home", there, List.of(stove)));
        assertThat(frame.events().get(0).labels()).isEqualTo(named);
        assertThat(frame.place()).isEqualTo(there);
    }

    @Test
    void doesNotLabelTheEventsOfAnotherHouse() {
        Event stove = SampleEvents.temperature("sensor.stove", "200");
        Event cabin = new Event(
                stove.id(),
                "cabin",
                stove.source(),
                null,
                stove.micros(),
                stove.data(),
                stove.labels(),
                stove.enriched());
        Frame frame = labeller.stamp(Frame.of(UUID.randomUUID(), "cabin", null, List.of(cabin)));
        assertThat(frame.events().get(0).labels()).isEqualTo(Labels.NONE);
    }
}
