package org.hearthline.event;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where an entity belongs, by the names in Home Assistant's registries. Stamped once, by ingestion, before the outbox: a
 * re-delivery writes the same tags.
 */
public record Labels(
        @Nullable String area,
        @Nullable String device,
        @Nullable String floor,
        List<String> labels) {
    public static final Labels NONE = new Labels(null, null, null, List.of());

    public Labels {
        labels = List.copyOf(labels);
    }
}
