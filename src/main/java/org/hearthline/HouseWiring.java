package org.hearthline;

import java.time.Clock;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.HouseConfig;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.ha.HaEndpoint;
import org.hearthline.ha.HaMonitor;
import org.hearthline.ha.HouseListener;
import org.hearthline.registry.HouseRegistry;
import org.jspecify.annotations.Nullable;

/** The beans that listen to the house. They need no outbox, so that the house is heard while that is still being opened. */
final class HouseWiring implements AutoCloseable {
    private final HouseConfig config;
    private final HaMonitor monitor;
    private final HouseRegistry registry = new HouseRegistry();
    private final List<HaEndpoint> connected = new CopyOnWriteArrayList<>();

    HouseWiring(HouseConfig config, Clock clock) {
        this.config = config;
        this.monitor = new HaMonitor(clock);
    }

    HaMonitor monitor() {
        return monitor;
    }

    String name() {
        return config.name();
    }

    /** The configured one, else Home Assistant's, if it has told. */
    @Nullable
    Place place() {
        return config.place().orElseGet(registry::place);
    }

    OptionalLong lastEventMicros() {
        return monitor.connection()
                .map(connection -> connection.counters().lastEventMicros())
                .filter(micros -> micros > 0)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    Labels labelsOf(@Nullable String entityId) {
        return registry.labelsOf(entityId);
    }

    /**
     * Binds what an {@code ha:} endpoint asks for.
     *
     * @param entities who learns what entities there are; asked for when Home Assistant's first answer is read
     */
    void bind(Registry beans, Supplier<HouseListener> entities) {
        beans.bind("houseListener", registry.and(HouseListener.later(entities)));
        beans.bind("haMonitor", monitor);
    }

    /**
     * Connects to the houses among the inputs of routes, in the background: the routes themselves start later.
     *
     * @throws RuntimeException when an option of one is wrong; its message says which
     */
    void connect(CamelContext camel, List<String> inputs) {
        for (String input : inputs) {
            if (camel.getEndpoint(input) instanceof HaEndpoint there) {
                connected.add(there);
                there.connect();
            }
        }
    }

    /** For a start that comes to nothing: Camel does not end what it has not started. */
    @Override
    public void close() {
        try {
            for (HaEndpoint there : connected) {
                there.disconnect();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
