package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.deadletter.DeadLetterFile;
import org.hearthline.ha.HaMonitor;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.outbox.Deliveries;

/** The beans of ingestion: who listens to the house, what is stamped on events, and who follows them to their end. */
final class IngestionWiring implements AutoCloseable {
    private static final long DEAD_LETTER_BYTES = 64L << 20;

    private final HaMonitor monitor;
    private final FlowCounters counters = new FlowCounters();
    private final DeadLetterFile deadLetters;
    private final Deliveries deliveries;

    IngestionWiring(Config config, Clock clock, ProcessMetrics metrics, MeterRegistry meters) {
        this.monitor = new HaMonitor(clock);
        this.deadLetters = open(config, clock);
        this.deliveries = new Deliveries(counters, metrics, deadLetters, clock);
        FunctionCounter.builder("hearthline.received", counters, c -> c.read().received())
                .description("Events that this process has accepted")
                .register(meters);
        Gauge.builder("hearthline.outbox.events", counters, c -> c.read().inOutbox())
                .description("Events that wait or are under way")
                .register(meters);
    }

    private static DeadLetterFile open(Config config, Clock clock) {
        try {
            return new DeadLetterFile(config.dataDir().resolve("dead-letters.ndjson"), DEAD_LETTER_BYTES, clock);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot write to " + config.dataDir() + " (DATA_DIR): " + e.getMessage(), e);
        }
    }

    void bind(Registry registry) {
        registry.bind("haMonitor", monitor);
        registry.bind("deliveries", deliveries);
        registry.bind("deliveryFailure", new DeliveryFailureProcessor(deliveries));
    }

    List<Dependency> dependencies() {
        return List.of(monitor, deliveries);
    }

    OptionalLong lastEventMicros() {
        return monitor.connection()
                .map(connection -> connection.counters().lastEventMicros())
                .filter(micros -> micros > 0)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** The answer of {@code GET /api/v1/events/stats}. */
    Map<String, Object> stats() {
        FlowCounters.Reading reading = counters.read();
        Map<String, Object> stats = new LinkedHashMap<>();
        stats.put("received", reading.received());
        stats.put("stored", reading.stored());
        stats.put("rejected", reading.rejected());
        stats.put("filtered", reading.filtered());
        stats.put("in_outbox", reading.inOutbox());
        return stats;
    }

    @Override
    public void close() {
        try {
            deadLetters.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Dead letters cannot be closed", e);
        }
    }
}
