package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.UUID;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TroublesTest {
    private static final TransientFailure RELOAD =
            TransientFailure.brief("is being loaded anew", new RuntimeException());

    private final SteppedClock clock = new SteppedClock();
    private final Troubles troubles = new Troubles(clock);
    private final UUID frame = UUID.randomUUID();

    @Test
    void behindAnOpenBreakerTheReasonStaysTheOneThatHasOpenedIt() {
        troubles.failed(frame, new TransientFailure("no answer from the store", null));
        troubles.failed(frame, open());

        assertThat(reason()).isEqualTo("no answer from the store (The circuit breaker is open)");
    }

    @Test
    void aFrameThatOnlyMetTheBreakerHasTheReasonOfTheOthers() {
        troubles.failed(UUID.randomUUID(), new TransientFailure("no answer from the store", null));
        troubles.failed(frame, open());
        troubles.failed(frame, open());

        assertThat(troubles.oldest()).isPresent();
        assertThat(reason()).startsWith("no answer from the store");
    }

    @Test
    void theNextTroubleHasItsOwnReason() {
        troubles.failed(frame, new TransientFailure("no answer from the store", null));
        assertThat(troubles.delivered(frame)).isTrue();

        troubles.failed(frame, open());

        assertThat(reason()).isEqualTo("The circuit breaker is open");
    }

    @Test
    void whatIsOverInAMomentIsNoWarningUnlessItLasts() {
        ListAppender<ILoggingEvent> lines = new ListAppender<>();
        Logger log = (Logger) LoggerFactory.getLogger(Troubles.class);
        lines.start();
        log.addAppender(lines);
        try {
            troubles.failed(frame, RELOAD);
            assertThat(reason()).isEqualTo("is being loaded anew");
            troubles.delivered(frame);
            troubles.failed(frame, RELOAD);
            clock.step(Duration.ofSeconds(14));
            troubles.failed(frame, RELOAD);
            assertThat(lines.list)
                    .filteredOn(line -> line.getLevel() != Level.DEBUG)
                    .isEmpty();

            clock.step(Duration.ofSeconds(2));
            troubles.failed(frame, RELOAD);
            troubles.failed(frame, RELOAD);
            troubles.delivered(frame);
        } finally {
            log.detachAppender(lines);
        }

        assertThat(lines.list)
                .filteredOn(line -> line.getLevel() != Level.DEBUG)
                .extracting(ILoggingEvent::getLevel)
                .containsExactly(Level.WARN, Level.INFO);
    }

    private String reason() {
        return troubles.oldest().orElseThrow().reason();
    }

    private static TransientFailure open() {
        return TransientFailure.notTried("The circuit breaker is open", new IllegalStateException());
    }
}
