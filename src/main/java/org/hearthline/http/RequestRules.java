package org.hearthline.http;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.jspecify.annotations.Nullable;

/**
 * What a request to a door must not be, whatever the door: sent by a page of another origin (a browser sends those without
 * asking, and its user has the way in), or a form, whose files would be written to disk.
 */
final class RequestRules {
    private static final Set<HttpMethod> READING = Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);
    private static final Set<String> TYPES = Set.of(Answer.JSON, EnvelopeWriter.CONTENT_TYPE);
    /** What its own clients send. No page of another origin can, without asking. */
    private static final String TYPE_OF_JOLOKIA = "text/json";

    private RequestRules() {}

    /** What is wrong with it. */
    static Optional<Fault> fault(HttpServerRequest request) {
        if (READING.contains(request.method())) {
            return Optional.empty();
        }
        String origin = request.getHeader(HttpHeaders.ORIGIN);
        if (origin != null && !isOwn(origin, request.getHeader(HttpHeaders.HOST))) {
            return Optional.of(Fault.of(ErrorCode.FORBIDDEN, "A page of another origin may not do that here"));
        }
        String type = mediaType(request.getHeader(HttpHeaders.CONTENT_TYPE));
        if (hasBody(request) && !TYPES.contains(type) && !isOfJolokia(request, type)) {
            return Optional.of(Fault.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is '" + type + "': expected application/json or " + EnvelopeWriter.CONTENT_TYPE));
        }
        return Optional.empty();
    }

    private static boolean isOfJolokia(HttpServerRequest request, String type) {
        return type.equals(TYPE_OF_JOLOKIA) && "/jolokia".equals(request.path());
    }

    /** Whether its host is one of this process's names; without port. HTTP/1.0 needs none. */
    static boolean names(HttpServerRequest request, Predicate<String> ownName) {
        String host = request.getHeader(HttpHeaders.HOST);
        return host == null || ownName.test(host.replaceFirst(":\\d*$", ""));
    }

    /** What is badly escaped leads nowhere, and no router wants to read it. */
    static boolean isDecodable(@Nullable String path) {
        try {
            return path == null
                    || !URLDecoder.decode(path, StandardCharsets.UTF_8).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean isOwn(String origin, @Nullable String host) {
        try {
            return host != null && host.equalsIgnoreCase(URI.create(origin).getAuthority());
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static boolean hasBody(HttpServerRequest request) {
        String length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return request.getHeader(HttpHeaders.TRANSFER_ENCODING) != null || (length != null && !length.equals("0"));
    }

    /** Without its parameters, in lower case; empty where there is none. */
    static String mediaType(@Nullable String contentType) {
        return contentType == null ? "" : contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
    }
}
