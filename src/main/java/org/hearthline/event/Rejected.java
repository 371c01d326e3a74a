package org.hearthline.event;

/**
 * This one event can never be stored as it is: it becomes a dead letter, and the others go on. A route's author throws it
 * by {@code throwException}. Without stack trace, since it is an outcome and not a defect.
 */
public final class Rejected extends RuntimeException {
    private final transient Fault fault;

    public Rejected(Fault fault) {
        super(fault.message(), null, false, false);
        this.fault = fault;
    }

    /** What {@code throwException} in YAML calls. */
    public Rejected(String message) {
        this(Fault.of(ErrorCode.REJECTED, message));
    }

    public Fault fault() {
        return fault;
    }
}
