package org.hearthline.event;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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

    /**
     * What is wrong with an answer about a frame, as the end of a sentence; empty when it is a delivery that tells of each event.
     *
     * @param events of the frame
     */
    public static Optional<String> fault(@Nullable Object answer, int events) {
        if (!(answer instanceof Delivery delivery)) {
            return Optional.of(
                    "with " + (answer == null ? "nothing" : answer.getClass().getName())
                            + ", and not with what became of each event, which the next stage tells");
        }
        return delivery.events() == events
                ? Optional.empty()
                : Optional.of("about " + delivery.events() + " of " + events + " events");
    }

    /** How many events it tells about. */
    public int events() {
        return accepted + filtered + rejected.size();
    }
}
