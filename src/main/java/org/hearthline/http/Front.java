package org.hearthline.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.Route;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What stands in front of the doors: correlation id, key, the root's paths, pages, the answers from memory (health, metrics,
 * counters) and the answer to everything that nobody answers. All of it on the event loop, so that it answers while every
 * worker waits for a store.
 */
public final class Front {
    private static final Logger LOG = LoggerFactory.getLogger(Front.class);
    private static final int BEFORE_DOORS = -100;
    private static final int BEHIND_DOORS = 1_000_000;
    private static final String CORRELATION_ID = "correlationId";
    /** Before it was led to a stage. */
    private static final String ASKED_PATH = "askedPath";

    private static final List<String> METHODS = List.of("GET", "POST", "PUT", "PATCH", "DELETE");
    private static final int SERVER_ERRORS = 500;
    private static final int SUSPENDED = 503;
    private static final String BEARER = "Bearer ";

    private final Problem problem;
    private final List<String> keys;
    private final Predicate<String> ownName;
    private final BiFunction<String, String, Optional<String>> target;
    private final Map<String, Supplier<Answer>> fromMemory;
    private final Set<String> open;
    private final BooleanSupplier started;

    /**
     * The front of one process.
     *
     * @param keys of which callers must show one (API_KEY, LINK_KEY); none for a process that listens on loopback only
     * @param ownName whether a host that requests name is this process
     * @param target the path below a stage for a method and a path at the root
     * @param fromMemory answers of GET by path; asked for each request, must not wait
     * @param open paths of those that need no key
     * @param started whether every door is there
     */
    public Front(
            Problem problem,
            List<String> keys,
            Predicate<String> ownName,
            BiFunction<String, String, Optional<String>> target,
            Map<String, Supplier<Answer>> fromMemory,
            Set<String> open,
            BooleanSupplier started) {
        this.problem = problem;
        this.keys = List.copyOf(keys);
        this.ownName = ownName;
        this.target = target;
        this.fromMemory = Map.copyOf(fromMemory);
        this.open = Set.copyOf(open);
        this.started = started;
    }

    /** Puts itself before and behind the doors of the router. */
    public void mount(Router router) {
        router.route().order(BEFORE_DOORS).handler(context -> before(context, router));
        router.route()
                .order(BEHIND_DOORS)
                .handler(context -> nobody(context, router))
                .failureHandler(this::failed);
        router.route().order(BEFORE_DOORS - 1).failureHandler(this::failed);
    }

    private void before(RoutingContext context, Router router) {
        if (context.get(CORRELATION_ID) == null) {
            String id = Correlation.of(context.request().getHeader(Correlation.HEADER));
            context.put(CORRELATION_ID, id);
            context.request().headers().set(Correlation.HEADER, id);
        }
        // Again after a reroute, which drops it.
        context.response().putHeader(Correlation.HEADER, context.<String>get(CORRELATION_ID));
        if (!RequestRules.isDecodable(context.request().path())) {
            refuse(
                    context,
                    Fault.of(ErrorCode.INVALID_REQUEST, "In the path, two hexadecimal digits have to follow each %"));
            return;
        }
        if (!RequestRules.names(context.request(), ownName)) {
            refuse(
                    context,
                    Fault.of(
                            ErrorCode.FORBIDDEN,
                            "Without a key, this process is asked as localhost only: set API_KEY to use another name"));
            return;
        }
        String path = context.normalizedPath();
        if (context.get(ASKED_PATH) == null) {
            context.put(ASKED_PATH, path);
        }
        if (!open.contains(path) && !mayEnter(context)) {
            context.response().putHeader("WWW-Authenticate", "Bearer");
            refuse(context, Fault.of(ErrorCode.UNAUTHORIZED, "Send the key: Authorization: Bearer <API_KEY>"));
            return;
        }
        Supplier<Answer> answer = fromMemory.get(path);
        if (answer != null && context.request().method().name().matches("GET|HEAD")) {
            write(context, answer.get());
            return;
        }
        RequestRules.fault(context.request())
                .ifPresentOrElse(fault -> refuse(context, fault), () -> pass(context, path, router));
    }

    /** To the door. HEAD is GET: the server leaves the body out. */
    private void pass(RoutingContext context, String path, Router router) {
        HttpMethod asked = context.request().method();
        HttpMethod method = HttpMethod.HEAD.equals(asked) ? HttpMethod.GET : asked;
        Set<String> allowed = methods(context.get(ASKED_PATH), router);
        if (!allowed.isEmpty() && !allowed.contains(method.name())) {
            refuseMethod(context, allowed);
            return;
        }
        Optional<String> below = target.apply(method.name(), path);
        if (below.isPresent() || !method.equals(asked)) {
            context.reroute(method, withQuery(context, below.orElse(path)));
        } else {
            context.next();
        }
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
        return shown.regionMatches(true, 0, BEARER, 0, BEARER.length())
                && MessageDigest.isEqual(
                        key.getBytes(StandardCharsets.UTF_8),
                        shown.substring(BEARER.length()).getBytes(StandardCharsets.UTF_8));
    }

