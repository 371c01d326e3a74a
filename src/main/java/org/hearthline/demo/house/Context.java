package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import org.jspecify.annotations.Nullable;

/**
 * What caused an event.
 *
 * @param id a ULID
 * @param parentId the context that caused this one: the trigger of an automation
 * @param userId set when a person did it
 */
public record Context(
        String id, @Nullable String parentId, @Nullable String userId) {

    JsonObject json() {
        return new JsonObject().put("id", id).put("parent_id", parentId).put("user_id", userId);
    }
}
