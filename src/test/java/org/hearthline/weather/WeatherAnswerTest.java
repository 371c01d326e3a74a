package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WeatherAnswerTest {
    private final WeatherAnswer answer = new WeatherAnswer();

    @Test
    void takesTheBodyOfA200() throws IOException {
        assertThat(read(200, stream(new byte[] {1, 2}))).containsExactly(1, 2);
        assertThat(read(200, null)).isEmpty();
        assertThat(read(200, stream(new byte[WeatherAnswer.LONGEST]))).hasSize(WeatherAnswer.LONGEST);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 599})
    void aServiceThatIsAwayIsAFailureThatABreakerCounts(int status) {
        assertThatThrownBy(() -> read(status, stream(new byte[0])))
                .isInstanceOf(WeatherAway.class)
                .hasMessageContaining("(" + status + ")");
    }

    @ParameterizedTest
    @CsvSource({
        "401, WEATHER_API_KEY",
        "403, WEATHER_API_KEY",
        "404, WEATHER_API_URL",
        "302, WEATHER_API_URL",
        "204, WEATHER_API_URL"
    })
    void aServiceThatSaysNoIsNoFailureOfIts(int status, String toCheck) {
        assertThatThrownBy(() -> read(status, stream(new byte[0])))
                .isExactlyInstanceOf(WeatherFailure.class)
                .hasMessageContaining("check " + toCheck);
    }

    @Test
    void takesNoEndOfBytes() {
        assertThatThrownBy(() -> read(200, stream(new byte[WeatherAnswer.LONGEST + 1])))
                .isExactlyInstanceOf(WeatherFailure.class)
                .hasMessageContaining("256 KiB");
    }

    @ParameterizedTest
    @ValueSource(ints = {200, 401, 500})
    void closesWhatItWasGiven(int status) {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream body = new ByteArrayInputStream(new byte[1]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };

        catchThrowable(() -> read(status, body));

        assertThat(closed).isTrue();
    }

    private byte[] read(int status, InputStream body) throws IOException {
        return answer.accept(status, answer.receive(status, body));
    }

    private static InputStream stream(byte[] bytes) {
        return new ByteArrayInputStream(bytes);
    }
}
