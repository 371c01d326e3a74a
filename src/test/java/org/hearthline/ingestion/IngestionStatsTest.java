package org.hearthline.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.Event;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

final class IngestionStatsTest {
    private static final Event EVENT = SampleEvents.temperature("sensor.kitchen", "21");

    private final SteppedClock clock = new SteppedClock();
    private final IngestionStats stats = new IngestionStats(clock);

    @Test
    void hasReceivedNothingAtFirst() {
        IngestionStats.Reading reading = stats.read();
        assertThat(reading.received()).isZero();
        assertThat(reading.lastEventAt()).isNull();
        assertThat(reading.perSecond10()).isZero();
        assertThat(reading.byType()).isEmpty();
    }

    @Test
    void tellsTheRateOfWholeSeconds() {
        for (int second = 0; second < 30; second++) {
            receive(20);
            clock.step(Duration.ofSeconds(1));
        }
        receive(7);
        assertThat(stats.read().perSecond10()).isEqualTo(20);
        assertThat(stats.read().perSecond60()).isEqualTo(20);
        assertThat(stats.read().received()).isEqualTo(607);
        assertThat(stats.read().byType()).containsEntry("state_changed", 607L);
        assertThat(stats.read().lastEventAt()).isEqualTo(clock.instant());
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        clock.step(Duration.ofSeconds(60));
        receive(600);
        clock.step(Duration.ofSeconds(11));
        assertThat(stats.read().perSecond10()).isZero();
        assertThat(stats.read().perSecond60()).isEqualTo(10);
        clock.step(Duration.ofSeconds(50));
        assertThat(stats.read().perSecond60()).isZero();
        clock.step(Duration.ofSeconds(100_000));
        receive(60);
        clock.step(Duration.ofSeconds(1));
        assertThat(stats.read().perSecond60()).isEqualTo(1);
    }

    @Test
    void countsOnWhenTheClockGoesBack() {
        receive(10);
        clock.step(Duration.ofSeconds(-3600));
        receive(10);
        clock.step(Duration.ofSeconds(3601));
        assertThat(stats.read().perSecond10()).isEqualTo(20);
    }

    private void receive(int events) {
        stats.count(Collections.nCopies(events, EVENT));
        stats.count(List.of());
    }
}
