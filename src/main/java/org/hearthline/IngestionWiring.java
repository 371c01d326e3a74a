package org.hearthline;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.ha.HaCounters;
import org.hearthline.ha.HouseListener;
import org.hearthline.ha.Unreadable;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.ingestion.IngestionStats;
import org.hearthline.ingestion.Labeller;
import org.hearthline.outbox.Broker;

/** The beans of ingestion behind those that listen: what is stamped on events, and who follows them to their end. */
final class IngestionWiring implements AutoCloseable {
    private final Supplier<Map<String, Object>> stages;
    private final HouseWiring house;
    private final IngestionStats stats;
    private final Labeller labeller;
    private final Labeller repairLabeller;
    private final OutboxWiring outbox;
    private final GapWiring gaps;

    /**
     * Reads what the broker holds.
     *
     * @param stages what the stages that run here have counted
     */
    IngestionWiring(
            Config config,
            Broker broker,
            HouseWiring house,
            Supplier<Map<String, Object>> stages,
            Clock clock,
            ScheduledExecutorService timer,
            ProcessMetrics metrics,
            MeterRegistry meters) {
        this.stages = stages;
        this.house = house;
        this.stats = new IngestionStats(clock);
        this.labeller = labeller();
        this.repairLabeller = labeller();
        this.outbox = new OutboxWiring(config, broker, labeller::stamped, clock, timer, metrics, meters);
        this.gaps = gaps(config, clock, meters);
        outbox.pace(house.monitor());
        HaMeters.register(house.monitor(), meters);
    }

    private Labeller labeller() {
        return new Labeller(house.name(), house::place, house::labelsOf, this::keepRefused, stats);
    }

    private GapWiring gaps(Config config, Clock clock, MeterRegistry meters) {
        try {
            return new GapWiring(config, outbox.ledger(), house.monitor(), clock, meters);
        } catch (RuntimeException e) {
            outbox.close();
            throw e;
        }
    }

    /** What came as an event and is none: received and rejected at once. */
    private void keepRefused(List<Unreadable> refused) {
        outbox.deliveries()
                .refuse(refused.stream()
                        .map(one -> outbox.letters()
                                .unreadable(house.name(), "ingestion", "ingestion-label", one.fault(), one.json()))
                        .toList());
    }

    void bind(CamelContext camel) {
        Registry beans = camel.getRegistry();
        beans.bind("labeller", labeller);
        beans.bind("repairLabeller", repairLabeller);
        gaps.bind(beans);
        outbox.bind(camel);
    }

    /** Learns which entities there are. */
    HouseListener entities() {
        return gaps.entities();
    }

    /** New each time. */
    DeliveryRoutes deliveryRoutes() {
        return outbox.deliveryRoutes();
    }

    List<Dependency> dependencies() {
        return Stream.of(List.of(house.monitor()), outbox.dependencies(), gaps.dependencies())
                .<Dependency>flatMap(List::stream)
                .toList();
    }

    /** What is answered from memory, by path below the stage. */
    Map<String, Supplier<Map<String, Object>>> reports() {
        return Map.of("/ingestion/api/v1/events/stats", this::stats, "/ingestion/api/v1/outbox", outbox.report()::read);
    }

    private Map<String, Object> stats() {
        FlowCounters.Reading reading = outbox.read();
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("received", reading.received());
        answer.put("stored", reading.stored());
        answer.put("rejected", reading.rejected());
        answer.put("filtered", reading.filtered());
        answer.put("in_outbox", reading.inOutbox());
        answer.put("carried_over", reading.carriedOver());
        answer.put("stages", stages.get());
        IngestionStats.Reading now = stats.read();
        answer.put("by_type", now.byType());
        answer.put("events_per_second", now.perSecond10());
        if (now.lastEventAt() != null) {
            answer.put("last_event_at", now.lastEventAt().toString());
        }
        answer.put("connection", house.monitor().state().name().toLowerCase(Locale.ROOT));
        answer.put("reconnects", HaMeters.read(house.monitor(), HaCounters::reconnects));
        answer.put("pauses", HaMeters.read(house.monitor(), HaCounters::pauses));
        answer.put("unserialisable", HaMeters.read(house.monitor(), HaCounters::unserialisable));
        answer.put("malformed", HaMeters.read(house.monitor(), HaCounters::malformed));
        return answer;
    }

    @Override
    public void close() {
        gaps.close();
        outbox.close();
    }
}
