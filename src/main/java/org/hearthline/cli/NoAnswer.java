package org.hearthline.cli;

import java.net.ConnectException;
import java.net.UnknownHostException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.hearthline.event.Causes;

/** Why nobody answered, in words. */
final class NoAnswer {
    private NoAnswer() {}

    /**
     * What a failed request says.
     *
     * @param address scheme, host and port, as it may be shown
     * @param who is expected there: {@code Home Assistant}
     */
    static String reason(Throwable failure, String address, String who) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnresolvedAddressException || cause instanceof UnknownHostException) {
                return "no such host: " + address + ". Check the name, or use the IP address.";
            }
            if (cause instanceof HttpTimeoutException || cause instanceof TimeoutException) {
                return "no answer from " + address + " in time. Is a firewall between here and " + who + "?";
            }
            if (cause instanceof SSLException) {
                return "no secure connection to " + address + " (" + Causes.message(cause)
                        + "). Is it http instead of https, or a certificate that Java does not know?";
            }
        }
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConnectException) {
                return "refused by " + address + ". Does " + who + " run, and is the port right?";
            }
        }
        return "no usable answer from " + address + " (" + FailureReport.text(failure) + "). Is " + who + " there?";
    }
}
