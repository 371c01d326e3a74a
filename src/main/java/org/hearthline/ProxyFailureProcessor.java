package org.hearthline;

import java.net.SocketTimeoutException;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.hearthline.http.Problem;

/** Answers a request whose stage could not be asked: 503 and the error form, naming the service and not its address. */
final class ProxyFailureProcessor implements Processor {
    private final String service;
    private final ProblemProcessor problem;

    ProxyFailureProcessor(String service, Problem problem) {
        this.service = service;
        this.problem = new ProblemProcessor(problem);
    }

    @Override
    public void process(Exchange exchange) {
        Exception thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        boolean ours = thrown instanceof TransientFailure
                || Failures.asRejected(thrown).isPresent();
        if (LinkRoutePolicy.isBusy(thrown)) {
            LinkRoutePolicy.abandoned(exchange);
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, busy(thrown));
        } else if (!ours && Failures.asTransient(thrown).isPresent()) {
            LinkRoutePolicy.failed(thrown, exchange);
            exchange.setProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, inWords(thrown));
        }
        problem.process(exchange);
    }

    private TransientFailure busy(Exception thrown) {
        return new TransientFailure(
                ErrorCode.UNAVAILABLE,
                "All " + OutboundHttp.CONNECTIONS + " connections from here to " + service + " are in use",
                null,
                thrown);
    }

    private TransientFailure inWords(Exception thrown) {
        if (LinkRoutePolicy.isUnreachable(thrown)) {
            return new TransientFailure(
                    ErrorCode.UNAVAILABLE, service + " is away: see GET /api/v1/services", null, thrown);
        }
        return thrown instanceof SocketTimeoutException
                ? new TransientFailure(ErrorCode.TIMEOUT, service + " did not answer in time", null, thrown)
                : new TransientFailure(ErrorCode.UNAVAILABLE, service + " broke the connection off", null, thrown);
    }
}
