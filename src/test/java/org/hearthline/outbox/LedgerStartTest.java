package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.hearthline.event.Event;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

/** How long it is known what was accepted. */
class LedgerStartTest {
    private static final Event BEFORE_THE_KILL = eventAfter(0);
    private static final Event AFTER_IT = eventAfter(300);

    private final Ledger ledger = new Ledger();

    private static Event eventAfter(int seconds) {
        Instant time = SampleEvents.TIME.plusSeconds(seconds);
        return SampleEvents.change("sensor.kitchen").at(time).event();
    }

    private LedgerPage page(Event event) {
        return ledger.page(List.of(event), event.micros());
    }

    private boolean knows(Event event) {
        return ledger.contains(event.id(), event.micros());
    }

    @Test
    void nothingIsForgottenBeforeItIsSaidWhatIsNeeded() {
        ledger.restore(page(BEFORE_THE_KILL));
        ledger.restore(page(AFTER_IT));

        assertThat(ledger.forget()).isZero();
        assertThat(knows(BEFORE_THE_KILL)).isTrue();
        ledger.keepFrom(BEFORE_THE_KILL.micros());
        assertThat(ledger.forget()).isZero();
        assertThat(knows(BEFORE_THE_KILL)).isTrue();
    }

    @Test
    void whatNobodyNeedsIsForgotten() {
        ledger.add(page(BEFORE_THE_KILL));
        ledger.add(page(AFTER_IT));
        ledger.keepFrom(Long.MAX_VALUE);

        assertThat(ledger.forget()).isOne();
        assertThat(knows(BEFORE_THE_KILL)).isFalse();
        assertThat(knows(AFTER_IT)).isTrue();
    }
}
