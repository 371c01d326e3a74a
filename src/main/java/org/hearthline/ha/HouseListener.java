package org.hearthline.ha;

import java.util.function.Supplier;
import org.hearthline.event.JsonSlice;

/**
 * Learns what Home Assistant says about the house besides its events: after each connect, after a start, and when it changes.
 * Called by the drain thread, in order with the events. The texts are Home Assistant's own answers, unparsed, since they can
 * be many MiB; an implementation reads them as a stream and throws nothing.
 */
public interface HouseListener {
    /** Listens to nothing. */
    HouseListener NONE = new HouseListener() {};

    /** Tells both, this one first. */
    default HouseListener and(HouseListener next) {
        HouseListener first = this;
        return new HouseListener() {
            @Override
            public void states(JsonSlice states) {
                first.states(states);
                next.states(states);
            }

            @Override
            public void config(JsonSlice config) {
                first.config(config);
                next.config(config);
            }

            @Override
            public void registry(RegistryKind kind, JsonSlice entries) {
                first.registry(kind, entries);
                next.registry(kind, entries);
            }

            @Override
            public void unavailable(RegistryKind kind, String reason) {
                first.unavailable(kind, reason);
                next.unavailable(kind, reason);
            }
        };
    }

    /** Tells one that is still being made: the first that there is to tell waits for it. */
    static HouseListener later(Supplier<HouseListener> made) {
        return new HouseListener() {
            @Override
            public void states(JsonSlice states) {
                made.get().states(states);
            }

            @Override
            public void config(JsonSlice config) {
                made.get().config(config);
            }

            @Override
            public void registry(RegistryKind kind, JsonSlice entries) {
                made.get().registry(kind, entries);
            }

            @Override
            public void unavailable(RegistryKind kind, String reason) {
                made.get().unavailable(kind, reason);
            }
        };
    }

    /**
     * The answer of {@code get_states}.
     *
     * @param states array of states
     */
    default void states(JsonSlice states) {}

    /**
     * The answer of {@code get_config}.
     *
     * @param config object with {@code latitude}, {@code longitude}, {@code time_zone}, …
     */
    default void config(JsonSlice config) {}

    /**
     * A whole registry.
     *
     * @param entries array of entries
     */
    default void registry(RegistryKind kind, JsonSlice entries) {}

    /** Home Assistant does not give a registry: no permission, or a version that does not have it. */
    default void unavailable(RegistryKind kind, String reason) {}
}
