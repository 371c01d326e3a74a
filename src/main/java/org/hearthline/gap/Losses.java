package org.hearthline.gap;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.hearthline.event.EventData;

/** Names what history could not give for a gap, as far as anybody can know. */
final class Losses {
    private static final int MOST_NAMES = 5;

    private final List<String> otherTypes;
    private final GapWatch watch;
    private final KnownEntities known;

    Losses(List<String> eventTypes, GapWatch watch, KnownEntities known) {
        this.otherTypes = eventTypes.stream()
                .filter(type -> !type.equals(EventData.STATE_CHANGED))
                .toList();
        this.watch = watch;
        this.known = known;
    }

    /** One phrase each. */
    List<String> of(Gap gap, GapRepair.Pass pass) {
        List<String> missing = new ArrayList<>();
        if (gap.repair().unfilledTo() != 0) {
            missing.add("everything before " + Span.text(gap.repair().unfilledTo())
                    + ": older than the recorder keeps (gap.recorder-days)");
        }
        if (!otherTypes.isEmpty()) {
            missing.add("fired events (" + String.join(", ", otherTypes) + "): history holds states only");
        }
        if (gap.repair().edgesDropped()) {
            missing.add("maybe events within seconds of both ends: it took too long until history could be asked");
        }
        if (!pass.refused.isEmpty()) {
            missing.add(named(pass.refused, "that Home Assistant refuses to answer for"));
        }
        if (gap.entityIds().isEmpty() && !gap.requested()) {
            addEntities(gap, pass, missing);
        }
        return missing;
    }

    private void addEntities(Gap gap, GapRepair.Pass pass, List<String> missing) {
        Set<String> unrecorded = new HashSet<>(watch.heardBehind(gap));
        unrecorded.removeAll(pass.withRows);
        if (!unrecorded.isEmpty()) {
            missing.add(named(unrecorded, "that the recorder does not keep"));
        }
        Set<String> gone = new HashSet<>(known.gone());
        gone.removeAll(pass.withRows);
        if (!gone.isEmpty()) {
            missing.add(named(gone, "gone from the house (rows of a renamed one come under its new name)"));
        }
    }

    private static String named(Set<String> ids, String what) {
        List<String> sorted = ids.stream().sorted().limit(MOST_NAMES).toList();
        return ids.size() + (ids.size() == 1 ? " entity " : " entities ") + what + ": " + String.join(", ", sorted)
                + (ids.size() > MOST_NAMES ? ", …" : "");
    }
}
