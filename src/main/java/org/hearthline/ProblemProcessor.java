package org.hearthline;

import java.time.Duration;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Processor;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.TransientFailure;
import org.hearthline.http.Correlation;
import org.hearthline.http.Problem;
import org.hearthline.http.Received;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers an HTTP request that failed, in the one form of every no. */
final class ProblemProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ProblemProcessor.class);

    private final Problem problem;

    ProblemProcessor(Problem problem) {
        this.problem = problem;
    }

    @Override
    public void process(Exchange exchange) {
        Exception thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        Fault fault = Failures.asFault(thrown);
        String correlationId = correlationId(exchange);
        if (fault.code() == ErrorCode.INTERNAL_ERROR) {
            LOG.atError()
                    .addKeyValue("correlationId", correlationId)
                    .setCause(thrown)
                    .log("A request failed in a way that nobody foresaw");
        }
        Duration pause = Failures.asTransient(thrown)
                .flatMap(TransientFailure::retryAfter)
                .orElse(null);
        AnswerProcessor.write(problem.of(fault, correlationId, pause), exchange);
    }

    private static String correlationId(Exchange exchange) {
        Received request = exchange.getVariable(DoorProcessor.REQUEST, Received.class);
        return request != null
                ? request.correlationId()
                : Correlation.of(exchange.getMessage().getHeader(Correlation.HEADER, String.class));
    }
}
