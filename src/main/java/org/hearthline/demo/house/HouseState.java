package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A state of an entity.
 *
 * @param state always text
 * @param attributes any JSON, in the order in which they are sent; not mutable, shared by states that have the same ones
 * @param changed when the text last changed
 * @param updated when text or attributes last changed
 */
public record HouseState(
        String entityId,
        String state,
        Map<String, @Nullable Object> attributes,
        Stamp changed,
        Stamp updated,
        Context context) {
    /** As {@code get_states} and {@code new_state} show it. */
    public JsonObject json() {
        return new JsonObject()
                .put("entity_id", entityId)
                .put("state", state)
                .put("attributes", new JsonObject(new LinkedHashMap<>(attributes)))
                .put("last_changed", changed.iso())
                .put("last_reported", updated.iso())
                .put("last_updated", updated.iso())
                .put("context", context.json());
    }
}
