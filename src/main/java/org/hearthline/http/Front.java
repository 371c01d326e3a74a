package org.hearthline.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;

/**
 * What stands in front of the doors: correlation id, key, the root's paths, pages, the answers from memory (health, metrics,
 * counters) and the answer to everything that nobody answers. All of it on the event loop, so that it answers while every
 * worker waits for a store.
 */
public final class Front {
    private static final int BEFORE_DOORS = -100;
    private static final int BEHIND_DOORS = 1_000_000;
    private static final String CORRELATION_ID = "correlationId";

    private final Problem problem;
    private final List<String> keys;
    private final BiFunction<String, String, Optional<String>> target;
    private final Map<String, Supplier<Answer>> fromMemory;
    private final BooleanSupplier started;

    /**
     * The front of one process.
     *
     * @param keys of which callers must show one (API_KEY, LINK_KEY); none for a process that listens on loopback only
     * @param target the path below a stage for a method and a path at the root
     * @param fromMemory answers of GET by path; asked for each request, must not wait
     * @param started whether every door is there
     */
    public Front(
            Problem problem,
            List<String> keys,
            BiFunction<String, String, Optional<String>> target,
            Map<String, Supplier<Answer>> fromMemory,
            BooleanSupplier started) {
        this.problem = problem;
        this.keys = List.copyOf(keys);
        this.target = target;
        this.fromMemory = Map.copyOf(fromMemory);
        this.started = started;
    }

    /** Puts itself before and behind the doors of the router. */
    public void mount(Router router) {
        router.route().order(BEFORE_DOORS).handler(this::before);
        router.route()
                .order(BEHIND_DOORS)
                .handler(context -> nobody(context, router))
                .failureHandler(this::failed);
        router.route().order(BEFORE_DOORS - 1).failureHandler(this::failed);
    }

    private void before(RoutingContext context) {
        if (context.get(CORRELATION_ID) == null) {
            String id = Correlation.of(context.request().getHeader(Correlation.HEADER));
            context.put(CORRELATION_ID, id);
            context.request().headers().set(Correlation.HEADER, id);
        }
        String path = context.normalizedPath();
        boolean health = path.endsWith("/health") || path.contains("/health/");
        if (!health && !mayEnter(context)) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, Fault.of(ErrorCode.UNAUTHORIZED, "Send the key: Authorization: Bearer <API_KEY>"));
            return;
        }
        Supplier<Answer> answer = fromMemory.get(path);
        if (answer != null && context.request().method().name().matches("GET|HEAD")) {
            write(context, answer.get());
            return;
        }
        Optional<String> below = target.apply(context.request().method().name(), path);
        below.ifPresentOrElse(
                stagePath -> context.reroute(context.request().method(), withQuery(context, stagePath)), context::next);
    }

    private static String withQuery(RoutingContext context, String path) {
        String query = context.request().query();
        return query == null ? path : path + "?" + query;
    }

    private boolean mayEnter(RoutingContext context) {
        String shown = context.request().getHeader(HttpHeaders.AUTHORIZATION);
        return keys.isEmpty() || (shown != null && keys.stream().anyMatch(key -> isShown(key, shown)));
    }

    /** Takes the same time wherever the first difference is. */
    private static boolean isShown(String key, String shown) {
        return MessageDigest.isEqual(
                ("Bearer " + key).getBytes(StandardCharsets.UTF_8), shown.getBytes(StandardCharsets.UTF_8));
    }

    private void nobody(RoutingContext context, Router router) {
        if (!started.getAsBoolean()) {
            refuse(context, Fault.of(ErrorCode.UNAVAILABLE, "Not every door is open: starting, or stopping"));
            return;
        }
        String path = context.normalizedPath();
        boolean otherMethod = fromMemory.containsKey(path)
                || router.getRoutes().stream()
                        .anyMatch(route -> route.methods() != null && PathTemplate.matches(route.getPath(), path));
        refuse(
                context,
                otherMethod
                        ? Fault.of(
                                ErrorCode.METHOD_NOT_ALLOWED,
                                context.request().method() + " is not what this path answers")
                        : Fault.of(ErrorCode.NOT_FOUND, "Nothing answers this path here"));
    }

    private void failed(RoutingContext context) {
        refuse(
                context,
                switch (context.statusCode()) {
                    case 413 -> Fault.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this process takes");
                    case 415 -> Fault.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Expected application/json");
                    case 400 -> Fault.of(ErrorCode.INVALID_REQUEST, "The request cannot be read");
                    default -> Fault.of(ErrorCode.INTERNAL_ERROR, "This request failed");
                });
    }

    private void refuse(RoutingContext context, Fault fault) {
        write(context, problem.of(fault, Correlation.of(context.get(CORRELATION_ID))));
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        String id = context.get(CORRELATION_ID);
        if (id != null) {
            response.putHeader(Correlation.HEADER, id);
        }
        if (answer.retryAfter() != null) {
            response.putHeader(
                    "Retry-After", Long.toString(Math.max(1, answer.retryAfter().toSeconds())));
        }
        response.end(Buffer.buffer(answer.body()));
    }
}
