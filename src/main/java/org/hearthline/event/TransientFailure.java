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

    public TransientFailure(String message, @Nullable Throwable cause) {
        this(ErrorCode.UNAVAILABLE, message, null, cause);
    }

    public TransientFailure(ErrorCode code, String message, @Nullable Duration retryAfter, @Nullable Throwable cause) {
        super(message, cause);
        this.code = code;
        this.retryAfter = retryAfter;
    }

    /** Whether an HTTP status says that it may do later: 408, 429, 5xx. */
    public static boolean isStatus(int status) {
        return status >= SERVER_ERRORS || status == REQUEST_TIMEOUT || status == TOO_MANY_REQUESTS;
    }

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
