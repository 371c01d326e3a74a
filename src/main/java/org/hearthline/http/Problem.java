package org.hearthline.http;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.jspecify.annotations.Nullable;

/** The one form of every answer that says no (docs/http-api.md). Immutable; any thread. */
public final class Problem {
    private static final Duration DEFAULT_RETRY = Duration.ofSeconds(1);

    private final Clock clock;

    public Problem(Clock clock) {
        this.clock = clock;
    }

    public Answer of(Fault fault, String correlationId) {
        return of(fault, correlationId, null);
    }

    /**
     * The answer to a request that failed.
     *
     * @param retryAfter when to try again; every 503 says so
     */
    public Answer of(Fault fault, String correlationId, @Nullable Duration retryAfter) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("success", false);
        form.put("error", describe(fault));
        form.put("timestamp", clock.instant().toString());
        form.put("correlation_id", correlationId);
        int status = fault.code().httpStatus();
        Duration retry =
                status == ErrorCode.UNAVAILABLE.httpStatus() && retryAfter == null ? DEFAULT_RETRY : retryAfter;
        return new Answer(status, Answer.JSON, Json.bytes(form), retry);
    }

    static Map<String, Object> describe(Fault fault) {
        Map<String, Object> error = new LinkedHashMap<>();
        error.put("code", fault.code().name());
        error.put("message", fault.message());
        if (!fault.details().isEmpty()) {
            error.put("details", fault.details());
        }
        return error;
    }
}
