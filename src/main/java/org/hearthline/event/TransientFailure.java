package org.hearthline.event;

import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Something is away for now (I/O, timeout, 408, 429, 5xx, an open breaker): the whole frame stays in the outbox and is
 * tried again. Carries the pause that the other side asked for ({@code Retry-After}), if it did.
 */
public final class TransientFailure extends RuntimeException {
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

    public ErrorCode code() {
        return code;
    }

    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(retryAfter);
    }
}
