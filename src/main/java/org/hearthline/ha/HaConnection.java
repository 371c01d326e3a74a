package org.hearthline.ha;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.hearthline.event.EventParser;
import org.hearthline.health.Dependency;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps one Home Assistant subscribed for as long as the process runs. Starting never fails because the house is away.
 *
 * <pre>
 *  DISCONNECTED ──start──▶ CONNECTING ──socket open──▶ AUTHENTICATING ──auth_ok──▶ SUBSCRIBING ──all answered──▶ SUBSCRIBED
 *       ▲                    │   ▲                          │                          │                          │
 *       │                    │   │        refused, 403, 502, no answer in time, auth_invalid, closed, silent      │
 *       │                    ▼   │                          ▼                          ▼                          ▼
 *       └──stop (from any)─ BACKOFF ◀──────────────────────────────────────────────────────────────────────────────
 *                             waits 0.5 s to 60 s, doubling, with jitter; after auth_invalid 5 min; then CONNECTING
 * </pre>
 *
 * The socket's event loop owns all fields but the volatile ones; every public method may be called by any thread.
 */
public final class HaConnection implements Dependency {
    private static final Logger LOG = LoggerFactory.getLogger(HaConnection.class);

    private final Vertx vertx;
    private final Context loop;
    private final WebSocketClient client;
    private final HaSettings settings;
    private final HouseListener house;
    private final Clock clock;
    private final HaCounters counters = new HaCounters();
    private final MessageReader reader;
    private final Inbox inbox;
    private final Drain drain;
    private final Backoff backoff;
    private final CompletableFuture<Void> drained = new CompletableFuture<>();
    private final HaSocket.Owner owner = new SocketOwner();
    private final Session.Listener listener = new SessionListener();
    private final RegistryRefresh refresh;

    private final Set<Ending.Cause> logged = EnumSet.noneOf(Ending.Cause.class);
    private boolean knowsHouse;

    private volatile boolean stopping;
    private volatile @Nullable HaSocket socket;
    private volatile HaState state = HaState.DISCONNECTED;
    private volatile @Nullable Ending lastEnding;
    private volatile Instant since;
    /** Attempts to connect up to the last one that led to a subscription. */
    private volatile long connectsBefore;

    /**
     * Opens nothing yet.
     *
     * @param events parses events, without the attributes that never leave
     * @param sink gets the batches, from the drain thread
     * @param random for the jitter of the waits
     */
    public HaConnection(
            Vertx vertx,
            HaSettings settings,
            EventParser events,
            BatchSink sink,
            HouseListener house,
            RandomGenerator random,
            Clock clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient(options(settings));
        this.settings = settings;
        this.house = house;
        this.clock = clock;
        this.reader = new MessageReader(events);
        this.inbox = new Inbox(settings.limits().bufferBytes(), this::relieved);
        this.drain = new Drain(inbox, reader, sink, settings, counters, random);
        this.backoff =
                new Backoff(settings.timing().reconnectMin(), settings.timing().reconnectMax(), random);
        this.refresh = new RegistryRefresh(vertx, settings.timing().refresh(), this::authenticated);
        this.since = clock.instant();
    }

    /** No compression is offered: at full speed Home Assistant hangs up on clients that want it. */
    private static WebSocketClientOptions options(HaSettings settings) {
        WebSocketClientOptions options = new WebSocketClientOptions()
                .setMaxFrameSize(settings.limits().messageBytes())
                .setMaxMessageSize(settings.limits().messageBytes())
                .setTryUsePerMessageCompression(false)
                .setTryUsePerFrameCompression(false)
                .setTcpNoDelay(true)
                .setConnectTimeout((int) settings.timing().connectTimeout().toMillis());
        if (settings.trustFile() != null) {
            options.setTrustOptions(new PemTrustOptions().addCertPath(settings.trustFile()));
        }
        return options;
    }

    /**
     * Begins to connect, in the background.
     *
     * @param drainThread is kept until {@link #stop}
     */
    public void start(Executor drainThread) {
        drainThread.execute(() -> {
            try {
                drain.run();
            } finally {
                drainEnded();
            }
        });
        loop.runOnContext(now -> connect());
    }

    /** Without being told to, only an {@link Error} or an interrupt ends it; the thread's own report says which. */
    private void drainEnded() {
        if (!stopping) {
            LOG.atError()
                    .addKeyValue("address", settings.address())
                    .log("The thread that reads Home Assistant's events has ended: restart the process");
        }
        drained.complete(null);
    }

