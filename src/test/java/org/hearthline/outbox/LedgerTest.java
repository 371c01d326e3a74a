package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.hearthline.event.Event;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final long NOW = 1_800_000_000_000_000L;
    private static final long MINUTE = 60_000_000L;

    private final Ledger ledger = new Ledger();

    @Test
    void knowsAnEventByIdAndTime() {
        Event event = at("sensor.a", SampleEvents.TIME);
        accept(NOW, event, at("sensor.b", SampleEvents.TIME.plusSeconds(1)));

        assertThat(ledger.contains(event.id(), event.micros())).isTrue();
        assertThat(ledger.contains(event.id(), event.micros() + MINUTE)).isFalse();
        assertThat(ledger.contains(at("sensor.c", SampleEvents.TIME).id(), event.micros()))
                .isFalse();
    }

    @Test
    void aPageThatIsNotCommittedIsNotKnown() {
        Event event = at("sensor.a", SampleEvents.TIME);
        ledger.page(List.of(event), NOW);

        assertThat(ledger.contains(event.id(), event.micros())).isFalse();
        assertThat(ledger.watermark()).isEmpty();
    }

    @Test
    void theWatermarkIsTheLastLiveEventInOrderOfArrival() {
        Event late = at("sensor.a", SampleEvents.TIME.plusSeconds(9));
        Event after = at("sensor.b", SampleEvents.TIME.plusSeconds(5));
        accept(NOW, late, after);

        assertThat(ledger.watermark()).hasValue(after.micros());

        Event backfilled = SampleEvents.of(SampleEvents.change("sensor.c")
                .at(SampleEvents.TIME.plusSeconds(50))
                .json()
                .replace("\"LOCAL\"", "\"backfill\""));
        assertThat(backfilled.origin()).isEqualTo("backfill");
        accept(NOW, backfilled);

        assertThat(ledger.watermark()).hasValue(after.micros());
        assertThat(ledger.contains(backfilled.id(), backfilled.micros())).isTrue();
    }

    @Test
    void forgetsOldPagesButNeverTheLast() {
        ledger.keepFrom(Long.MAX_VALUE);
        Event first = at("sensor.a", SampleEvents.TIME);
        accept(NOW, first);
        assertThat(ledger.forget()).isZero();

        Event second = at("sensor.a", SampleEvents.TIME.plus(Duration.ofMinutes(2)));
        accept(NOW + 2 * MINUTE, second);

        assertThat(ledger.forget()).isEqualTo(1);
        assertThat(ledger.contains(first.id(), first.micros())).isFalse();
        assertThat(ledger.contains(second.id(), second.micros())).isTrue();
        assertThat(ledger.watermark()).hasValue(second.micros());
    }

    @Test
    void keepsWhatSomebodyStillAsksFor() {
        Event first = at("sensor.a", SampleEvents.TIME);
        accept(NOW, first);
        ledger.keepFrom(first.micros());
        accept(NOW + 2 * MINUTE, at("sensor.a", SampleEvents.TIME.plus(Duration.ofMinutes(2))));

        assertThat(ledger.forget()).isZero();
        ledger.keepFrom(Long.MAX_VALUE);
        assertThat(ledger.forget()).isEqualTo(1);
    }

    @Test
    void nothingIsForgottenBeforeItIsSaidWhatIsNeeded() {
        Event beforeTheKill = at("sensor.a", SampleEvents.TIME);
        Event afterIt = at("sensor.a", SampleEvents.TIME.plusSeconds(300));
        ledger.restore(ledger.page(List.of(beforeTheKill), NOW));
        ledger.restore(ledger.page(List.of(afterIt), NOW + 5 * MINUTE));

        assertThat(ledger.forget()).isZero();
        ledger.keepFrom(beforeTheKill.micros());
        assertThat(ledger.forget()).isZero();
        assertThat(ledger.contains(beforeTheKill.id(), beforeTheKill.micros())).isTrue();
    }

    @Test
    void aPageIsTheSameAfterItsJourneyThroughTheBroker(@TempDir Path folder) throws Exception {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            events.add(at("sensor.s" + i, SampleEvents.TIME.plusMillis(i)));
        }
        try (OpenOutbox open = new OpenOutbox(folder, 1)) {
            open.outbox.put(SampleEvents.frame(events));
        }
        try (OpenOutbox again = new OpenOutbox(folder, 1)) {
            assertThat(events).allMatch(event -> again.ledger.contains(event.id(), event.micros()));
            assertThat(again.ledger.watermark()).hasValue(events.get(499).micros());
            assertThat(again.ledger.contains(
                            at("sensor.other", SampleEvents.TIME).id(),
                            events.get(0).micros()))
                    .isFalse();
        }
    }

    @Test
    void aForeignMessageInItsQueueIsPassedOver(@TempDir Path folder) throws Exception {
        Event event = at("sensor.a", SampleEvents.TIME);
        try (OpenOutbox open = new OpenOutbox(folder, 1)) {
            open.send(Broker.ACCEPTED, session -> session.createTextMessage("hello"));
            open.outbox.put(SampleEvents.frame(event));
        }
        try (OpenOutbox again = new OpenOutbox(folder, 1)) {
            assertThat(again.ledger.contains(event.id(), event.micros())).isTrue();
        }
    }

    private void accept(long nowMicros, Event... events) {
        ledger.add(ledger.page(List.of(events), nowMicros));
    }

    private static Event at(String entity, Instant time) {
        return SampleEvents.change(entity).at(time).event();
    }
}