    private void nobody(RoutingContext context, Router router) {
        Set<String> allowed = methods(context.get(ASKED_PATH), router);
        if (allowed.isEmpty() && started.getAsBoolean()) {
            refuse(context, Fault.of(ErrorCode.NOT_FOUND, "Nothing answers this path here"));
            return;
        }
        refuseMethod(context, allowed);
    }

    /** Unless the door for it may only not be there yet. */
    private void refuseMethod(RoutingContext context, Set<String> allowed) {
        if (!started.getAsBoolean()) {
            refuse(context, Fault.of(ErrorCode.UNAVAILABLE, "Not every door is open: starting, or stopping"));
            return;
        }
        String list = String.join(", ", allowed);
        context.response().putHeader("Allow", list);
        refuse(
                context,
                Fault.of(
                        ErrorCode.METHOD_NOT_ALLOWED,
                        "This path answers " + list + ", not "
                                + context.request().method()));
    }

    /** A request of which not even the head could be read. Its connection ends, since nobody knows where the next one begins. */
    public void unreadable(HttpServerRequest request) {
        String id = Correlation.of(null);
        Fault fault = Fault.of(
                ErrorCode.INVALID_REQUEST,
                "The request line or a header cannot be read, or is too long: "
                        + request.decoderResult().cause().getMessage());
        Answer answer = problem.of(fault, id);
        request.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType())
                .putHeader(Correlation.HEADER, id)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE)
                .end(Buffer.buffer(answer.body()))
                .onComplete(done -> request.connection().close());
    }

    /** Those that somebody answers here, each perhaps another stage. A path that somebody has by name is nobody's id. */
    private Set<String> methods(String path, Router router) {
        Set<String> named = new TreeSet<>(fromMemory.containsKey(path) ? List.of("GET") : List.of());
        Set<String> matching = new TreeSet<>();
        for (String method : METHODS) {
            String door = target.apply(method, path).orElse(path);
            for (Route route : router.getRoutes()) {
                if (takes(route, method, door)) {
                    (door.equals(route.getPath()) ? named : matching).add(method);
                }
            }
        }
        Set<String> allowed = named.isEmpty() ? matching : named;
        if (allowed.contains("GET")) {
            allowed.add("HEAD");
        }
        return allowed;
    }

    /** One without methods, such as a proxy's, takes all of them. */
    private static boolean takes(Route route, String method, String door) {
        String path = route.getPath();
        Set<HttpMethod> methods = route.methods();
        return path != null
                && (methods == null || methods.contains(HttpMethod.valueOf(method)))
                && (PathTemplate.matches(path, door) || (!route.isExactPath() && door.startsWith(path)));
    }

    private void failed(RoutingContext context) {
        if (context.response().headWritten()) {
            // A second answer cannot be given: the caller sees that the first one has no end.
            context.response().reset();
            return;
        }
        if (context.statusCode() >= SERVER_ERRORS && context.statusCode() != SUSPENDED) {
            LOG.atError()
                    .addKeyValue("correlationId", context.<String>get(CORRELATION_ID))
                    .setCause(context.failure())
                    .log("A request failed in a way that nobody foresaw");
        }
        refuse(
                context,
                switch (context.statusCode()) {
                    case 413 -> Fault.of(ErrorCode.PAYLOAD_TOO_LARGE, "The body is larger than this process takes");
                    case 415 -> Fault.of(ErrorCode.UNSUPPORTED_MEDIA_TYPE, "Expected application/json");
                    case 404 -> Fault.of(ErrorCode.NOT_FOUND, "Nothing answers this path here"); // OPTIONS *
                    case SUSPENDED ->
                        Fault.of(ErrorCode.UNAVAILABLE, "The route that answers this is suspended; it can be resumed");
                    default ->
                        context.statusCode() < SERVER_ERRORS
                                ? Fault.of(ErrorCode.INVALID_REQUEST, "The request cannot be read")
                                : Fault.of(ErrorCode.INTERNAL_ERROR, "This request failed");
                });
    }

    /** A request that cannot be read at all has not come by {@link #before}. */
    private void refuse(RoutingContext context, Fault fault) {
        if (context.response().headWritten()) {
            // Too late for words: an answer that is cut off must not look like a whole one, nor keep its reader
            // waiting.
            context.response().reset();
            return;
        }
        String id = Correlation.of(context.get(CORRELATION_ID));
        context.response().putHeader(Correlation.HEADER, id);
        write(context, problem.of(fault, id));
    }

    private static void write(RoutingContext context, Answer answer) {
        HttpServerResponse response = context.response();
        if (response.ended() || response.closed()) {
            return;
        }
        response.setStatusCode(answer.status()).putHeader(HttpHeaders.CONTENT_TYPE, answer.contentType());
        if (answer.retryAfter() != null) {
            response.putHeader(
                    "Retry-After", Long.toString(Math.max(1, answer.retryAfter().toSeconds())));
        }
        if (HttpMethod.HEAD.equals(context.request().method())) {
            response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(answer.body().length));
            response.end();
        } else {
            response.end(Buffer.buffer(answer.body()));
        }
    }
}
