package org.hearthline.config;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The steps of the flow, in flow order; each can be a process of its own. */
public enum Stage {
    INGESTION("websocket-ingestion", 8001),
    VALIDATION("event-validation", 8006),
    ENRICHMENT("enrichment-pipeline", 8002),
    WEATHER("weather", 8005),
    STORAGE("data-storage", 8004),
    GATEWAY("admin-api", 8003);

    private final String serviceName;
    private final int portAlone;

    Stage(String serviceName, int portAlone) {
        this.serviceName = serviceName;
        this.portAlone = portAlone;
    }

    /** As in route files, paths and property names: {@code ingestion}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** As answers and metrics name a process of which this stage is the root: {@code websocket-ingestion}. */
    public String serviceName() {
        return serviceName;
    }

    /** The port of a process in which this stage is the root. */
    public int portAlone() {
        return portAlone;
    }

    /** The stages whose doors this one goes through. */
    public Set<Stage> calls() {
        return switch (this) {
            case INGESTION -> EnumSet.of(VALIDATION);
            case VALIDATION -> EnumSet.of(ENRICHMENT);
            case ENRICHMENT -> EnumSet.of(WEATHER, STORAGE);
            case WEATHER, STORAGE -> EnumSet.noneOf(Stage.class);
            case GATEWAY -> EnumSet.complementOf(EnumSet.of(GATEWAY));
        };
    }

    /** The stages whose doors take frames, at the same path: each of them needs a base address of its own. */
    static Set<Stage> takingFrames() {
        return EnumSet.of(VALIDATION, ENRICHMENT, STORAGE);
    }

    static Optional<Stage> of(String id) {
        return Arrays.stream(values()).filter(stage -> stage.id().equals(id)).findFirst();
    }

    /** By its id or by its service's name. */
    static Optional<Stage> named(String name) {
        return of(name).or(() -> Arrays.stream(values())
                .filter(stage -> stage.serviceName.equals(name))
                .findFirst());
    }

    /** {@code ingestion, validation, …}, for messages. */
    static String ids() {
        return Arrays.stream(values()).map(Stage::id).collect(Collectors.joining(", "));
    }
}
