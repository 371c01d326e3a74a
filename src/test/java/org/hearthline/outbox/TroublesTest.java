package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.util.UUID;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;

class TroublesTest {
    private final Troubles troubles = new Troubles(Clock.systemUTC());
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

    private String reason() {
        return troubles.oldest().orElseThrow().reason();
    }

    private static TransientFailure open() {
        return TransientFailure.notTried("The circuit breaker is open", new IllegalStateException());
    }
}
