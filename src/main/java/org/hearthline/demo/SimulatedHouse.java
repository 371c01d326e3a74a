package org.hearthline.demo;

import io.vertx.core.Context;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import org.hearthline.demo.house.Conditions;
import org.hearthline.demo.house.HouseEvent;
import org.hearthline.demo.house.HouseModel;
import org.hearthline.demo.house.HouseTime;
import org.hearthline.demo.house.Sky;

/**
 * A house that speaks Home Assistant's protocol: WebSocket at {@code /api/websocket}, with registries and history, and
 * {@code GET /api/}. Its days are short, its timestamps are real.
 *
 * <p>Everything inside runs on one event loop; the public methods may be called by any other thread, and wait.
 *
 * @see <a href="https://developers.home-assistant.io/docs/api/websocket">Home Assistant's WebSocket API</a>
 */
public final class SimulatedHouse implements AutoCloseable {
    private static final String WEBSOCKET = "/api/websocket";
    private static final long TICK_MILLIS = 100;
    private static final long STARTING_MILLIS = 500;
    private static final long AUTH_MILLIS = 10_000;
    private static final int LARGEST_MESSAGE = 4 << 20;

    private final Vertx vertx;
    private final Context context;
    private final HouseSettings settings;
    private final HouseTime time;
    private final Sky sky;
    private final HouseModel model;
    private final HouseCommands commands;
    private final HouseFaults faults = new HouseFaults();
    private final HttpServer server;
    private final List<HouseSession> sessions = new ArrayList<>();
    private long ticks;
    private boolean away;

    /**
     * Builds the house; no port is opened yet.
     *
     * @param vertx stays the caller's, who closes it
     */
    public SimulatedHouse(Vertx vertx, HouseSettings settings, Clock clock) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.settings = settings;
        Random random = new Random(settings.seed());
        this.time = new HouseTime(clock, settings.speed());
        this.sky = new Sky(random);
        this.model = new HouseModel(clock, time, sky, settings.eventsPerSecond(), random);
        HouseHistory history = new HouseHistory(clock, faults);
        model.states().forEach(history::start);
        model.listen(history::record);
        model.listen(this::deliver);
        this.commands = new HouseCommands(model, history, faults, clock);
        this.server = vertx.createHttpServer(new HttpServerOptions()
                .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
                .setMaxWebSocketMessageSize(LARGEST_MESSAGE));
    }

    /**
     * Opens the port and begins to live.
     *
     * @return the base address, {@code http://127.0.0.1:<port>}
     * @throws java.io.UncheckedIOException when the port is taken
     */
    public URI start() {
        server.webSocketHandshakeHandler(this::shakeHands);
        server.webSocketHandler(this::accept);
        server.requestHandler(this::answer);
        URI address = Loopback.listen(context, server, settings.port());
        context.runOnContext(turn -> ticks = vertx.setPeriodic(TICK_MILLIS, tick -> model.advance()));
        return address;
    }

    /** Access token that the house accepts. */
    public String token() {
        return settings.token();
    }

    /** The weather outside of the house now, for {@link SimulatedWeather}. Any thread. */
    public Supplier<Conditions> outside() {
        return () -> sky.at(time.seconds());
    }

    /** What can go wrong with this house. */
    public HouseFaults faults() {
        return faults;
    }

    /** Hangs up on everybody; the house lives on, and lets everybody in again. */
    public void hangUp() {
        await(this::closeSessions);
    }

    /**
     * Stops and starts again, as Home Assistant does: hangs up, and is away for so long. Then it lets clients in while it is
     * still starting, with half of its states; a little later it has all of them, and says so. Returns when it has hung up.
     */
    public void restart(Duration away) {
        await(() -> {
            this.away = true;
            closeSessions();
            int half = (model.states().size() + 1) / 2;
            model.sleep();
            vertx.setTimer(Math.max(1, away.toMillis()), back -> {
                model.wake(half);
                this.away = false;
                vertx.setTimer(STARTING_MILLIS, started -> model.wake(Integer.MAX_VALUE));
            });
        });
    }

    /** Hangs up on everybody and frees the port. */
    @Override
    public void close() {
        await(() -> {
            vertx.cancelTimer(ticks);
            closeSessions();
        });
        Loopback.await(server.close());
    }

    private void closeSessions() {
        List.copyOf(sessions).forEach(HouseSession::close);
    }

    private void await(Runnable action) {
        Promise<Void> done = Promise.promise();
        context.runOnContext(turn -> {
            action.run();
            done.complete();
        });
        Loopback.await(done.future());
    }

    private void deliver(HouseEvent event) {
        if (!sessions.isEmpty()) {
            String json = event.json().encode();
            sessions.forEach(session -> session.deliver(event, json));
        }
    }

    private void shakeHands(ServerWebSocketHandshake handshake) {
        if (away || faults.isUnreachable()) {
            handshake.reject(502);
        } else if (handshake.path().equals(WEBSOCKET)) {
            handshake.accept();
        } else {
            handshake.reject(404);
        }
    }

    private void accept(ServerWebSocket socket) {
        HouseSession session = new HouseSession(socket, context, commands, settings.token());
        sessions.add(session);
        long deadline = vertx.setTimer(AUTH_MILLIS, late -> {
            if (!session.isAuthenticated()) {
                session.close();
            }
        });
        socket.closeHandler(closed -> {
            vertx.cancelTimer(deadline);
            sessions.remove(session);
        });
        session.open();
    }

    private void answer(HttpServerRequest request) {
        boolean allowed = ("Bearer " + settings.token()).equals(request.getHeader("Authorization"));
        request.response().putHeader("content-type", "application/json");
        if (!allowed) {
            request.response().setStatusCode(401).end("401: Unauthorized");
        } else if (request.path().equals("/api/")) {
            request.response()
                    .end(new JsonObject().put("message", "API running.").encode());
        } else if (request.path().equals("/api/config")) {
            request.response().end(commands.config().encode());
        } else {
            request.response().setStatusCode(404).end("404: Not Found");
        }
    }
}
