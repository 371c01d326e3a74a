package org.hearthline;

import io.vertx.core.http.HttpServerRequest;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.Message;
import org.apache.camel.Predicate;
import org.apache.camel.Processor;
import org.apache.camel.component.platform.http.vertx.HttpMessage;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.hearthline.config.Secret;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.gateway.ProxyHeaders;
import org.hearthline.gateway.ProxyPath;
import org.hearthline.http.Correlation;
import org.hearthline.link.Link;
import org.hearthline.link.LinkAddress;
import org.hearthline.link.LinkCall;
import org.jspecify.annotations.Nullable;

/** Makes of a caller's request the one to the stage behind: its path, its headers, this pipeline's key. */
final class ProxyRequestProcessor implements Processor {
    /** Of the exchange: the {@link HttpServerRequest} that is passed on. */
    static final String CALLER = "hearthline.caller";

    /** Of the exchange: what is asked. */
    private static final String SUBJECT = "hearthline.proxied";

    private final Link link;
    private final Secret linkKey;
    private final Duration pause;

    /**
     * The requests to one stage.
     *
     * @param pause after which a stage that is away may be back
     */
    ProxyRequestProcessor(Link link, Secret linkKey, Duration pause) {
        this.link = link;
        this.linkKey = linkKey;
        this.pause = pause;
    }

    @Override
    public void process(Exchange exchange) {
        HttpMessage asked = exchange.getMessage(HttpMessage.class);
        HttpServerRequest request = asked.getRequest();
        LinkAddress address = link.present()
                .orElseThrow(() -> new TransientFailure(
                        ErrorCode.UNAVAILABLE, link.service() + " is away: see GET /api/v1/services", pause, null));
        String path = ProxyPath.below(link.stage(), asked.getHeader(Exchange.HTTP_PATH, "", String.class))
                .orElseThrow(
                        () -> new Rejected(Fault.of(ErrorCode.INVALID_REQUEST, "The path leads out of the stage")));
        byte[] body = asked.getBody(byte[].class);
        LinkCall.Subject subject = new LinkCall.Subject(
                request.method().name(), path, 1, 0, Correlation.of(request.getHeader(Correlation.HEADER)));
        Map<String, List<String>> headers = ProxyHeaders.ofRequest(request.headers());
        Message message = exchange.getMessage();
        message.removeHeaders("*");
        headers.forEach((name, values) -> message.setHeader(name, values.size() == 1 ? values.get(0) : values));
        message.setHeader(Exchange.HTTP_METHOD, subject.method());
        message.setHeader(Exchange.HTTP_PATH, path);
        if (request.query() != null) {
            message.setHeader(Exchange.HTTP_QUERY, request.query());
            message.setHeader(Exchange.HTTP_RAW_QUERY, request.query());
        }
        linkKey.bearer().ifPresent(key -> message.setHeader("Authorization", key));
        message.setBody(body == null || body.length == 0 ? null : entity(body, request.getHeader("Content-Type")));
        exchange.setProperty(CALLER, request);
        direct(exchange, address, subject);
    }

    /** With the caller's type, however strange its parameters: the stage judges it. */
    private static ByteArrayEntity entity(byte[] body, @Nullable String type) {
        return new ByteArrayEntity(body, ContentType.parseLenient(type));
    }

    /** Whether a call that failed may be made again. */
    Predicate anotherTry() {
        return new Predicate() {
            @Override
            public boolean matches(Exchange exchange) {
                Exception thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
                LinkCall.Subject subject = exchange.getProperty(SUBJECT, LinkCall.Subject.class);
                int addresses = link.addresses().size();
                return LinkRoutePolicy.isUnreachable(thrown)
                        ? subject.attempt() < addresses
                        : subject.attempt() == 1
                                && subject.method().matches("GET|HEAD")
                                && !(thrown instanceof SocketTimeoutException)
                                && !LinkRoutePolicy.isBusy(thrown);
            }
        };
    }

    /** The same request, to the next address if there is one. */
    void again(Exchange exchange) {
        Exception thrown = exchange.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT, Exception.class);
        LinkCall.Subject before = exchange.getProperty(SUBJECT, LinkCall.Subject.class);
        LinkRoutePolicy.failed(thrown, exchange);
        direct(
                exchange,
                link.next(),
                new LinkCall.Subject(before.method(), before.path(), before.attempt() + 1, 0, before.correlationId()));
    }

    private void direct(Exchange exchange, LinkAddress address, LinkCall.Subject subject) {
        LinkCall call = link.call(address, subject);
        LinkRoutePolicy.began(call, exchange);
        exchange.setProperty(SUBJECT, subject);
        exchange.getMessage().setHeader(Exchange.HTTP_URI, call.base().toString());
    }
}
