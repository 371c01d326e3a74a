package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.deadletter.DeadLetterFile;
import org.hearthline.deadletter.DeadLetterFile.Letter;
import org.hearthline.event.Place;
import org.hearthline.ha.HaMonitor;
import org.hearthline.ha.Unreadable;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.ingestion.IngestionStats;
import org.hearthline.ingestion.Labeller;
import org.hearthline.outbox.Deliveries;
import org.hearthline.registry.HouseRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans of ingestion: who listens to the house, what is stamped on events, and who follows them to their end. */
final class IngestionWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(IngestionWiring.class);
    private static final long DEAD_LETTER_BYTES = 64L << 20;

    private final HaMonitor monitor;
    private final FlowCounters counters = new FlowCounters();
    private final DeadLetterFile deadLetters;
    private final Deliveries deliveries;
    private final HouseRegistry registry = new HouseRegistry();
    private final IngestionStats stats;
    private final @Nullable Place configuredPlace;
    private final Labeller labeller;

    IngestionWiring(Config config, Clock clock, ProcessMetrics metrics, MeterRegistry meters) {
        this.monitor = new HaMonitor(clock);
        this.deadLetters = open(config, clock);
        this.deliveries = new Deliveries(counters, metrics, deadLetters, clock);
        this.stats = new IngestionStats(clock);
        this.configuredPlace = config.house().place().orElse(null);
        this.labeller = new Labeller(config.house().name(), this::place, registry::labelsOf, this::keepRefused, stats);
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
            throw new StartFailure(
                    "Cannot write to the data folder " + config.dataDir() + " (" + e
                            + "): set DATA_DIR to a folder that this user may write to",
                    e);
        }
    }

    /** Where the house stands, if somebody knows. */
    @Nullable
    Place place() {
        return configuredPlace == null ? registry.place() : configuredPlace;
    }

    /** What came as an event and is none: received and rejected at once. */
    private void keepRefused(List<Unreadable> refused) {
        deliveries.refuse(refused.stream()
                .map(one -> new Letter("", "ingestion", "ingestion-label", one.fault(), one.json()))
                .toList());
    }

    void bind(Registry beans) {
        beans.bind("houseRegistry", registry);
        beans.bind("haMonitor", monitor);
        beans.bind("labeller", labeller);
        beans.bind("deliveries", deliveries);
        beans.bind("deliveryEnd", new DeliveryEnd());
        beans.bind("deliveryFailure", new DeliveryFailureProcessor(deliveries));
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
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("received", reading.received());
        answer.put("stored", reading.stored());
        answer.put("rejected", reading.rejected());
        answer.put("filtered", reading.filtered());
        answer.put("in_outbox", reading.inOutbox());
        IngestionStats.Reading now = stats.read();
        answer.put("by_type", now.byType());
        answer.put("events_per_second", now.perSecond10());
        if (now.lastEventAt() != null) {
            answer.put("last_event_at", now.lastEventAt().toString());
        }
        answer.put("connection", monitor.state().name().toLowerCase(Locale.ROOT));
        return answer;
    }

    @Override
    public void close() {
        long lost = counters.read().inOutbox();
        if (lost > 0) {
            LOG.atWarn()
                    .addKeyValue("events", lost)
                    .log("Stopped before these events were stored; they are lost, since the outbox is in memory");
        }
        try {
            deadLetters.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Dead letters cannot be closed", e);
        }
    }
}
