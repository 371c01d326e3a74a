package org.hearthline.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What became of a frame: every event of it is accepted (stored), filtered (left out on purpose) or rejected. A frame that
 * met a transient failure has no delivery.
 *
 * @param rejected in the caller's order
 */
public record Delivery(int accepted, int filtered, List<Rejection> rejected) {
    public static final Delivery NOTHING = new Delivery(0, 0, List.of());

    public Delivery {
        rejected = List.copyOf(rejected);
    }

    /** Both together, as one answer. */
    public Delivery plus(Delivery other) {
        List<Rejection> all = new ArrayList<>(rejected);
        all.addAll(other.rejected);
        all.sort(Comparator.comparingInt(Rejection::index));
        return new Delivery(accepted + other.accepted, filtered + other.filtered, all);
    }

    /** How many events it tells about. */
    public int events() {
        return accepted + filtered + rejected.size();
    }
}
