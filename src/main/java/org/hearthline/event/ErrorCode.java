package org.hearthline.event;

/** Why something failed, as answers, dead letters, logs and metric tags name it; with the HTTP status of an answer. */
public enum ErrorCode {
    /** Readable, and breaks a rule. */
    VALIDATION_ERROR(422),
    /** Refused by a step of a route. */
    REJECTED(422),
    /** A step of a route failed at this one event. */
    STEP_FAILED(422),
    /** The store will never take this point. */
    REFUSED_BY_STORE(422),
    MALFORMED_JSON(400),
    INVALID_REQUEST(400),
    UNAUTHORIZED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    PAYLOAD_TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    INTERNAL_ERROR(500),
    /** A route fails at every event: the data is kept until the route is mended. */
    ROUTE_BROKEN(503),
    /** No room for more events until the store has taken some, or somebody makes room on the disk. */
    OUTBOX_FULL(503),
    TIMEOUT(503),
    UNAVAILABLE(503);

    private final int httpStatus;

    ErrorCode(int httpStatus) {
        this.httpStatus = httpStatus;
    }

    public int httpStatus() {
        return httpStatus;
    }
}
