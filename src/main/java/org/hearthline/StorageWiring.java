package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.Processor;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.StoreConfig;
import org.hearthline.health.Dependency;
import org.hearthline.health.StageCounters;
import org.hearthline.storage.FrameWriter;
import org.hearthline.storage.InfluxStore;
import org.hearthline.storage.QuestStore;
import org.hearthline.storage.Store;
import org.hearthline.storage.StoreAddress;
import org.hearthline.storage.StoreQueries;
import org.hearthline.storage.WeatherWriter;

/** The beans of storage: InfluxDB where one is configured, else the embedded store. */
final class StorageWiring implements AutoCloseable {
    private final Store store;
    private final String house;
    private final MeterRegistry meters;

    StorageWiring(Config config, Clock clock, ScheduledExecutorService timer, MeterRegistry meters) {
        this.meters = meters;
        house = config.house().name();
        StoreConfig settings = config.store();
        store = settings.influxUrl()
                .<Store>map(url -> new InfluxStore(
                        new StoreAddress(url, settings.token().reveal(), settings.org(), settings.bucket()),
                        settings.timeout(),
                        clock))
                .orElseGet(() -> new QuestStore(config.dataDir(), timer, clock));
    }

    /** Asks the store for the first time. */
    void start() {
        store.start();
    }

    void bind(Registry registry) {
        measure(store.frameWriter());
        registry.bind("frameWriter", store.frameWriter());
        registry.bind("weatherWriter", new WeatherWriter(house, store.frameWriter()));
        registry.bind("eventQueries", store.eventQueries());
        registry.bind("storeQueries", store.storeQueries());
        registry.bind("exportCaller", (Processor) ExportAnswerProcessor::remember);
        registry.bind("exportAnswer", new ExportAnswerProcessor());
        registry.bind("json", new JsonAnswerProcessor<>(byte[].class, bytes -> bytes));
    }

    private void measure(FrameWriter writer) {
        FunctionCounter.builder("hearthline.store.lines", writer, w -> w.stats().written())
                .tag("outcome", "written")
                .description("Events that the store has acknowledged")
                .register(meters);
        FunctionCounter.builder("hearthline.store.lines", writer, w -> w.stats().rejected())
                .tag("outcome", "rejected")
                .description("Events that the store refuses")
                .register(meters);
        Gauge.builder("hearthline.store.write.p99", writer, w -> w.stats().p99())
                .description("Slowest of a hundred writes, ms")
                .register(meters);
    }

    StoreQueries queries() {
        return store.storeQueries();
    }

    StageCounters counters() {
        return store.frameWriter().counters();
    }

    List<Dependency> dependencies() {
        return List.of(store.frameWriter());
    }

    @Override
    public void close() {
        store.close();
    }
}
