package org.hearthline;

import io.vertx.core.http.HttpServerRequest;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.Processor;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.TransientFailure;
import org.hearthline.gateway.ProxyHeaders;
import org.hearthline.http.StreamedAnswer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Passes a stage's answer on: status, headers, and the body. A long one is sent here, while it comes: Camel would send it too, but
 * never learns that a slow caller has gone, and the connection to the stage would never be given back. (Camel ends that
 * connection with the exchange, however much of the answer is left.)
 */
final class ProxyAnswerProcessor implements Processor {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyAnswerProcessor.class);
    private static final int PIECE = 64 << 10;
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int BAD_GATEWAY = 502;
    private static final int GATEWAY_TIMEOUT = 504;

    private final String service;

    ProxyAnswerProcessor(String service) {
        this.service = service;
    }

    @Override
    public void process(Exchange exchange) throws IOException {
        Message message = exchange.getMessage();
        int status = message.getHeader(Exchange.HTTP_RESPONSE_CODE, 0, Integer.class);
        LinkRoutePolicy.answered(status, exchange);
        // The caller's key was right, and there are no proxies for him to know of.
        if (status == UNAUTHORIZED) {
            throw away(" refuses the gateway's key: give both the same LINK_KEY");
        }
        if (status == BAD_GATEWAY || status == GATEWAY_TIMEOUT) {
            throw away(" is away: what stands before it answered " + status);
        }
        Map<String, List<String>> headers = ProxyHeaders.ofAnswer(entries(message.getHeaders()));
        message.removeHeaders("*");
        headers.forEach((name, values) -> message.setHeader(name, values.size() == 1 ? values.get(0) : values));
        message.setHeader(Exchange.HTTP_RESPONSE_CODE, status);
        InputStream body = message.getBody(InputStream.class);
        byte[] begin = body == null ? new byte[0] : body.readNBytes(PIECE);
        if (body == null || begin.length < PIECE) {
            message.setBody(begin.length == 0 ? null : begin);
        } else {
            message.setBody(null);
            HttpServerRequest caller = exchange.getProperty(ProxyRequestProcessor.CALLER, HttpServerRequest.class);
            send(
                    new StreamedAnswer(caller, PATIENCE),
                    status,
                    headers,
                    new SequenceInputStream(new ByteArrayInputStream(begin), body));
        }
    }

    private static void send(StreamedAnswer answer, int status, Map<String, List<String>> headers, InputStream body) {
        try {
            answer.send(status, headers, () -> next(body));
        } catch (StreamedAnswer.Broken e) {
            LOG.atDebug()
                    .addKeyValue("reason", String.valueOf(e.getCause()))
                    .log("An answer was not passed on to its end");
        }
    }

    private static byte @Nullable [] next(InputStream body) {
        try {
            byte[] piece = body.readNBytes(PIECE);
            return piece.length == 0 ? null : piece;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private TransientFailure away(String how) {
        return new TransientFailure(ErrorCode.UNAVAILABLE, service + how, null, null);
    }

    private static List<Map.Entry<String, String>> entries(Map<String, Object> headers) {
        List<Map.Entry<String, String>> entries = new ArrayList<>();
        headers.forEach((name, value) -> {
            for (Object one : value instanceof Collection<?> several ? several : List.of(value)) {
                entries.add(Map.entry(name, String.valueOf(one)));
            }
        });
        return entries;
    }
}
