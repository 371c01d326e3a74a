package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DiskGuardTest {
    private static final long MIB = 1 << 20;

    private final AtomicLong free = new AtomicLong(1000 * MIB);
    private final AtomicLong used = new AtomicLong(0);
    private final List<String> told = new ArrayList<>();
    private final DiskGuard guard =
            new DiskGuard(new DiskGuard.Limits(100 * MIB, 500 * MIB), free::get, used::get, Clock.systemUTC());

    @BeforeEach
    void listen() {
        guard.tell(told::add, () -> told.add("room"));
    }

    @Test
    void takesEventsWhileThereIsRoom() {
        guard.look();

        assertThatCode(guard::check).doesNotThrowAnyException();
        assertThat(guard.status().level()).isEqualTo(Level.HEALTHY);
        assertThat(guard.status().detail()).contains("1000 MiB free", "0 of 500 MiB");
    }

    @Test
    void saysBeforehandThatTheDiskWillBeFull() {
        free.set(199 * MIB);
        guard.look();

        assertThatCode(guard::check).doesNotThrowAnyException();
        assertThat(guard.status().level()).isEqualTo(Level.DEGRADED);
        assertThat(told).isEmpty();
    }

    @Test
    void saysBeforehandThatTheOutboxWillBeFull() {
        used.set(401 * MIB);
        guard.look();

        assertThatCode(guard::check).doesNotThrowAnyException();
        assertThat(guard.status().level()).isEqualTo(Level.DEGRADED);
    }

    @Test
    void refusesOnAFullDiskUntilThereIsRoomForAWhile() {
        free.set(100 * MIB);
        guard.look();
        assertThatThrownBy(guard::check)
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("100 MiB free")
                .hasMessageContaining("outbox.min-disk-free");
        assertThat(guard.status().level()).isEqualTo(Level.UNHEALTHY);

        free.set(125 * MIB);
        guard.look();
        assertThatThrownBy(guard::check).as("not at once again").isInstanceOf(TransientFailure.class);

        free.set(126 * MIB);
        guard.look();
        assertThatCode(guard::check).doesNotThrowAnyException();
        assertThat(told).hasSize(2).last().isEqualTo("room");
    }

    @Test
    void refusesWhenTheOutboxIsFullUntilTheStoreHasTakenSome() {
        used.set(500 * MIB);
        guard.look();
        assertThatThrownBy(guard::check)
                .isInstanceOf(TransientFailure.class)
                .hasMessageContaining("500 of 500 MiB")
                .hasMessageContaining("outbox.max-bytes");

        used.set(450 * MIB);
        guard.look();
        assertThatThrownBy(guard::check).isInstanceOf(TransientFailure.class);

        used.set(449 * MIB);
        guard.look();
        assertThatCode(guard::check).doesNotThrowAnyException();
    }

    @Test
    void takesNothingMoreOnceTheOutboxHasFailedWhateverRoomThereIs() {
        guard.fail("The disk is broken");
        guard.look();
        guard.fail("The disk is broken");

        assertThatThrownBy(guard::check).isInstanceOf(TransientFailure.class).hasMessage("The disk is broken");
        assertThat(guard.status().level()).isEqualTo(Level.UNHEALTHY);
        assertThat(told).containsExactly("The disk is broken");
    }

    @Test
    void tellsOnceAndKnowsSinceWhen() {
        free.set(0);
        guard.look();
        var since = guard.status().since();
        guard.look();
        guard.look();

        assertThat(told).hasSize(1);
        assertThat(guard.status().since()).isEqualTo(since);
    }
}
