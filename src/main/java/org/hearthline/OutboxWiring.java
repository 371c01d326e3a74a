package org.hearthline;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.jms.JMSException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.camel.CamelContext;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.config.OutboxConfig;
import org.hearthline.deadletter.DeadLetters;
import org.hearthline.deadletter.LetterNumbers;
import org.hearthline.deadletter.Letters;
import org.hearthline.event.Event;
import org.hearthline.event.TransientFailure;
import org.hearthline.ha.HaMonitor;
import org.hearthline.health.Dependency;
import org.hearthline.health.FlowCounters;
import org.hearthline.health.ProcessMetrics;
import org.hearthline.outbox.Broker;
import org.hearthline.outbox.Deliveries;
import org.hearthline.outbox.DiskGuard;
import org.hearthline.outbox.FrameCodec;
import org.hearthline.outbox.Ledger;
import org.hearthline.outbox.Outbox;
import org.hearthline.outbox.OutboxReport;
import org.hearthline.outbox.Partitions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The beans of the outbox: the broker, what is put into it, and what is delivered out of it. */
final class OutboxWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OutboxWiring.class);

    private final FlowCounters counters = new FlowCounters();
    private final Ledger ledger = new Ledger();
    private final Broker broker;
    private final DiskGuard guard;
    private final Outbox outbox;
    private final OutboxReport report;
    private final Letters letters;
    private final DeadLetterWiring deadLetters;
    private final Deliveries deliveries;
    private final String from;
    private final Future<?> ticking;

    /**
     * Reads what the broker holds.
     *
     * @param stamp labels for an event that has none
     */
    OutboxWiring(
            Config config,
            Broker broker,
            UnaryOperator<Event> stamp,
            Clock clock,
            ScheduledExecutorService timer,
            ProcessMetrics metrics,
            MeterRegistry meters) {
        Path folder = folder(config);
        this.broker = broker;
        this.guard = guard(folder, config.outbox(), clock);
        this.outbox = open(config.outbox(), clock);
        if (broker.recovered()) {
            LOG.atWarn()
                    .addKeyValue("events", counters.read().carriedOver())
                    .log(
                            "The process before this one did not stop in order. What its outbox held is here, and is delivered");
        }
        this.report = new OutboxReport(broker, guard, counters, clock);
        LetterNumbers numbers = new LetterNumbers(clock);
        this.letters = new Letters(numbers, config.secretValues()::masked, clock);
        this.deadLetters = readLetters(
                DeadLetterWiring.letters(config, broker, outbox, numbers, stamp, clock), folder, timer, meters);
        this.deliveries =
                new Deliveries(counters, metrics, letters, deadLetters.letters(), report::ageWhenSampled, clock);
        this.from = config.outbox().from();
        this.ticking = timer.scheduleWithFixedDelay(this::tick, 1, 1, TimeUnit.SECONDS);
        OutboxMeters.register(counters, report, guard, meters);
    }

    private static Path folder(Config config) {
        return config.dataDir().resolve("outbox");
    }

    /**
     * Starts the broker; whoever asks for it closes it.
     *
     * @throws StartFailure when the data folder cannot be written, or another process has it
     */
    static Broker broker(Config config) {
        OutboxConfig outbox = config.outbox();
        try {
            return Broker.start(
                    folder(config),
                    outbox.partitions(),
                    new Broker.Limits(outbox.maxBytes(), outbox.minDiskFree()),
                    config.jmx().port().isPresent());
        } catch (FileSystemException e) {
            throw new StartFailure(
                    "Cannot write to the data folder " + config.dataDir() + " (" + e
                            + "): set DATA_DIR to a folder that this user may write to",
                    e);
        } catch (IOException e) {
            throw new StartFailure(String.valueOf(e.getMessage()), e);
        }
    }

    /** The first to read them all: a damaged file shows here, and the broker has ended itself then. */
    private DeadLetterWiring readLetters(
            DeadLetters found, Path folder, ScheduledExecutorService timer, MeterRegistry meters) {
        try {
            return new DeadLetterWiring(found, timer, meters);
        } catch (TransientFailure e) {
            outbox.close();
            throw new StartFailure(
                    "The outbox in " + folder + " cannot be read: " + e.getMessage()
                            + ". A file in it may be damaged; the log names it. Bring the folder back from a copy, or move it"
                            + " away to begin with an empty outbox: what is in it is not delivered then",
                    e);
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

    private Outbox open(OutboxConfig config, Clock clock) {
        try {
            return new Outbox(
                    broker, new Partitions(config.partitions()), new FrameCodec(clock), ledger, guard, counters, clock);
        } catch (JMSException e) {
            throw new StartFailure("The outbox cannot be read: " + e.getMessage(), e);
        }
    }

    private void tick() {
        try {
            if (!broker.works()) {
                guard.fail(
                        "The outbox has met an error of its disk and has ended; the log says which. Nothing more is taken"
                                + " until this process is started again");
                return;
            }
            guard.look();
            report.sample();
            outbox.forget();
        } catch (RuntimeException e) {
            // The timer's edge: a task that throws is never run again.
            LOG.atError().setCause(e).log("The outbox could not be looked at");
        }
    }

    void bind(CamelContext camel) {
        Registry beans = camel.getRegistry();
        DeliveryRoutePolicy policy = new DeliveryRoutePolicy();
        camel.addRoutePolicyFactory((context, id, route) -> DeliveryRoutePolicy.ROUTE.equals(id) ? policy : null);
        beans.bind("outboxConnections", broker.connections());
        beans.bind("outbox", outbox);
        beans.bind("openFrame", new OpenFrameProcessor(outbox));
        beans.bind("deliveries", deliveries);
        beans.bind("deliveryEnd", new DeliveryEnd());
        beans.bind("deliveryFailure", new DeliveryFailureProcessor(deliveries));
        deadLetters.bind(beans);
    }

    /** New each time. */
    DeliveryRoutes deliveryRoutes() {
        return new DeliveryRoutes(from, broker.partitions());
    }

    /**
     * When there is no room, the house is told to wait, and what it says meanwhile is fetched from its history later. While
     * frames wait, new ones are larger.
     */
    void pace(HaMonitor house) {
        guard.tell(house::hold, house::release);
        house.backlog(report::waitingFrames);
    }

    Ledger ledger() {
        return ledger;
    }

    /** Makes dead letters, and keeps none. */
    Letters letters() {
        return letters;
    }

    Deliveries deliveries() {
        return deliveries;
    }

    FlowCounters.Reading read() {
        return counters.read();
    }

    OutboxReport report() {
        return report;
    }

    List<Dependency> dependencies() {
        return List.of(deliveries, guard, deadLetters.letters().health());
    }

    @Override
    public void close() {
        ticking.cancel(false);
        deadLetters.close();
        outbox.close();
    }
}
