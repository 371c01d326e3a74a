package org.hearthline.ha;

import java.time.Instant;
import java.util.Map;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.jspecify.annotations.Nullable;

/** How a connection is, in words for people. */
final class ConnectionReport {
    private ConnectionReport() {}

    static Status dead(Instant since) {
        return new Status(Level.UNHEALTHY, "Reads no more: restart the process", since);
    }

    /** Closed on purpose. */
    static Status held(HaSettings settings, String why, Instant since) {
        return new Status(Level.DEGRADED, Ending.held(why, settings).message(), since);
    }

    /**
     * Not subscribed.
     *
     * @param attempts since it was, or since the start
     */
    static Status away(HaSettings settings, @Nullable Ending ending, long attempts, Instant since) {
        String detail = ending == null
                ? "Connecting to Home Assistant at " + settings.address()
                : ending.message() + " (" + attempts + (attempts == 1 ? " attempt" : " attempts")
                        + " to connect so far)";
        return new Status(Level.DEGRADED, detail, since);
    }

    /**
     * Subscribed.
     *
     * @param missing what Home Assistant does not give, and why
     */
    static Status subscribed(HaSettings settings, Map<String, String> missing, boolean paused, Instant since) {
        StringBuilder detail = new StringBuilder("Subscribed to ")
                .append(String.join(", ", settings.eventTypes()))
                .append(" at ")
                .append(settings.address());
        missing.forEach((what, why) -> detail.append("; without ")
                .append(what)
                .append(" (")
                .append(why)
                .append(')'));
        if (paused) {
            detail.append("; paused, because the buffer is full");
        }
        boolean eventsMissing = missing.keySet().stream().anyMatch(what -> what.startsWith("events "));
        return new Status(eventsMissing || paused ? Level.DEGRADED : Level.HEALTHY, detail.toString(), since);
    }
}
