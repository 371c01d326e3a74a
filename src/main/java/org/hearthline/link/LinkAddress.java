package org.hearthline.link;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.hearthline.link.Sighting.Condition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One address of a stage, and how it is doing: what the last look at its health said, and whether the last calls were
 * answered. One that is away gets no calls until a look finds it again; one whose calls fail rests, and then gets one more. Any
 * thread.
 */
public final class LinkAddress {
    private static final Logger LOG = LoggerFactory.getLogger(LinkAddress.class);
    /** How long health remembers a call that failed, where no other one follows. */
    private static final Duration MEMORY = Duration.ofMinutes(1);

    private final String service;
    private final URI base;
    private final Duration rest;
    private final Clock clock;
    private @Nullable Sighting last;
    private Instant since;
    private int failures;
    private @Nullable Instant failingSince;
    private Instant lastFailure;
    private Instant restsUntil;
    private String reason = "";

    /**
     * What is known of it at a moment.
     *
     * @param sighting the last one; null before the first
     * @param since when its condition became so
     * @param failures calls in a row that failed; 0 where the last one is long ago
     * @param failingSince the first of them
     * @param reason of the last of them
     */
    public record Standing(
            URI base, @Nullable Sighting sighting, Instant since, int failures, Instant failingSince, String reason) {
        public boolean isAway() {
            return sighting != null && sighting.condition().isAway();
        }
    }

    LinkAddress(String service, URI base, Duration rest, Clock clock) {
        this.service = service;
        this.base = base;
        this.rest = rest;
        this.clock = clock;
        this.since = clock.instant();
        this.lastFailure = since;
        this.restsUntil = since;
    }

    /** Without slash at the end. */
    public URI base() {
        return base;
    }

    public synchronized Standing standing() {
        boolean recent = clock.instant().isBefore(lastFailure.plus(MEMORY));
        return new Standing(
                base, last, since, recent ? failures : 0, failingSince == null ? since : failingSince, reason);
    }

    synchronized boolean isAway() {
        return last != null && last.condition().isAway();
    }

    /** What stands at the address instead of the service; null when that is not known. */
    synchronized @Nullable String other() {
        return last != null && last.condition() == Condition.OTHER ? last.detail() : null;
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
        if (wasAway && !isAway()) {
            line().addKeyValue("failures", failures).log("A service in another process is back");
            works();
        } else if (!wasAway && isAway() && failures == 0) {
            line().addKeyValue("reason", sighting.detail()).log("A service in another process is away");
        }
    }

    private LoggingEventBuilder line() {
        return LOG.atInfo().addKeyValue("service", service).addKeyValue("url", base);
    }

    private void works() {
        failures = 0;
        failingSince = null;
        restsUntil = clock.instant();
    }

    /**
     * A call was answered.
     *
     * @return how many calls before it were not
     */
    synchronized int answered() {
        int before = failures;
        works();
        if (isAway()) {
            since = clock.instant();
            last = new Sighting(Condition.HEALTHY, "", null, null);
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
        lastFailure = clock.instant();
        restsUntil = lastFailure.plus(rest);
        if (failingSince == null) {
            failingSince = clock.instant();
        }
        if (unreachable) {
            seen(Sighting.away(why));
        }
        return failures;
    }
}
