package org.hearthline.routes.trial;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The stored events of a time: wherever this process finds them. */
public interface StoredLines {
    /**
     * Asks for events in the flat form, one per line, oldest first.
     *
     * @param from time, as in queries
     * @return page after page, each of whole lines; null at the end
     * @throws org.hearthline.event.TransientFailure when the store is away, also later by the pages
     */
    Pages open(String from);

    /** What is read as it is asked for. */
    interface Pages extends Supplier<byte @Nullable []>, AutoCloseable {
        @Override
        void close();
    }
}
