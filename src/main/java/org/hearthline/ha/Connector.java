package org.hearthline.ha;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocketClient;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.hearthline.event.Timestamps;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Opens a socket again and again, and knows how the present one is.
 *
 * <pre>
 *  DISCONNECTED ──start──▶ CONNECTING ──socket open──▶ AUTHENTICATING ──auth_ok──▶ SUBSCRIBING ──all answered──▶ SUBSCRIBED
 *       ▲                    │   ▲                          │                          │                          │
 *       │                    │   │        refused, 403, 502, no answer in time, auth_invalid, closed, silent      │
 *       │                    ▼   │                          ▼                          ▼                          ▼
 *       ├──stop (from any)─ BACKOFF ◀──────────────────────────────────────────────────────────────────────────────
 *       │                     waits 0.5 s to 60 s, doubling, with jitter; after auth_invalid 5 min; then CONNECTING
 *       └──stop───────────── HELD ◀──hold (from any)
 *                             until release; then CONNECTING
 * </pre>
 *
 * The event loop owns all fields but the volatile ones. Every method may be called by any thread; what they begin is done on
 * the event loop.
 */
final class Connector {
    private static final Logger LOG = LoggerFactory.getLogger(HaConnection.class);

    private final Vertx vertx;
    private final Context loop;
    private final WebSocketClient client;
    private final HaSettings settings;
    private final HouseListener house;
    private final HaCounters counters;
    private final MessageReader reader;
    private final Clock clock;
    private final Inbox inbox;
    private final Standing standing;
    private final Retries retries;
    private final RegistryRefresh refresh;
    private final HaSocket.Owner owner = new SocketOwner();
    private final Session.Listener listener = new SessionListener();
    private final List<ConnectionListener> listeners = new CopyOnWriteArrayList<>();

    private boolean knowsHouse;
    private boolean started;
    private long retry = -1;

    private volatile boolean stopping;
    private volatile @Nullable HaSocket socket;

    /** Opens nothing yet. */
    Connector(
            Vertx vertx,
            HaSettings settings,
            HouseListener house,
            HaCounters counters,
            MessageReader reader,
            RandomGenerator random,
            Clock clock) {
        this.vertx = vertx;
        this.loop = vertx.getOrCreateContext();
        this.client = vertx.createWebSocketClient(HaSocket.options(settings));
        this.settings = settings;
        this.house = house;
        this.counters = counters;
        this.reader = reader;
        this.clock = clock;
        this.inbox = new Inbox(settings.limits().bufferBytes(), this::relieved);
        this.standing = new Standing(settings, counters, clock);
        this.retries = new Retries(settings.timing(), random);
        this.refresh = new RegistryRefresh(vertx, settings.timing().refresh(), this::authenticated);
    }

    /** Where sockets put what they receive. */
    Inbox inbox() {
        return inbox;
    }

    void listen(ConnectionListener added) {
        listeners.add(added);
    }

    /** Once; a second call changes nothing. */
    void start() {
        loop.runOnContext(now -> {
            if (!started) {
                started = true;
                connect();
            }
        });
    }

    /** Nothing comes into the inbox after this. */
    void stop() {
        stopping = true;
        loop.runOnContext(now -> {
            HaSocket open = socket;
            if (open != null) {
                open.end(Ending.stopped());
            }
            standing.enter(HaState.DISCONNECTED);
            inbox.close();
            client.close();
        });
    }

    void hold(String why) {
        loop.runOnContext(now -> {
            boolean news = !standing.isHeld();
            standing.hold(why);
            if (news && !stopping) {
                closeOnPurpose(Ending.held(why, settings));
            }
        });
    }

    private void closeOnPurpose(Ending why) {
        counters.hold();
        LOG.atInfo().log(why.message());
        vertx.cancelTimer(retry);
        HaSocket open = socket;
        if (open != null) {
            open.end(why);
        }
        standing.enter(HaState.HELD);
    }

    void release() {
        loop.runOnContext(now -> {
            if (standing.isHeld()) {
                standing.release();
                connect();
            }
        });
    }

    /** Asks the house when it is subscribed; otherwise the answer fails at once. */
    void ask(ObjectNode command, CompletableFuture<CommandResult> answer) {
        loop.runOnContext(now -> {
            HaSocket open = socket;
            if (!standing.isSubscribed() || open == null) {
                answer.completeExceptionally(new TransientFailure(
                        "Home Assistant at " + settings.address() + " cannot be asked: the connection is "
                                + standing.state(),
                        null));
            } else if (!answer.isDone()) {
                open.session().commands().ask(command, answer);
            }
        });
    }

    boolean isStopping() {
        return stopping;
    }

    /** Whether the house has said that it is still starting. */
    boolean isHouseStarting() {
        HaSocket open = socket;
        return open != null && open.session().isStarting();
    }

    Standing standing() {
        return standing;
    }

    Status status() {
        return standing.status(socket);
    }

    /** Who can be asked; for the event loop. */
    private @Nullable Session authenticated() {
        HaSocket open = socket;
        boolean asks = standing.isSubscribed() || standing.state() == HaState.SUBSCRIBING;
        return open != null && asks ? open.session() : null;
    }

    private void connect() {
        if (!started || stopping || standing.isHeld()) {
            return;
        }
        standing.enter(HaState.CONNECTING);
        counters.connect();
        HaSocket fresh = new HaSocket(vertx, client, settings, inbox, reader, counters, clock, owner, this::session);
        socket = fresh;
        fresh.connect();
    }

    private Session session(ClientWebSocket web) {
        return new Session(web, settings, house, counters, listener);
    }

    private void tell(Consumer<ConnectionListener> news) {
        listeners.forEach(news);
    }

    private long nowMicros() {
        return Timestamps.micros(clock.instant());
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
            standing.enter(HaState.AUTHENTICATING);
        }

        @Override
        public void authenticated(HaSocket by, String version) {
            standing.enter(HaState.SUBSCRIBING);
            by.session().begin(knowsHouse);
            knowsHouse = true;
        }

        @Override
        public void ended(HaSocket ended, Ending why) {
            boolean heard = standing.isSubscribed();
            counters.end(why.cause());
            socket = null;
            ended.session().commands().abandon(why.message());
            if (!stopping) {
                standing.ended(why);
            }
            ended.session().end(why.message(), nowMicros());
            if (heard) {
                tell(other -> other.lost(why.message(), nowMicros()));
            }
            if (!stopping && !standing.isHeld()) {
                retry = vertx.setTimer(retries.after(why).toMillis(), id -> connect());
            }
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
        public void subscribed(Session session, long atMicros) {
            loop.runOnContext(now -> session.ended().ifPresentOrElse(end -> wasSubscribed(atMicros, end), () -> {
                standing.enter(HaState.SUBSCRIBED);
                counters.subscribe();
                retries.subscribed();
                LOG.atInfo()
                        .addKeyValue("address", settings.address())
                        .addKeyValue("event_types", settings.eventTypes())
                        .log("Subscribed to Home Assistant");
                tell(other -> other.subscribed(atMicros));
            }));
        }

        /** Cut before its answer was read: what it brought is handed over, and what came after that is missing. */
        private void wasSubscribed(long atMicros, Session.End end) {
            tell(other -> other.subscribed(atMicros));
            tell(other -> other.lost(end.why(), end.micros()));
        }

        @Override
        public void started(Session session) {
            onLoop(session, () -> {
                session.questions().askStates();
                session.questions().askAll();
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
