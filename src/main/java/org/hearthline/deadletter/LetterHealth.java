package org.hearthline.deadletter;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;

/** Says long before the oldest letters go that they will, and what to do. From memory; any thread. */
public final class LetterHealth implements Dependency {
    private static final String TO_DO =
            "Look at them (hearthline dead-letters list), then replay or purge them (hearthline dead-letters replay|purge)";

    private final LetterCounts counts;
    private final LetterBounds bounds;
    private final Clock clock;
    private volatile Status last;

    LetterHealth(LetterCounts counts, LetterBounds bounds, Clock clock) {
        this.counts = counts;
        this.bounds = bounds;
        this.clock = clock;
        this.last = new Status(Level.HEALTHY, "", clock.instant());
    }

    @Override
    public String name() {
        return "dead_letters";
    }

    @Override
    public Status status() {
        LetterCounts.Reading now = counts.read();
        String full = now.letters() + " dead letters, "
                + String.format(Locale.ROOT, "%.1f %%", 100.0 * now.bytes() / bounds.maxBytes())
                + " of dead-letters.max-bytes (" + size(bounds.maxBytes()) + ")";
        String goes = whatGoes(now);
        Level level = goes.isEmpty() ? Level.HEALTHY : Level.DEGRADED;
        Status before = last;
        Instant since = before.level() == level ? before.since() : clock.instant();
        Status status = new Status(level, goes.isEmpty() ? full : full + ". " + goes + ". " + TO_DO, since);
        last = status;
        return status;
    }

    private String whatGoes(LetterCounts.Reading now) {
        Instant since = now.oldest();
        if (now.bytes() >= bounds.nearBytes()) {
            return "The oldest go as soon as it is full";
        }
        if (now.letters() > 0
                && since != null
                && Duration.between(since, clock.instant()).compareTo(bounds.nearAge()) >= 0) {
            return "The oldest is of " + since + " and goes at " + since.plus(bounds.maxAge())
                    + " (dead-letters.max-age)";
        }
        return "";
    }

    private static String size(long bytes) {
        return bytes >= 1L << 20
                ? String.format(Locale.ROOT, "%.0f MiB", bytes / (double) (1L << 20))
                : String.format(Locale.ROOT, "%.0f KiB", bytes / 1024.0);
    }
}
