package org.hearthline.gap;

import org.hearthline.event.Timestamps;

/** From just after one instant up to another, both by Home Assistant's clock in µs since 1970. */
record Span(long from, long to) {
    boolean isEmpty() {
        return to <= from;
    }

    long micros() {
        return Math.max(0, to - from);
    }

    /** RFC 3339, for people. */
    static String text(long micros) {
        return Timestamps.instant(micros).toString();
    }

    @Override
    public String toString() {
        return text(from) + " to " + text(to);
    }
}
