package org.hearthline.link;

import java.net.URI;
import java.time.Instant;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * One call between processes, from its beginning to its end: tells the address how it went, and writes one line about it.
 * A call that is answered is told at DEBUG; of calls that fail the first at INFO, and the next such line when one is answered
 * again, with their number. One thread at a time.
 */
public final class LinkCall {
    private static final Logger LOG = LoggerFactory.getLogger(LinkCall.class);

    private final LinkAddress address;
    private final Subject subject;
    private final long startNanos = System.nanoTime();
    private boolean ended;

    /**
     * What is asked.
     *
     * @param path below the address, with leading slash
     * @param attempt 1 for the first
     * @param events that go along; 0 for a question
     */
    public record Subject(String method, String path, int attempt, int events, String correlationId) {}

    LinkCall(LinkAddress address, Subject subject) {
        this.address = address;
        this.subject = subject;
    }

    /** Base address, without slash at the end. */
    public URI base() {
        return address.base();
    }

    /** The stage has answered; 408, 429 and 5xx say that it could not do it. */
    public void answered(int status) {
        if (TransientFailure.isStatus(status)) {
            refused(status, "it answered " + status);
        } else if (end()) {
            Instant since = address.standing().failingSince();
            int failures = address.answered();
            LoggingEventBuilder line = line(failures > 0 ? Level.INFO : Level.DEBUG, status);
            if (failures > 0) {
                line.addKeyValue("failures", failures)
                        .addKeyValue("since", since)
                        .log("A stage in another process answers again");
            } else {
                line.log("A stage in another process has answered");
            }
        }
    }

    /** The stage has answered, and cannot do what was asked of it: a frame that it does not take. */
    public void refused(int status, String reason) {
        failed(status, reason, false);
    }

    /**
     * There was no answer.
     *
     * @param unreachable whether there was not even a connection
     */
    public void failed(String reason, boolean unreachable) {
        failed(null, reason, unreachable);
    }

    /** It was not made after all. */
    public void abandoned() {
        ended = true;
    }

    private void failed(@Nullable Integer status, String reason, boolean unreachable) {
        if (end()) {
            int failures = address.failed(reason, unreachable);
            line(failures == 1 ? Level.INFO : Level.DEBUG, status)
                    .addKeyValue("failures", failures)
                    .addKeyValue("reason", reason)
                    .log("A call of a stage in another process failed");
        }
    }

    private boolean end() {
        boolean first = !ended;
        ended = true;
        return first;
    }

    private LoggingEventBuilder line(Level level, @Nullable Integer status) {
        LoggingEventBuilder line = LOG.atLevel(level)
                .addKeyValue("method", subject.method())
                .addKeyValue("url", address.base() + subject.path());
        if (status != null) {
            line = line.addKeyValue("status", status);
        }
        return line.addKeyValue("ms", Math.round((System.nanoTime() - startNanos) / 10_000.0) / 100.0)
                .addKeyValue("attempt", subject.attempt())
                .addKeyValue("events", subject.events())
                .addKeyValue("correlationId", subject.correlationId());
    }
}
