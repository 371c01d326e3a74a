package org.hearthline.ha;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** The registries in which Home Assistant keeps what belongs where. */
public enum RegistryKind {
    AREA,
    DEVICE,
    ENTITY,
    FLOOR,
    LABEL;

    /** The command that lists it. */
    String command() {
        return "config/" + word() + "_registry/list";
    }

    /** The event that says that it changed. */
    String updatedEvent() {
        return word() + "_registry_updated";
    }

    static Optional<RegistryKind> ofUpdatedEvent(String eventType) {
        return Arrays.stream(values())
                .filter(kind -> kind.updatedEvent().equals(eventType))
                .findFirst();
    }

    /** As Home Assistant writes it: {@code area}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
