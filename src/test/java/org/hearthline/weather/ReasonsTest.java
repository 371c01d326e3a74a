package org.hearthline.weather;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ReasonsTest {
    private static final String SECRET = "GET http://api/data?appid=0123456789";

    static Arguments[] failures() {
        return new Arguments[] {
            Arguments.of(new WeatherFailure("too many requests"), "too many requests"),
            Arguments.of(new WeatherAway("no such key"), "no such key"),
            Arguments.of(
                    new UnknownHostException(SECRET),
                    "its host name is unknown: check WEATHER_API_URL and the network"),
            Arguments.of(new ConnectException(SECRET), "it cannot be reached: check WEATHER_API_URL and the network"),
            Arguments.of(new SocketTimeoutException(SECRET), "it did not answer in time"),
            Arguments.of(new TimeoutException(SECRET), "it did not answer in time"),
            Arguments.of(
                    new SSLHandshakeException(SECRET),
                    "no secure connection: check WEATHER_API_URL, the clock and the proxy"),
            Arguments.of(new IOException(SECRET), "the request failed (IOException)"),
            Arguments.of(new IllegalStateException(SECRET), "the request failed (IllegalStateException)"),
        };
    }

    @ParameterizedTest
    @MethodSource("failures")
    void saysWhyAndQuotesNobodyElse(Throwable failure, String expected) {
        assertThat(Reasons.of(failure)).isEqualTo(expected);
        assertThat(Reasons.of(new RuntimeException(SECRET, new IOException(SECRET, failure))))
                .isEqualTo(expected);
    }
}
