package org.hearthline.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hearthline.link.Sighting.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One address of a stage, and how it is doing: what the last look at its health said, and whether the last calls were
 * answered. One that is away gets no calls until a look finds it again; one whose calls fail rests, and then gets one more. Any
 * thread.
 */
public final class LinkAddress {
    private static final Logger LOG = LoggerFactory.getLogger(LinkAddress.class);

    private final String service;
    private final URI base;
    private final Duration rest;
    private final Clock clock;
    private @Nullable Sighting last;
    private Instant since;
    private int failures;
    private @Nullable Instant failingSince;
    private Instant restsUntil;
    private String reason = "";

    /** What is known of it at a moment. */
    public record Standing(
            URI base, @Nullable Sighting sighting, Instant since, int failures, Instant failingSince, String reason) {
        public boolean isAway() {
            return sighting != null && sighting.condition() == Condition.AWAY;
        }
    }

    LinkAddress(String service, URI base, Duration rest, Clock clock) {
        this.service = service;
        this.base = base;
        this.rest = rest;
        this.clock = clock;
        this.since = clock.instant();
        this.restsUntil = since;
    }

    /** Without slash at the end. */
    public URI base() {
        return base;
    }

    public synchronized Standing standing() {
        return new Standing(base, last, since, failures, failingSince == null ? since : failingSince, reason);
    }

    synchronized boolean isAway() {
        return last != null && last.condition() == Condition.AWAY;
    }

    synchronized boolean isResting() {
        return clock.instant().isBefore(restsUntil);
    }

    synchronized void seen(Sighting sighting) {
        boolean wasAway = isAway();
        if (last == null || last.condition() != sighting.condition()) {
            since = clock.instant();
        }
        last = sighting;
        if (wasAway != isAway() && failures == 0) {
            LOG.atInfo()
                    .addKeyValue("service", service)
                    .addKeyValue("url", base)
                    .addKeyValue("reason", sighting.detail())
                    .log(wasAway ? "A service in another process is back" : "A service in another process is away");
        }
    }

    /**
     * A call was answered.
     *
     * @return how many calls before it were not
     */
    synchronized int answered() {
        int before = failures;
        failures = 0;
        failingSince = null;
        restsUntil = clock.instant();
        if (isAway()) {
            seen(new Sighting(Condition.HEALTHY, "", null, null));
        }
        return before;
    }

    /**
     * A call came to nothing.
     *
     * @param unreachable whether there was not even a connection
     * @return how many calls in a row
     */
    synchronized int failed(String why, boolean unreachable) {
        failures++;
        reason = why;
        restsUntil = clock.instant().plus(rest);
        if (failingSince == null) {
            failingSince = clock.instant();
        }
        if (unreachable) {
            seen(Sighting.away(why));
        }
        return failures;
    }
}
