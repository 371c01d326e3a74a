package org.hearthline.routes;

/** A file of the user's that is no text, or that cannot be read at all. */
final class UnreadableFile extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient RouteFault fault;

    UnreadableFile(RouteFault fault) {
        super(fault.toString());
        this.fault = fault;
    }

    RouteFault fault() {
        return fault;
    }
}
