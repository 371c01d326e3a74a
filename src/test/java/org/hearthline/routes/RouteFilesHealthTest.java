package org.hearthline.routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.apache.camel.impl.DefaultCamelContext;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Work at a file that does not end is told, as nothing that is saved is taken meanwhile. */
final class RouteFilesHealthTest {
    private static final Instant BEGIN = Instant.parse("2026-11-20T08:00:00Z");

    @TempDir
    Path home;

    private final SteppedClock clock = new SteppedClock(BEGIN);
    private final RouteFilesHealth health = new RouteFilesHealth(clock);

    @Test
    void workThatDoesNotEndIsToldAndForgottenWhenItHasEnded() {
        health.begins(List.of("own.yaml"));
        pass(29);
        assertThat(health.status().level()).isEqualTo(Level.HEALTHY);

        pass(1);
        assertThat(health.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(health.status().since()).isEqualTo(BEGIN);
        assertThat(health.status().detail())
                .contains("the work at own.yaml does not end since 2026-11-20T08:00:00Z", "Undo the change", "restart");

        health.ends();
        assertThat(health.status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void whoAsksForAReloadThenIsToldTheSame() throws Exception {
        try (DefaultCamelContext camel = new DefaultCamelContext();
                RouteReload reload = new RouteReload(
                        camel,
                        new RouteReload.Settings(
                                home, home.resolve("kept"), true, Duration.ofHours(1), Set.of(), Set.of()),
                        List.of(),
                        health,
                        ids -> {},
                        clock)) {
            camel.disableJMX();
            camel.start();
            reload.load(ReadAhead.of(camel, new RouteFolder(home)));
            health.begins(List.of("own.yaml"));
            pass(30);

            assertThatThrownBy(reload::reload)
                    .isInstanceOf(TransientFailure.class)
                    .hasMessage(health.status().detail());
        }
    }

    private void pass(long seconds) {
        clock.step(Duration.ofSeconds(seconds));
    }
}
