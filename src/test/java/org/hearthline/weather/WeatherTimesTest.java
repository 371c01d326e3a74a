package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeatherTimesTest {
    @ParameterizedTest
    @CsvSource({"0,1,1,1", "1,0,1,1", "1,1,0,1", "1,1,1,-1", "-1,1,1,1"})
    void refusesTimesThatMakeNoSense(long fresh, long retry, long stale, long patience) {
        assertThatIllegalArgumentException().isThrownBy(() -> times(fresh, retry, stale, patience));
    }

    @ParameterizedTest
    @CsvSource({"1,1,1,0", "900,30,86400,1"})
    void takesOthersAlsoNoPatienceAtAll(long fresh, long retry, long stale, long patience) {
        assertThatCode(() -> times(fresh, retry, stale, patience)).doesNotThrowAnyException();
    }

    private static WeatherTimes times(long fresh, long retry, long stale, long patience) {
        return new WeatherTimes(
                Duration.ofSeconds(fresh),
                Duration.ofSeconds(retry),
                Duration.ofSeconds(stale),
                Duration.ofSeconds(patience));
    }
}
