package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {
    private final Backoff backoff = new Backoff(Duration.ofMillis(500), Duration.ofSeconds(60), new Random(7));

    @Test
    void doublesWithJitterWithinItsBounds() {
        List<Long> waits =
                Stream.generate(backoff::next).limit(40).map(Duration::toMillis).toList();
        for (int i = 0; i < waits.size(); i++) {
            long span = Math.min(60_000, 500L << Math.min(i + 1, 20));
            assertThat(waits.get(i)).isBetween(Math.max(500, span / 2), span);
        }
        assertThat(waits.subList(10, 40)).doesNotHaveDuplicates();
    }

    @Test
    void beginsAnewAfterAReset() {
        Stream.generate(backoff::next).limit(10).forEach(wait -> {});
        backoff.reset();
        assertThat(backoff.next()).isLessThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void neverWaitsLessThanTheLeastWait() {
        Backoff constant = new Backoff(Duration.ofSeconds(3), Duration.ofSeconds(1), new Random(7));
        assertThat(constant.next()).isEqualTo(Duration.ofSeconds(3));
    }
}
