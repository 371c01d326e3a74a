package org.hearthline.outbox;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32C;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.JsonSlice;

/**
 * Which queue an entity's events go to: always the same one, so that their order is kept while the queues are delivered side by
 * side. Immutable; any thread.
 *
 * @param count from 1
 */
public record Partitions(int count) {
    /** One partition's share of a frame. */
    record Part(int partition, Frame frame) {}

    /**
     * The parts of a frame that have events. Their ids follow from the frame's and from what was received, so that a repeat is
     * known as one, and other events under the same id are not.
     */
    List<Part> split(Frame frame) {
        if (count == 1) {
            return List.of(part(0, frame, frame.events()));
        }
        List<List<Event>> events = new ArrayList<>(count);
        for (int partition = 0; partition < count; partition++) {
            events.add(new ArrayList<>(frame.size()));
        }
        for (Event event : frame.events()) {
            events.get(of(event)).add(event);
        }
        List<Part> parts = new ArrayList<>(count);
        for (int partition = 0; partition < count; partition++) {
            List<Event> share = events.get(partition);
            if (!share.isEmpty()) {
                parts.add(part(partition, frame, share));
            }
        }
        return parts;
    }

    /** Events about no entity stay in order among themselves. */
    int of(Event event) {
        String entityId = event.entityId();
        return entityId == null ? 0 : Math.floorMod(spread(entityId.hashCode()), count);
    }

    /** Entities that are numbered through differ in the last bits only. */
    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ (mixed >>> 16);
    }

    private static Part part(int partition, Frame whole, List<Event> share) {
        CRC32C received = new CRC32C();
        for (Event event : share) {
            JsonSlice json = event.data().json();
            received.update(json.source(), json.offset(), json.length());
        }
        UUID id = new UUID(
                whole.id().getMostSignificantBits() ^ received.getValue() << Integer.SIZE,
                whole.id().getLeastSignificantBits() + partition);
        return new Part(partition, Frame.of(id, whole.house(), whole.place(), share));
    }
}
