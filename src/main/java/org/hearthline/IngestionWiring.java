package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.OutboxConfig;
import org.hearthline.deadletter.DeadLetterFile;
import org.hearthline.deadletter.DeadLetterFile.Letter;
import org.hearthline.event.Place;
import org.hearthline.ha.HaCounters;
import org.hearthline.ha.HaMonitor;
import org.hearthline.ha.Unreadable;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.ingestion.IngestionStats;
import org.hearthline.ingestion.Labeller;
import org.hearthline.outbox.Broker;
import org.hearthline.outbox.Deliveries;
import org.hearthline.outbox.DiskGuard;
import org.hearthline.outbox.FrameCodec;
import org.hearthline.outbox.Ledger;
import org.hearthline.outbox.Outbox;
import org.hearthline.outbox.OutboxReport;
import org.hearthline.outbox.Partitions;
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
    private final Broker broker;
    private final DiskGuard guard;
    private final Ledger ledger = new Ledger();
    private final Outbox outbox;
    private final OutboxReport outboxReport;
    private final DeliveryRoutes deliveryRoutes;
    private final Deliveries deliveries;
    private final HouseRegistry registry = new HouseRegistry();
    private final IngestionStats stats;
    private final @Nullable Place configuredPlace;
    private final Labeller labeller;
    private final Labeller repairLabeller;
    private final GapWiring gaps;
    private final Future<?> ticking;

    IngestionWiring(
            Config config, Clock clock, ScheduledExecutorService timer, ProcessMetrics metrics, MeterRegistry meters) {
        this.monitor = new HaMonitor(clock);
        this.deadLetters = open(config, clock);
        this.deliveries = new Deliveries(counters, metrics, deadLetters, clock);
        Path folder = config.dataDir().resolve("outbox");
        this.broker = startBroker(folder, config.outbox());
        this.guard = guard(folder, config.outbox(), clock);
        this.outbox = openOutbox(config.outbox(), clock);
        this.outboxReport = new OutboxReport(broker, guard, counters, clock);
        this.deliveryRoutes = new DeliveryRoutes(config.outbox().from(), broker.partitions());
        this.stats = new IngestionStats(clock);
        this.configuredPlace = config.house().place().orElse(null);
        this.labeller = new Labeller(config.house().name(), this::place, registry::labelsOf, this::keepRefused, stats);
        this.repairLabeller =
                new Labeller(config.house().name(), this::place, registry::labelsOf, this::keepRefused, stats);
        this.gaps = new GapWiring(config, ledger, monitor, clock, meters);
        this.ticking = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        HaMeters.register(monitor, meters);
        FunctionCounter.builder("hearthline.received", counters, c -> c.read().received())
                .description("Events that this process has accepted")
                .register(meters);
        Gauge.builder("hearthline.outbox.events", counters, c -> c.read().inOutbox())
                .description("Events that wait or are under way")
                .register(meters);
        Gauge.builder("hearthline.outbox.bytes", outboxReport, OutboxReport::bytes)
                .description("Bytes of the frames that wait, compressed")
                .baseUnit("bytes")
                .register(meters);
        Gauge.builder(
                        "hearthline.outbox.age",
                        outboxReport,
                        report -> report.age().toMillis() / 1000.0)
                .description("Age of the oldest frame that waits")
                .baseUnit("seconds")
                .register(meters);
        Gauge.builder("hearthline.outbox.disk.free", guard, DiskGuard::freeBytes)
                .description("Free space of the outbox's disk")
                .baseUnit("bytes")
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

    private static Broker startBroker(Path folder, OutboxConfig config) {
        try {
            return Broker.start(
                    folder, config.partitions(), new Broker.Limits(config.maxBytes(), config.minDiskFree()));
        } catch (IOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** It refuses before the broker does. */
    private DiskGuard guard(Path folder, OutboxConfig config, Clock clock) {
        DiskGuard.Limits limits =
                new DiskGuard.Limits(config.minDiskFree() + config.minDiskFree() / 4, config.maxBytes() / 10 * 9);
        return new DiskGuard(limits, folder.toFile()::getUsableSpace, this::waitingBytes, clock);
    }

    private long waitingBytes() {
        return broker.partitions().stream()
                .mapToLong(queue -> broker.depth(queue).bytes())
                .sum();
    }

    private Outbox openOutbox(OutboxConfig config, Clock clock) {
        try {
            return new Outbox(
                    broker, new Partitions(config.partitions()), new FrameCodec(clock), ledger, guard, counters, clock);
        } catch (JMSException e) {
            broker.close();
            throw new StartFailure("The outbox cannot be read: " + e.getMessage(), e);
        }
    }

    /** Once a second. */
    private void tick() {
        try {
            guard.look();
            outboxReport.sample();
            outbox.forget();
        } catch (RuntimeException e) {
            // The timer's edge: a task that throws is never run again.
            LOG.atError().setCause(e).log("The outbox could not be looked at");
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

    void bind(CamelContext camel) {
        Registry beans = camel.getRegistry();
        beans.bind("outboxConnections", broker.connections());
        beans.bind("outbox", outbox);
        beans.bind("openFrame", new OpenFrameProcessor(outbox));
        beans.bind("houseListener", registry.and(gaps.entities()));
        beans.bind("haMonitor", monitor);
        beans.bind("labeller", labeller);
        beans.bind("repairLabeller", repairLabeller);
        gaps.bind(beans);
        beans.bind("deliveries", deliveries);
        beans.bind("deliveryEnd", new DeliveryEnd());
        beans.bind("deliveryFailure", new DeliveryFailureProcessor(deliveries));
        addRoutes(camel);
    }

    private void addRoutes(CamelContext camel) {
        try {
            camel.addRoutes(deliveryRoutes);
        } catch (Exception e) {
            // Camel declares no narrower one.
            throw new StartFailure("outbox.from is no endpoint that works: " + e.getMessage(), e);
        }
    }

    List<Dependency> dependencies() {
        return Stream.concat(Stream.of(monitor, deliveries, guard), gaps.dependencies().stream())
                .toList();
    }

    OptionalLong lastEventMicros() {
        return monitor.connection()
                .map(connection -> connection.counters().lastEventMicros())
                .filter(micros -> micros > 0)
                .map(OptionalLong::of)
                .orElseGet(OptionalLong::empty);
    }

    /** What is answered from memory, by path. */
    Map<String, Supplier<Map<String, Object>>> reports() {
        return Map.of("/api/v1/events/stats", this::stats, "/api/v1/outbox", outboxReport::read);
    }

    private Map<String, Object> stats() {
        FlowCounters.Reading reading = counters.read();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("received", reading.received());
        answer.put("stored", reading.stored());
        answer.put("rejected", reading.rejected());
        answer.put("filtered", reading.filtered());
        answer.put("in_outbox", reading.inOutbox());
        answer.put("carried_over", reading.carriedOver());
        IngestionStats.Reading now = stats.read();
        answer.put("by_type", now.byType());
        answer.put("events_per_second", now.perSecond10());
        if (now.lastEventAt() != null) {
            answer.put("last_event_at", now.lastEventAt().toString());
        }
        answer.put("connection", monitor.state().name().toLowerCase(Locale.ROOT));
        answer.put("reconnects", HaMeters.read(monitor, HaCounters::reconnects));
        answer.put("pauses", HaMeters.read(monitor, HaCounters::pauses));
        answer.put("unserialisable", HaMeters.read(monitor, HaCounters::unserialisable));
        answer.put("malformed", HaMeters.read(monitor, HaCounters::malformed));
        return answer;
    }

    @Override
    public void close() {
        ticking.cancel(false);
        gaps.close();
        outbox.close();
        broker.close();
        try {
            deadLetters.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Dead letters cannot be closed", e);
        }
    }
}
