package org.hearthline.ha;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrainTest {
    @ParameterizedTest
    @CsvSource({
        "25, 0, 25",
        "25, 20, 50",
        "25, 200, 275",
        "25, 1000000, 1000",
        "0, 1000000, 0",
        "5000, 0, 5000",
        "5000, 9, 5000"
    })
    void lingersLongerWhileBatchesWaitBehindIt(long configured, long waiting, long expected) {
        assertThat(Drain.linger(millis(configured), waiting)).isEqualTo(millis(expected));
    }

    @Test
    void doesNotLingerLongerForOneOrTwoUnderWay() {
        assertThat(Drain.linger(millis(25), 2)).isLessThan(millis(28));
    }

    private static long millis(long millis) {
        return Duration.ofMillis(millis).toNanos();
    }
}
