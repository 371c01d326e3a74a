package org.hearthline.storage;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Frames that a store answers with the same 5xx again and again, and a line that it has stored: sent again, that line shows
 * whether the store takes others. Any thread.
 */
final class Suspects {
    private static final int PATIENCE = 10;
    private static final int REMEMBERED = 16;

    private final Map<Integer, Integer> failures = new LinkedHashMap<>();
    private volatile @Nullable Lines stored;

    void stored(Lines lines) {
        stored = lines.part(0, 1);
    }

    @Nullable
    Lines stored() {
        return stored;
    }

    /** Counts a failure, and tells whether these lines have failed often enough to look for the one that is to blame. */
    synchronized boolean failed(Lines lines, int status) {
        int key = 31 * lines.times() + status;
        Integer before = failures.remove(key);
        int times = before == null ? 1 : Math.min(PATIENCE, before + 1);
        failures.put(key, times);
        if (failures.size() > REMEMBERED) {
            failures.remove(failures.keySet().iterator().next());
        }
        return times >= PATIENCE;
    }
}
