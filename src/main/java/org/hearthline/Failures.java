package org.hearthline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.camel.ExchangeTimedOutException;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.http.base.HttpOperationFailedException;
import org.hearthline.event.Causes;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.MalformedJson;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;

/** Sorts what a step may throw into the two kinds that the flow knows: for now, and for ever (docs/architecture.md). */
final class Failures {
    private static final String STOPPED =
            "Nobody takes what the route hands on: the route behind it is stopped. Start it (GET /api/v1/routes)";

    private Failures() {}

    /** Something is away: I/O, timeout, 408, 429, 5xx, an open breaker, a process that stops. */
    static Optional<TransientFailure> asTransient(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            if (cause instanceof TransientFailure failure) {
                return Optional.of(failure);
            }
            if (cause instanceof CallNotPermittedException open) {
                return Optional.of(TransientFailure.notTried(
                        "The circuit breaker " + open.getCausingCircuitBreakerName() + " is open", thrown));
            }
            if (cause instanceof DirectConsumerNotAvailableException) {
                return Optional.of(TransientFailure.brief(STOPPED, thrown));
            }
            if (isAway(cause)) {
                return Optional.of(new TransientFailure(named(cause), thrown));
            }
        }
        return Optional.empty();
    }

    static Optional<Rejected> asRejected(Throwable thrown) {
        return find(thrown, Rejected.class);
    }

    /** What a caller is told. */
    static Fault asFault(Throwable thrown) {
        Optional<Rejected> rejected = asRejected(thrown);
        if (rejected.isPresent()) {
            return rejected.get().fault();
        }
        Optional<MalformedJson> malformed = find(thrown, MalformedJson.class);
        if (malformed.isPresent()) {
            MalformedJson fault = malformed.get();
            return Fault.of(
                    ErrorCode.MALFORMED_JSON,
                    "Malformed JSON in line " + fault.line() + ", column " + fault.column() + ": "
                            + fault.getMessage());
        }
        return asTransient(thrown)
                .map(failure -> Fault.of(failure.code(), Causes.message(failure)))
                .orElseGet(() -> Fault.of(
                        ErrorCode.INTERNAL_ERROR, "This request failed; the log says why, under its correlation id"));
    }

    /** The first of a kind among what was thrown and its causes. */
    static <T extends Throwable> Optional<T> find(Throwable thrown, Class<T> type) {
        for (Throwable cause = thrown; cause != null; cause = next(cause)) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
        }
        return Optional.empty();
    }

    private static boolean isAway(Throwable cause) {
        if (cause instanceof HttpOperationFailedException answer) {
            return TransientFailure.isStatus(answer.getStatusCode());
        }
        if (cause instanceof JsonProcessingException || cause instanceof CharacterCodingException) {
            return false; // They are I/O by descent only: this one text is bad.
        }
        return cause instanceof IOException
                || cause instanceof TimeoutException
                || cause instanceof ExchangeTimedOutException
                || cause instanceof RejectedExecutionException;
    }

    private static @Nullable Throwable next(Throwable cause) {
        Throwable next = cause.getCause();
        return next == cause ? null : next;
    }

    private static String named(Throwable cause) {
        return cause.getClass().getSimpleName() + (cause.getMessage() == null ? "" : ": " + cause.getMessage());
    }
}
