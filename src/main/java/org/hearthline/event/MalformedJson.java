package org.hearthline.event;

/** A text that is no JSON, or no JSON of the shape that it must have: nothing of it was read. */
public final class MalformedJson extends RuntimeException {
    private final int line;
    private final int column;

    public MalformedJson(String message, int line, int column) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1. */
    public int column() {
        return column;
    }
}
