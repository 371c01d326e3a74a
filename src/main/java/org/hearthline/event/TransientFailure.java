package org.hearthline.event;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something is away for now (I/O, timeout, 408, 429, 5xx, an open breaker): the whole frame stays in the outbox and is
 * tried again. Carries the pause that the other side asked for ({@code Retry-After}), if it did.
 */
public final class TransientFailure extends RuntimeException {
    private static final int REQUEST_TIMEOUT = 408;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final ErrorCode code;
    private final @Nullable Duration retryAfter;
    private final boolean tried;
    private final boolean brief;

    public TransientFailure(String message, @Nullable Throwable cause) {
        this(ErrorCode.UNAVAILABLE, message, null, cause);
    }

    public TransientFailure(ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        this(code, message, retryAfter, cause, true, false);
    }

    private TransientFailure(
            ErrorCode code,
            String message,
            @Nullable Duration retryAfter,
            @Nullable Throwable cause,
            boolean tried,
            boolean brief) {
        super(message, cause);
        this.code = code;
        this.retryAfter = retryAfter;
        this.tried = tried;
        this.brief = brief;
    }

    /** Whether an HTTP status says that it may do later: 408, 429, 5xx. */
    public static boolean isStatus(int status) {
        return status >= SERVER_ERRORS || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }

    /** Nothing was tried, since what was tried before has failed: the reason is the one of then. */
    public static TransientFailure notTried(String message, Throwable cause) {
        return new TransientFailure(ErrorCode.UNAVAILABLE, message, null, cause, false, false);
    }

    /** It is to be expected, and over in a moment: nobody is to be alarmed unless it lasts. */
    public static TransientFailure brief(String message, Throwable cause) {
        return new TransientFailure(ErrorCode.UNAVAILABLE, message, null, cause, true, true);
    }

    /** Whether it is to be expected, and over in a moment. */
    public boolean isBrief() {
        return brief;
    }

    /** The way is broken, not the event: frames wait until its file is mended (docs/routes.md). */
    public static TransientFailure brokenRoute(String message) {
        return new TransientFailure(ErrorCode.ROUTE_BROKEN, message, null, null);
    }

    /** Whether its message is a reason, and not only that an earlier one still holds. */
    public boolean wasTried() {
        return tried;
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
