package org.hearthline;

import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Route;
import org.apache.camel.support.RoutePolicySupport;
import org.apache.hc.client5.http.ConnectTimeoutException;
import org.apache.hc.core5.http.ConnectionRequestTimeoutException;
import org.hearthline.link.LinkCall;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that every call of another process is ended: what was answered says so itself, and what came to nothing is seen when
 * its route ends.
 */
final class LinkRoutePolicy extends RoutePolicySupport {
    /** Of the exchange, while it is in the route. */
    private static final String CALL = "hearthline.link.call";

    static void began(LinkCall call, Exchange exchange) {
        exchange.setProperty(CALL, call);
    }

    /** The call came back with a status. */
    static void answered(int status, Exchange exchange) {
        LinkCall call = exchange.getProperty(CALL, LinkCall.class);
        if (call != null) {
            call.answered(status);
        }
    }

    /** The call came back with an answer of no use. */
    static void refused(int status, String reason, Exchange exchange) {
        LinkCall call = exchange.getProperty(CALL, LinkCall.class);
        if (call != null) {
            call.refused(status, reason);
        }
    }

    /** The call failed, and another one may follow. */
    static void failed(Throwable thrown, Exchange exchange) {
        if (exchange.removeProperty(CALL) instanceof LinkCall call) {
            end(call, thrown);
        }
    }

    @Override
    public void onExchangeDone(Route route, Exchange exchange) {
        if (exchange.removeProperty(CALL) instanceof LinkCall call) {
            Exception thrown = exchange.getException() != null
                    ? exchange.getException()
                    : exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
            end(call, thrown);
        }
    }

    private static void end(LinkCall call, @Nullable Throwable thrown) {
        if (thrown == null
                || isBusy(thrown)
                || Failures.find(thrown, CallNotPermittedException.class).isPresent()) {
            call.abandoned();
        } else {
            call.failed(Failures.asFault(thrown).message(), isUnreachable(thrown));
        }
    }

    /** It was not made: all connections to the stage are in use, which says nothing about the stage. */
    static boolean isBusy(Throwable thrown) {
        return Failures.find(thrown, ConnectionRequestTimeoutException.class).isPresent();
    }

    static void abandoned(Exchange exchange) {
        if (exchange.removeProperty(CALL) instanceof LinkCall call) {
            call.abandoned();
        }
    }

    /** There was no connection, so nothing has been sent. */
    static boolean isUnreachable(Throwable thrown) {
        return Failures.find(thrown, ConnectException.class).isPresent()
                || Failures.find(thrown, ConnectTimeoutException.class).isPresent()
                || Failures.find(thrown, UnknownHostException.class).isPresent();
    }
}
