package org.hearthline.link;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.hearthline.link.LinkAddress.Standing;
import org.hearthline.link.Sighting.Condition;

/**
 * A stage in another process, as the health of this one shows it: {@code link_storage}. Never worse than degraded, since this
 * process works on without it. Any thread.
 */
public final class LinkHealth implements Dependency {
    private final Link link;
    private final boolean strict;

    /**
     * The health of a link.
     *
     * @param strict whether a stage counts that answers and is itself not healthy: for the gateway, which speaks for all; the
     *     stages of a flow would otherwise all be degraded by the last one
     */
    public LinkHealth(Link link, boolean strict) {
        this.link = link;
        this.strict = strict;
    }

    @Override
    public String name() {
        return "link_" + link.stage();
    }

    @Override
    public Status status() {
        List<Status> each = new ArrayList<>();
        link.addresses().forEach(address -> each.add(of(address.standing())));
        Status worst = each.stream().max(Comparator.comparing(Status::level)).orElseThrow();
        List<String> details = each.stream()
                .filter(status -> status.level() == worst.level())
                .map(Status::detail)
                .toList();
        return new Status(worst.level(), String.join("; ", details), worst.since());
    }

    private Status of(Standing standing) {
        String who = link.service() + " at " + standing.base();
        Sighting seen = standing.sighting();
        if (seen != null && seen.condition() == Condition.OTHER) {
            return degraded(seen.detail() + " in LINK_" + link.stage().toUpperCase(Locale.ROOT), standing.since());
        }
        if (seen != null && standing.isAway()) {
            return degraded(
                    who + " is away: " + seen.detail() + ". Start it, or say where it is: LINK_"
                            + link.stage().toUpperCase(Locale.ROOT),
                    standing.since());
        }
        if (standing.failures() > 0) {
            return degraded(
                    who + ": calls fail (" + standing.failures() + " times), " + standing.reason(),
                    standing.failingSince());
        }
        if (seen == null) {
            return new Status(Level.HEALTHY, who + " has not been asked yet", standing.since());
        }
        Condition condition = seen.condition();
        if (condition == Condition.UNHEALTHY || (strict && condition != Condition.HEALTHY)) {
            return degraded(who + " is not healthy: " + seen.detail(), standing.since());
        }
        return new Status(Level.HEALTHY, who + " answers", standing.since());
    }

    private static Status degraded(String detail, Instant since) {
        return new Status(Level.DEGRADED, detail, since);
    }
}
