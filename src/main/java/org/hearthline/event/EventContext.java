package org.hearthline.event;

import org.jspecify.annotations.Nullable;

/** Home Assistant's {@code context}: what caused the event. History has none. */
public record EventContext(
        @Nullable String id,
        @Nullable String parentId,
        @Nullable String userId) {
    public static final EventContext NONE = new EventContext(null, null, null);
}
