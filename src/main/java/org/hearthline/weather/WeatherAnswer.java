package org.hearthline.weather;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Judges what a weather service answered, as a step of the route {@code weather-fetch}. Immutable; any thread. */
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
     * The body of an answer that is one.
     *
     * @throws WeatherFailure for 408, 429 and 5xx: what a circuit breaker counts
     * @throws WeatherRefused for every other status than 200, and for more than 256 KiB
     */
    public byte[] read(int status, @Nullable InputStream body) throws IOException {
        try (InputStream open = body == null ? InputStream.nullInputStream() : body) {
            check(status);
            byte[] bytes = open.readNBytes(LONGEST + 1);
            if (bytes.length > LONGEST) {
                throw new WeatherRefused("The weather service answered more than 256 KiB: check WEATHER_API_URL");
            }
            return bytes;
        }
    }

    private static void check(int status) {
        switch (status) {
            case OK -> {}
            case UNAUTHORIZED, FORBIDDEN ->
                throw new WeatherRefused("The weather service refuses the key (" + status + "): check WEATHER_API_KEY");
            case TOO_MANY_REQUESTS -> throw new WeatherFailure("The weather service gets too many requests (429)");
            default ->
                throw status == REQUEST_TIMEOUT || status >= SERVER_ERRORS
                        ? new WeatherFailure("The weather service has a problem of its own (" + status + ")")
                        : new WeatherRefused("The weather service does not know the request (" + status
                                + "): check WEATHER_API_URL");
        }
    }
}
