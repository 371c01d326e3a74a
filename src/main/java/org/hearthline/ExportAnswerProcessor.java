package org.hearthline;

import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.hearthline.event.Causes;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.hearthline.http.StreamedAnswer;
import org.hearthline.storage.Export;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers an HTTP request with the {@link Export} in the body, while it is read. Camel would send a stream too, but it never
 * learns that a slow caller has gone, and takes the rest of what one has lost for a second answer. So the answer is sent here,
 * and Camel finds it ended.
 */
final class ExportAnswerProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ExportAnswerProcessor.class);
    private static final String CALLER = "caller";
    private static final int OK = 200;
    /** Each holds a thread, and reads much. */
    private static final int MOST_AT_ONCE = 8;

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Duration WHEN_BUSY = Duration.ofSeconds(5);

    private final Semaphore places = new Semaphore(MOST_AT_ONCE);

    /** The first step of the route: beans behind it leave a message that knows its caller no more. */
    static void remember(Exchange exchange) {
        exchange.setVariable(CALLER, exchange.getMessage(HttpMessage.class).getRequest());
    }

    @Override
    public void process(Exchange exchange) {
        if (!places.tryAcquire()) {
            throw new TransientFailure(
                    ErrorCode.UNAVAILABLE, MOST_AT_ONCE + " exports run already: wait for one", WHEN_BUSY, null);
        }
        try {
            send(exchange);
        } finally {
            places.release();
        }
    }

    private static void send(Exchange exchange) {
        Export export = exchange.getMessage().getBody(Export.class);
        HttpServerRequest caller = exchange.getVariable(CALLER, HttpServerRequest.class);
        Map<String, List<String>> headers = Map.of(
                "Content-Type",
                List.of(export.contentType()),
                "Content-Disposition",
                List.of("attachment; filename=\"" + export.fileName() + "\""));
        try {
            new StreamedAnswer(caller, PATIENCE).send(OK, headers, () -> next(export, exchange));
        } catch (StreamedAnswer.Broken e) {
            LOG.atInfo()
                    .addKeyValue("reason", Causes.message(e.getCause() == null ? e : e.getCause()))
                    .log("An export did not come to its end");
        }
    }

    /** A process that stops does not wait for the last event. */
    private static byte @Nullable [] next(Export export, Exchange exchange) {
        if (exchange.getContext().isStopping()) {
            throw new TransientFailure("This process stops", null);
        }
        return export.next();
    }
}
