package org.hearthline.ingestion;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import org.hearthline.event.Event;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

final class IngestionStatsTest {
    private static final Event EVENT = SampleEvents.temperature("sensor.kitchen", "21");

    private Instant now = Instant.parse("2026-08-19T20:00:00Z");
    private final IngestionStats stats = new IngestionStats(new Clock() {
        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    });

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
            now = now.plusSeconds(1);
        }
        receive(7);
        assertThat(stats.read().perSecond10()).isEqualTo(20);
        assertThat(stats.read().perSecond60()).isEqualTo(20);
        assertThat(stats.read().received()).isEqualTo(607);
        assertThat(stats.read().byType()).containsEntry("state_changed", 607L);
        assertThat(stats.read().lastEventAt()).isEqualTo(now);
    }

    @Test
    void forgetsWhatIsOlderThanAMinute() {
        now = now.plusSeconds(60);
        receive(600);
        now = now.plusSeconds(11);
        assertThat(stats.read().perSecond10()).isZero();
        assertThat(stats.read().perSecond60()).isEqualTo(10);
        now = now.plusSeconds(50);
        assertThat(stats.read().perSecond60()).isZero();
        now = now.plusSeconds(100_000);
        receive(60);
        now = now.plusSeconds(1);
        assertThat(stats.read().perSecond60()).isEqualTo(1);
    }

    @Test
    void countsOnWhenTheClockGoesBack() {
        receive(10);
        now = now.minusSeconds(3600);
        receive(10);
        now = now.plusSeconds(3601);
        assertThat(stats.read().perSecond10()).isEqualTo(20);
    }

    private void receive(int events) {
        stats.count(Collections.nCopies(events, EVENT));
        stats.count(List.of());
    }
}
