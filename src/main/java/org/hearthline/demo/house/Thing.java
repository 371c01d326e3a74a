package org.hearthline.demo.house;

import java.util.List;

/** Something in the house that changes with time. */
interface Thing {
    /** Lives through a moment, and says at once what switches: on, off, home, away. */
    void live(Moment moment);

    /** What drifts, to be read now and then. */
    default List<Gauge> gauges() {
        return List.of();
    }
}
