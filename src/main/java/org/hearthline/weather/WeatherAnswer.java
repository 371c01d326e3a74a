package org.hearthline.weather;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * Judges what a weather service answered, in two steps of the route {@code weather-fetch}: inside the circuit breaker whether the
 * service is there, behind it whether it said something. (Camel's breaker swallows the exceptions that it is told not to
 * count, so it must not see them.) Immutable; any thread.
 */
public final class WeatherAnswer {
    /** Bytes. A real answer has about one thousand. */
    static final int LONGEST = 256 * 1024;

    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    /**
     * Reads an answer, up to a little more than {@link #LONGEST}, and closes it.
     *
     * @throws WeatherAway for 408, 429 and 5xx
     */
    public byte[] receive(int status, @Nullable InputStream body) throws IOException {
        try (InputStream open = body == null ? InputStream.nullInputStream() : body) {
            if (status == TOO_MANY_REQUESTS) {
                throw new WeatherAway("The weather service gets too many requests (429)");
            }
            if (status == REQUEST_TIMEOUT || status >= SERVER_ERRORS) {
                throw new WeatherAway("The weather service has a problem of its own (" + status + ")");
            }
            return open.readNBytes(LONGEST + 1);
        }
    }

    /**
     * The body of an answer that is one.
     *
     * @throws WeatherFailure for every other status than 200, and for more than {@link #LONGEST} bytes
     */
    public byte[] accept(int status, byte[] body) {
        if (status == UNAUTHORIZED || status == FORBIDDEN) {
            throw new WeatherFailure("The weather service refuses the key (" + status + "): check WEATHER_API_KEY");
        }
        if (status != OK) {
            throw new WeatherFailure(
                    "The weather service does not know the request (" + status + "): check WEATHER_API_URL");
        }
        if (body.length > LONGEST) {
            throw new WeatherFailure("The weather service answered more than 256 KiB: check WEATHER_API_URL");
        }
        return body;
    }
}