    /**
     * Closes the socket and hands over what was received; waits for that at most so long.
     *
     * @return whether all was handed over
     */
    public boolean stop(Duration atMost) throws InterruptedException {
        stopping = true;
        loop.runOnContext(now -> {
            HaSocket open = socket;
            if (open != null) {
                open.end(Ending.stopped());
            }
            enter(HaState.DISCONNECTED);
            inbox.close();
            client.close();
        });
        try {
            drained.get(atMost.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }

    public HaState state() {
        return state;
    }

    /** When it came into its present state. */
    public Instant since() {
        return since;
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
        if (drained.isDone() && !stopping) {
            return ConnectionReport.dead(since);
        }
        HaSocket open = socket;
        return state == HaState.SUBSCRIBED && open != null
                ? ConnectionReport.subscribed(settings, open.session().missing(), open.isPaused(), since)
                : ConnectionReport.away(settings, lastEnding, counters.connects() - connectsBefore, since);
    }

    /** Who can be asked; for the event loop. */
    private @Nullable Session authenticated() {
        HaSocket open = socket;
        return open != null && (state == HaState.SUBSCRIBING || state == HaState.SUBSCRIBED) ? open.session() : null;
    }

    private void connect() {
        if (stopping) {
            return;
        }
        enter(HaState.CONNECTING);
        counters.connect();
        HaSocket fresh = new HaSocket(vertx, client, settings, inbox, reader, counters, clock, owner, this::session);
        socket = fresh;
        fresh.connect();
    }

    private Session session(ClientWebSocket web) {
        return new Session(web, settings, house, counters, listener);
    }

    private void enter(HaState next) {
        boolean better = next == HaState.SUBSCRIBED;
        if (better || state == HaState.SUBSCRIBED) {
            since = clock.instant();
        }
        state = next;
    }

    private void relieved() {
        loop.runOnContext(now -> {
            HaSocket open = socket;
            if (open != null) {
                open.resume();
            }
        });
    }

    /** On the event loop, for what a socket tells. */
    private final class SocketOwner implements HaSocket.Owner {
        @Override
        public void opened(HaSocket opened) {
            enter(HaState.AUTHENTICATING);
        }

        @Override
        public void authenticated(HaSocket by, String version) {
            enter(HaState.SUBSCRIBING);
            by.session().begin(knowsHouse);
            knowsHouse = true;
        }

        @Override
        public void ended(HaSocket ended, Ending why) {
            counters.end(why.cause());
            socket = null;
            if (stopping) {
                return;
            }
            enter(HaState.BACKOFF);
            lastEnding = why;
            Duration wait = why.cause() == Ending.Cause.TOKEN_REFUSED
                    ? settings.timing().authRetry()
                    : backoff.next();
            if (logged.add(why.cause())) {
                LOG.atWarn()
                        .addKeyValue("cause", why.cause())
                        .addKeyValue("retry_in_ms", wait.toMillis())
                        .log(why.message());
            }
            vertx.setTimer(wait.toMillis(), id -> connect());
        }
    }

    /** Called by the drain thread; all is done on the event loop, and only for the socket that is current. */
    private final class SessionListener implements Session.Listener {
        private void onLoop(Session session, Runnable action) {
            loop.runOnContext(now -> {
                HaSocket open = socket;
                if (open != null && open.session() == session) {
                    action.run();
                }
            });
        }

        @Override
        public void subscribed(Session session) {
            onLoop(session, () -> {
                enter(HaState.SUBSCRIBED);
                counters.subscribe();
                backoff.reset();
                logged.clear();
                lastEnding = null;
                connectsBefore = counters.connects();
                LOG.atInfo()
                        .addKeyValue("address", settings.address())
                        .addKeyValue("event_types", settings.eventTypes())
                        .log("Subscribed to Home Assistant");
            });
        }

        @Override
        public void started(Session session) {
            onLoop(session, () -> {
                session.askStates();
                session.askHouse();
            });
        }

        @Override
        public void starting(Session session) {
            onLoop(session, refresh::configChanged);
        }

        @Override
        public void changed(Session session, RegistryKind kind) {
            onLoop(session, () -> refresh.changed(kind));
        }

        @Override
        public void configChanged(Session session) {
            onLoop(session, refresh::configChanged);
        }
    }
}
