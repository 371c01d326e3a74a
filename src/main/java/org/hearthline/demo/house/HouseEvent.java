package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened.
 *
 * @param type {@code state_changed}, {@code entity_registry_updated}, …
 * @param fired for a written state exactly its {@code last_updated}
 * @param change what a {@code state_changed} is about
 */
public record HouseEvent(
        String type,
        JsonObject data,
        Stamp fired,
        Context context,
        @Nullable Change change) {
    public static final String STATE_CHANGED = "state_changed";

    /**
     * A written or removed state.
     *
     * @param before null for an entity that was not there
     * @param after null when it was removed
     */
    public record Change(
            String entityId,
            @Nullable HouseState before,
            @Nullable HouseState after) {}

    /** As the socket sends it. */
    public JsonObject json() {
        return new JsonObject()
                .put("event_type", type)
                .put("data", data)
                .put("origin", "LOCAL")
                .put("time_fired", fired.iso())
                .put("context", context.json());
    }
}
