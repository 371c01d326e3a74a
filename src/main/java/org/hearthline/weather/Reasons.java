package org.hearthline.weather;

import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;

/**
 * Why there is no weather, for a person. Only our own messages are quoted: others may hold the address, and with it the key.
 */
final class Reasons {
    private Reasons() {}

    static String of(Throwable thrown) {
        Throwable cause = thrown;
        while (!(cause instanceof WeatherFailure) && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof WeatherFailure failure) {
            return String.valueOf(failure.getMessage());
        }
        if (cause instanceof UnknownHostException) {
            return "its host name is unknown: check WEATHER_API_URL and the network";
        }
        if (cause instanceof ConnectException) {
            return "it cannot be reached: check WEATHER_API_URL and the network";
        }
        if (cause instanceof SocketTimeoutException || cause instanceof TimeoutException) {
            return "it did not answer in time";
        }
        if (cause instanceof SSLException) {
            return "no secure connection: check WEATHER_API_URL, the clock and the proxy";
        }
        return "the request failed (" + cause.getClass().getSimpleName() + ")";
    }
}
