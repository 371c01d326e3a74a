package org.hearthline.ha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.EventParser;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Home Assistant subscribed for as long as the process runs. Starting never fails because the house is away. The
 * sockets live on an event loop ({@link Connector}); a thread of its own reads what they receive, another hands it over. Every
 * public method may be called by any thread.
 */
public final class HaConnection implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(HaConnection.class);

    private static final Duration LAST_WORDS = Duration.ofSeconds(1);

    private final HaSettings settings;
    private final HaCounters counters = new HaCounters();
    private final Connector connector;
    private final MessageReader reader;
    private final RandomGenerator random;
    private final HouseHistory history;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private volatile @Nullable Courier courier;

    /**
     * Opens nothing yet.
     *
     * @param events parses events, without the attributes that never leave
     * @param random for the jitter of the waits
     */
    public HaConnection(
            Vertx vertx,
            HaSettings settings,
            EventParser events,
            HouseListener house,
            RandomGenerator random,
            Clock clock) {
        this.reader = new MessageReader(events);
        this.random = random;
        this.settings = settings;
        this.connector = new Connector(vertx, settings, house, counters, reader, random, clock);
        this.history = new RecordedHistory(this::ask, new HistoryReader(events));
    }

    /** Tells somebody when events are heard and when not, from the next change on. */
    public void listen(ConnectionListener listener) {
        connector.listen(listener);
    }

    /** Begins to connect, in the background. What is received waits for {@link #start}; there is room for as much as ever. */
    public void connect() {
        connector.start();
    }

    /**
     * Begins to hand over what is received, and to connect unless that has begun. Once.
     *
     * @param threads two of them are kept until {@link #stop}
     * @param sink gets the batches, from one thread
     */
    public void start(Executor threads, BatchSink sink) {
        Courier delivering = new Courier(connector.inbox(), sink, settings.timing(), counters, random);
        Drain drain = new Drain(connector.inbox(), reader, delivering, settings, counters);
        courier = delivering;
        threads.execute(() -> {
            try {
                delivering.run();
            } finally {
                drainEnded();
            }
        });
        threads.execute(() -> {
            try {
                drain.run();
            } finally {
                delivering.end();
            }
        });
        connector.start();
    }

    /** Without being told to, only an {@link Error} or an interrupt ends it; the thread's own report says which. */
    private void drainEnded() {
        if (!connector.isStopping()) {
            LOG.atError()
                    .addKeyValue("address", settings.address())
                    .log("The threads that read Home Assistant's events have ended: restart the process");
        }
        drained.complete(null);
    }

    /**
     * Closes the socket and hands over what was received; waits for that at most so long.
     *
     * @return whether all was handed over
     */
    public boolean stop(Duration atMost) throws InterruptedException {
        connector.stop();
        Courier delivering = courier;
        if (delivering == null) {
            return nothingWaits();
        }
        if (isDrained(atMost)) {
            return true;
        }
        delivering.giveUp();
        isDrained(LAST_WORDS);
        return false;
    }

    /** What was heard before the route has started: never accepted, so it is in the gap that the next start repairs. */
    private boolean nothingWaits() {
        boolean empty = connector.inbox().isEmpty();
        if (!empty) {
            LOG.atInfo().log("Stopped before the route has started: what was heard of the house is not handed over");
        }
        return empty;
    }

    private boolean isDrained(Duration atMost) throws InterruptedException {
        try {
            drained.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    /**
     * Closes the socket on purpose and keeps it closed until {@link #release}. What was received before is handed over as
     * ever. What happens in the house from now on is missed, and has to come from its history.
     *
     * @param why for people; a second call changes it
     */
    public void hold(String why) {
        connector.hold(why);
    }

    /** Connects again after {@link #hold}; otherwise does nothing. */
    public void release() {
        connector.release();
    }

    /** What Home Assistant's recorder remembers, asked over this connection. */
    public HouseHistory history() {
        return history;
    }

    /** Asks, and waits for the answer; the caller reads it, since the thread that brings it has to go on. */
    private CommandResult ask(ObjectNode command) throws InterruptedException {
        CompletableFuture<CommandResult> answer = new CompletableFuture<>();
        connector.ask(command, answer);
        Duration timeout = settings.timing().history();
        try {
            return refusedOnlyWhenRunning(answer.get(timeout.toMillis(), TimeUnit.MILLISECONDS));
        } catch (TimeoutException e) {
            throw new TransientFailure(
                    ErrorCode.TIMEOUT,
                    "Home Assistant at " + settings.address() + " has not answered within " + timeout.toMillis()
                            + " ms",
                    null,
                    e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof TransientFailure away ? away : new IllegalStateException(e);
        } finally {
            answer.cancel(false);
        }
    }

    /** A house that is starting does not know all of its commands yet. */
    private CommandResult refusedOnlyWhenRunning(CommandResult answer) {
        if (!answer.success() && connector.isHouseStarting()) {
            throw new TransientFailure(
                    "Home Assistant at " + settings.address() + " is still starting: " + answer.error(), null);
        }
        return answer;
    }

    public HaState state() {
        return connector.standing().state();
    }

    /** When it came into its present state. */
    public Instant since() {
        return connector.standing().since();
    }

    public HaCounters counters() {
        return counters;
    }

    @Override
    public String name() {
        return "home_assistant";
    }

    @Override
    public Status status() {
        return drained.isDone() && !connector.isStopping()
                ? ConnectionReport.dead(connector.standing().since())
                : connector.status();
    }
}
