package org.hearthline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
    @ParameterizedTest
    @CsvSource({"500ms,500", "0ms,0", "20s,20000", "5m,300000", "24h,86400000", "7d,604800000", "1h30m,5400000"})
    void readsDurations(String text, long millis) {
        assertThat(Quantity.duration(text)).hasMillis(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "-1s", "20 s", "s", "1.5s", "20sec", "1h x", "PT5M", "9999999999999s"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.duration(text));
    }

    @ParameterizedTest
    @CsvSource({"512B,512", "1kB,1000", "64KiB,65536", "1.5MiB,1572864", "8MB,8000000", "2 GiB,2147483648", "0B,0"})
    void readsSizes(String text, long bytes) {
        assertThat(Quantity.bytes(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "64", "-1B", "MiB", "1TiB", "1iB", "64mb", "1,5MiB"})
    void refusesWhatIsNoSize(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> Quantity.bytes(text));
    }

    @ParameterizedTest
    @CsvSource({"0,0ms", "1,1ms", "1500,1500ms", "20000,20s", "300000,5m", "3600000,1h", "172800000,2d"})
    void writesDurationsInOneUnit(long millis, String text) {
        assertThat(Quantity.text(Duration.ofMillis(millis))).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0B", "1,1B", "1024,1KiB", "67108864,64MiB", "1073741824,1GiB", "1025,1025B"})
    void writesSizesInOneUnit(long bytes, String text) {
        assertThat(Quantity.text(bytes)).isEqualTo(text);
    }
}
