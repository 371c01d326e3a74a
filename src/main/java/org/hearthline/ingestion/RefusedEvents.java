package org.hearthline.ingestion;

import java.util.List;
import org.hearthline.ha.Unreadable;

/** Keeps what came as an event and is none: a dead letter, since nobody waits for an answer. */
@FunctionalInterface
public interface RefusedEvents {
    /**
     * Keeps all of them.
     *
     * @throws org.hearthline.event.TransientFailure when it cannot now: the batch comes again
     */
    void keep(List<Unreadable> refused);
}
