package org.hearthline.demo;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

/** A clock that only a test moves. Any thread. */
public final class SteppedClock extends Clock {
    private volatile Instant now;

    public SteppedClock() {
        this(Instant.parse("2026-11-21T08:57:27.939173250Z"));
    }

    public SteppedClock(Instant begin) {
        now = begin;
    }

    public synchronized void step(Duration by) {
        now = now.plus(by);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        throw new UnsupportedOperationException();
    }
}
