package org.hearthline.outbox;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.Frame;
import org.jspecify.annotations.Nullable;

/**
 * The frames that were accepted last, as they were: who delivers one of them need not read it again. Bounded by bytes; what does
 * not fit is read from its message. Any thread.
 */
final class RecentFrames {
    private final long maxBytes;
    private final Map<UUID, Frame> frames = new LinkedHashMap<>();
    private long bytes;

    RecentFrames(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps those that came first when there is no room: they are delivered first. */
    synchronized void put(Frame frame) {
        long size = size(frame);
        if (bytes + size <= maxBytes && frames.putIfAbsent(frame.id(), frame) == null) {
            bytes += size;
        }
    }

    /** Gives it away. */
    synchronized @Nullable Frame take(UUID id) {
        Frame frame = frames.remove(id);
        if (frame != null) {
            bytes -= size(frame);
        }
        return frame;
    }

    private static long size(Frame frame) {
        return frame.events().stream()
                .mapToLong(event -> event.data().json().length())
                .sum();
    }
}
