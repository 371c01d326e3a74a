package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.gap.AcceptedEvents;
import org.hearthline.gap.GapApi;
import org.hearthline.gap.GapHealth;
import org.hearthline.gap.GapRepair;
import org.hearthline.gap.GapWatch;
import org.hearthline.gap.Gaps;
import org.hearthline.gap.HouseClock;
import org.hearthline.gap.KnownEntities;
import org.hearthline.gap.Waiter;
import org.hearthline.ha.HaMonitor;
import org.hearthline.ha.HouseListener;
import org.hearthline.health.Dependency;
import org.hearthline.http.Json;
import org.hearthline.outbox.Ledger;

/** The beans of the repair of gaps. Made when the outbox knows what it has accepted, and before anything of the house is read. */
final class GapWiring implements AutoCloseable {
    private final KnownEntities known;
    private final GapWatch watch;
    private final GapRepair repair;
    private final GapApi api;
    private final GapHealth health;

    GapWiring(Config config, Ledger ledger, HaMonitor monitor, Clock clock, MeterRegistry meters) {
        AcceptedEvents accepted = accepted(ledger);
        Path folder = config.dataDir().resolve("gaps");
        this.known = open(folder.resolve("entities"));
        HouseClock houseClock = new HouseClock(clock);
        Gaps gaps = new Gaps(folder, accepted, houseClock);
        this.watch = new GapWatch(gaps, known, accepted, houseClock);
        GapRepair.Settings settings = new GapRepair.Settings(
                config.house().name(),
                config.gap().repair(),
                config.gap().recorderKeeps(),
                config.gap().pause(),
                config.homeAssistant().eventTypes());
        this.repair = new GapRepair(
                gaps, watch, known, accepted, monitor.history(), settings, houseClock, Waiter.ofProcess());
        this.api = new GapApi(gaps, repair, config.gap().recorderKeeps(), houseClock);
        this.health = new GapHealth(gaps, watch, repair, clock);
        watch.start();
        monitor.listen(watch);
        Gauge.builder("hearthline.gaps.open", gaps, Gaps::openCount)
                .description("Spans without events that are not repaired yet")
                .register(meters);
        FunctionCounter.builder("hearthline.gaps.repaired", gaps, Gaps::repaired)
                .description("Events that were fetched from Home Assistant's history")
                .register(meters);
    }

    private static AcceptedEvents accepted(Ledger ledger) {
        return new AcceptedEvents() {
            @Override
            public boolean contains(UUID eventId, long micros) {
                return ledger.contains(eventId, micros);
            }

            @Override
            public OptionalLong watermark() {
                return ledger.watermark();
            }

            @Override
            public void keepFrom(long micros) {
                ledger.keepFrom(micros);
            }
        };
    }

    private static KnownEntities open(Path file) {
        try {
            return new KnownEntities(file);
        } catch (IOException e) {
            throw new StartFailure(
                    "Cannot write to the data folder " + file.getParent() + " (" + e
                            + "): set DATA_DIR to a folder that this user may write to",
                    e);
        }
    }

    void bind(Registry beans) {
        beans.bind("gapWatch", watch);
        beans.bind("gapRepair", repair);
        beans.bind("gapApi", api);
        beans.bind("gapAnswer", new JsonAnswerProcessor<>(Map.class, Json::bytes));
    }

    /** Learns which entities there are. */
    HouseListener entities() {
        return known;
    }

    List<Dependency> dependencies() {
        return List.of(health);
    }

    @Override
    public void close() {
        watch.stop();
        known.close();
    }
}
