package org.hearthline;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import org.apache.camel.spi.Registry;
import org.hearthline.config.Config;
import org.hearthline.deadletter.DeadLetters;
import org.hearthline.deadletter.LetterApi;
import org.hearthline.deadletter.LetterBounds;
import org.hearthline.deadletter.LetterCounts;
import org.hearthline.deadletter.LetterNumbers;
import org.hearthline.deadletter.LetterReader;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.TransientFailure;
import org.hearthline.outbox.Broker;
import org.hearthline.outbox.Outbox;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The dead letters' beans, metrics, and the regular look at their bounds. */
final class DeadLetterWiring implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterWiring.class);
    private static final Duration EVERY = Duration.ofMinutes(1);

    private final DeadLetters letters;
    private final ScheduledFuture<?> watch;

    /**
     * Counts the letters, which may take some seconds when there are many, and watches them from then on.
     *
     * @throws TransientFailure when the broker does not answer
     */
    DeadLetterWiring(DeadLetters letters, ScheduledExecutorService timer, MeterRegistry meters) {
        this.letters = letters;
        letters.start();
        register(letters.counts(), meters);
        watch = timer.scheduleWithFixedDelay(this::tick, 0, EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * The letters in the outbox's broker.
     *
     * @param numbers that the writer of the letters uses
     * @param stamp labels for an event that has none
     */
    static DeadLetters letters(
            Config config,
            Broker broker,
            Outbox outbox,
            LetterNumbers numbers,
            UnaryOperator<Event> stamp,
            Clock clock) {
        return new DeadLetters(
                broker.connections(),
                Broker.DEAD_LETTERS,
                () -> broker.size(Broker.DEAD_LETTERS),
                numbers,
                reader(config, stamp, clock),
                new OutboxReentry(outbox),
                new LetterBounds(
                        config.deadLetters().maxBytes(), config.deadLetters().maxAge()),
                clock);
    }

    private static LetterReader reader(Config config, UnaryOperator<Event> stamp, Clock clock) {
        EventParser parser = new EventParser(Set.copyOf(config.ingestion().deniedAttributes()));
        return new LetterReader(
                new EventReader("ingestion", config.house().name(), "websocket-ingestion", parser, clock), stamp);
    }

    DeadLetters letters() {
        return letters;
    }

    void bind(Registry beans) {
        beans.bind("letterApi", new LetterApi(letters));
        beans.bind("letterAnswer", new JsonAnswerProcessor<>(byte[].class, json -> json));
        beans.bind("letterLines", new LinesAnswerProcessor());
        beans.bind("letterMessage", new LetterMessageProcessor());
    }

    private void tick() {
        try {
            letters.tick();
        } catch (TransientFailure e) {
            LOG.atDebug().setCause(e).log("The dead letters' bounds are looked at later");
        }
    }

    private static void register(LetterCounts counts, MeterRegistry meters) {
        Gauge.builder("hearthline.dead.letters", counts, c -> c.read().letters())
                .description("Dead letters that wait for somebody to look at them")
                .register(meters);
        Gauge.builder("hearthline.dead.letters.bytes", counts, c -> c.read().bytes())
                .description("About what they take, bytes")
                .register(meters);
        count(meters, counts, "kept", "Dead letters that were written", LetterCounts.Reading::kept);
        count(meters, counts, "replayed", "Dead letters put back into the outbox", LetterCounts.Reading::replayed);
        count(meters, counts, "purged", "Dead letters deleted by somebody", LetterCounts.Reading::purged);
        count(meters, counts, "expired", "Dead letters that went at a bound", LetterCounts.Reading::expired);
    }

    private static void count(
            MeterRegistry meters,
            LetterCounts counts,
            String name,
            String description,
            ToLongFunction<LetterCounts.Reading> count) {
        FunctionCounter.builder("hearthline.dead.letters." + name, counts, c -> count.applyAsLong(c.read()))
                .description(description)
                .register(meters);
    }

    @Override
    public void close() {
        watch.cancel(false);
    }
}
