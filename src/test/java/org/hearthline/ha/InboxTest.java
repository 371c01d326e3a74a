package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthline.event.JsonSlice;
import org.junit.jupiter.api.Test;

final class InboxTest {
    private final AtomicInteger reliefs = new AtomicInteger();
    private final Inbox inbox = new Inbox(100, reliefs::incrementAndGet);

    @Test
    void isFullAtItsLimitAndRelievedAtHalf() {
        assertThat(inbox.offer(message(60))).isFalse();
        assertThat(inbox.offer(message(39))).isFalse();
        assertThat(inbox.offer(message(1))).isTrue();
        assertThat(inbox.offer(message(50))).isTrue();
        inbox.poll();
        assertThat(reliefs).hasValue(0);
        inbox.poll();
        assertThat(reliefs).hasValue(0);
        inbox.poll();
        assertThat(reliefs).hasValue(1);
        assertThat(inbox.offer(message(1))).isFalse();
        inbox.poll();
        inbox.poll();
        assertThat(inbox.poll()).isNull();
        assertThat(reliefs).hasValue(1);
    }

    @Test
    void givesOutWhatItHoldsAfterItWasClosed() throws InterruptedException {
        inbox.offer(message(1));
        inbox.close();
        assertThat(inbox.awaitFirst()).isTrue();
        inbox.poll();
        assertThat(inbox.awaitFirst()).isFalse();
        assertThat(inbox.awaitWhileOpen(Duration.ofDays(1))).isFalse();
    }

    @Test
    void waitsForNoMoreWhenEnoughIsThereOrTheTimeIsOver() throws InterruptedException {
        inbox.awaitMore(50, 0);
        inbox.awaitMore(50, -1);
        inbox.offer(message(100));
        inbox.awaitMore(1000, Long.MAX_VALUE);
        assertThat(inbox.awaitFirst()).isTrue();
    }

    private static Inbox.Message message(int bytes) {
        return new Inbox.Message(null, JsonSlice.of(new byte[bytes]), 0);
    }
}
