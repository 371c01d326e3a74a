package org.hearthline.ha;

import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.vertx.core.http.UpgradeRejectedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import javax.net.ssl.SSLException;
import org.hearthline.event.Causes;

/**
 * Why a connection, or an attempt at one, ended.
 *
 * @param message what happened, and what a person can do about it
 */
public record Ending(Cause cause, String message) {
    /** What people have to do differs from one to the next. */
    public enum Cause {
        /** Nobody listens there. */
        REFUSED,
        /** HTTP 403: this machine's address is banned after failed logins. */
        BANNED,
        /** HTTP 502 to 504: a proxy or the Supervisor is there, Home Assistant is not. */
        CORE_DOWN,
        /** Another HTTP answer: probably not Home Assistant. */
        NOT_HOME_ASSISTANT,
        TOKEN_REFUSED,
        UNKNOWN_HOST,
        UNTRUSTED,
        /** Nothing came any more. */
        SILENT,
        TOO_BIG,
        /** The other side closed, or the network did. */
        CLOSED,
        /** Closed by us, on purpose, for a while. */
        HELD,
        STOPPED
    }

    private static final int FORBIDDEN = 403;

    static Ending of(Throwable failure, HaSettings settings) {
        String address = settings.address();
        if (failure instanceof UpgradeRejectedException rejected) {
            return ofStatus(rejected.getStatus(), address);
        }
        if (failure instanceof TooLongFrameException || failure instanceof CorruptedWebSocketFrameException) {
            return tooBig(settings);
        }
        if (failure instanceof UnknownHostException) {
            return new Ending(
                    Cause.UNKNOWN_HOST,
                    "The host name in " + address
                            + " cannot be resolved: check ha.url (HA_URL), or name the IP address");
        }
        if (failure instanceof SSLException) {
            return new Ending(
                    Cause.UNTRUSTED,
                    "No TLS connection with " + address + " (" + Causes.message(failure)
                            + "): if its certificate is self-signed, name it as trusted, or use http:// within the house");
        }
        if (failure instanceof ConnectException) {
            return new Ending(
                    Cause.REFUSED,
                    "Nobody answers at " + address
                            + ": is Home Assistant running, and are host and port in ha.url (HA_URL) right?");
        }
        return new Ending(Cause.CLOSED, "The connection to " + address + " broke: " + Causes.message(failure));
    }

    private static Ending ofStatus(int status, String address) {
        if (status == FORBIDDEN) {
            return new Ending(
                    Cause.BANNED,
                    "Home Assistant at " + address
                            + " has banned this machine (HTTP 403), as it does after failed logins:"
                            + " take its address out of ip_bans.yaml, restart Home Assistant, and check ha.token (HA_TOKEN)");
        }
        if (status >= 502 && status <= 504) {
            return new Ending(
                    Cause.CORE_DOWN,
                    "A proxy or the Supervisor answers at " + address
                            + ", but Home Assistant behind it is down or starting" + " (HTTP " + status
                            + "): wait, or look at Home Assistant's own log");
        }
        return new Ending(
                Cause.NOT_HOME_ASSISTANT,
                "HTTP " + status + " instead of a WebSocket at " + address
                        + ": ha.url (HA_URL) does not lead to Home Assistant");
    }

    static Ending tokenRefused(String words, HaSettings settings) {
        return new Ending(
                Cause.TOKEN_REFUSED,
                "Home Assistant at " + settings.address() + " refuses the token (\""
                        + settings.hideToken(words)
                        + "\"): make a long-lived access token on your profile page there and set ha.token (HA_TOKEN);"
                        + " next try in " + settings.timing().authRetry().toSeconds() + " s");
    }

    static Ending tooBig(HaSettings settings) {
        return new Ending(
                Cause.TOO_BIG,
                "Home Assistant at " + settings.address() + " sent a message of more than "
                        + settings.limits().messageBytes()
                        + " bytes: raise ha.max-message, or exclude what is so big there");
    }

    static Ending silent(String what, HaSettings settings) {
        return new Ending(
                Cause.SILENT, "Home Assistant at " + settings.address() + " " + what + ": the connection is made anew");
    }

    static Ending closed(HaSettings settings) {
        return new Ending(
                Cause.CLOSED,
                "Home Assistant at " + settings.address() + " closed the connection: it may be restarting");
    }

    static Ending held(String why, HaSettings settings) {
        return new Ending(
                Cause.HELD,
                "The connection to Home Assistant at " + settings.address() + " is closed on purpose: " + why);
    }

    static Ending stopped() {
        return new Ending(Cause.STOPPED, "Hearthline was stopped");
    }
}
