package org.hearthline.storage;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Frames that are being written, and what was found of those that had refused points. To find these among a thousand lines may
 * take more requests than a caller in another process waits for: he brings the same frame again, and gets the answer of the one
 * search instead of another search. Any thread.
 */
final class FramesUnderway {
    private static final int REMEMBERED = 64;

    private final Map<UUID, Writing> byFrame = Collections.synchronizedMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<UUID, Writing> eldest) {
            return size() > REMEMBERED;
        }
    });

    /** Of the events with these ids; what was added to them since may differ. */
    private record Writing(List<UUID> events, CompletableFuture<Map<Integer, String>> refused) {}

    /**
     * The store's words about each refused event, by index, as {@code write} finds them, or as it has found them for the same
     * frame before.
     *
     * @param write throws when the frame has to be tried again, which is not remembered
     */
    Map<Integer, String> refused(Frame frame, Supplier<Map<Integer, String>> write) {
        Writing mine = new Writing(frame.events().stream().map(Event::id).toList(), new CompletableFuture<>());
        Writing other = byFrame.putIfAbsent(frame.id(), mine);
        if (other != null && other.events.equals(mine.events)) {
            return await(other);
        }
        try {
            Map<Integer, String> refused = write.get();
            settle(frame.id(), mine, refused.isEmpty());
            mine.refused.complete(refused);
            return refused;
        } catch (RuntimeException e) {
            settle(frame.id(), mine, true);
            mine.refused.completeExceptionally(e);
            throw e;
        }
    }

    private void settle(UUID frame, Writing mine, boolean forget) {
        if (forget) {
            byFrame.remove(frame, mine);
        }
    }

    private static Map<Integer, String> await(Writing other) {
        try {
            return other.refused.join();
        } catch (CompletionException e) {
            @Nullable Throwable cause = e.getCause();
            throw cause instanceof RuntimeException failure ? failure : e;
        }
    }
}
