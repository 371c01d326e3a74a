package org.hearthline.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.Test;

class HealthTest {
    private static final Instant START = Instant.parse("2026-08-19T20:00:00Z");
    private Instant now = START;
    private boolean started = true;
    private final Clock clock = new Clock() {
        @Override
        public java.time.ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(java.time.ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    };

    @Test
    void isAsBadAsTheWorst() {
        assertThat(health().level()).isEqualTo(Level.HEALTHY);
        assertThat(health(Level.HEALTHY, Level.DEGRADED).level()).isEqualTo(Level.DEGRADED);
        assertThat(health(Level.UNHEALTHY, Level.DEGRADED).level()).isEqualTo(Level.UNHEALTHY);
    }

    @Test
    void isUnhealthyUntilEveryRouteRuns() {
        started = false;

        assertThat(health().level()).isEqualTo(Level.UNHEALTHY);
        assertThat(health().report().toString()).contains("status=unhealthy", "routes=", "starting");
    }

    @Test
    void reportsEveryDependencyWithWhatToDo() {
        Health health = health(Level.HEALTHY, Level.DEGRADED);
        now = START.plus(Duration.ofSeconds(90_061));

        Map<String, Object> report = health.report();

        assertThat(report)
                .containsEntry("status", "degraded")
                .containsEntry("service", "hearthline")
                .containsEntry("uptime", "1d 1h 1m 1s")
                .containsEntry("uptime_seconds", 90_061L)
                .containsEntry("last_event_age_seconds", 90_061.0);
        assertThat(report.get("dependencies"))
                .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.MAP)
                .containsEntry("thing1", Map.of("status", "degraded", "detail", "detail 1", "since", START.toString()));
    }

    @Test
    void leavesOutWhatItDoesNotKnow() {
        Health health = new Health("weather", "1", clock, List.of(), OptionalLong::empty, () -> true);

        assertThat(health.report()).doesNotContainKey("last_event_age_seconds").containsEntry("uptime", "0s");
    }

    private Health health(Level... levels) {
        List<Dependency> dependencies = java.util.stream.IntStream.range(0, levels.length)
                .mapToObj(i -> (Dependency) new Fixed("thing" + i, new Status(levels[i], "detail " + i, START)))
                .toList();
        long micros = START.toEpochMilli() * 1000;
        return new Health("hearthline", "1", clock, dependencies, () -> OptionalLong.of(micros), () -> started);
    }

    private record Fixed(String name, Status status) implements Dependency {}
}
