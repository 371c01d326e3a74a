package org.hearthline.demo;

import io.vertx.core.Context;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Queue;
import org.hearthline.demo.house.HouseEvent;
import org.jspecify.annotations.Nullable;

/**
 * One connection, as Home Assistant serves it:
 *
 * <pre>
 *   auth_required ─▶ auth ──wrong──▶ auth_invalid, closed
 *                     └──right──▶ auth_ok ─▶ commands with rising ids ⇄ results, events
 * </pre>
 *
 * Messages of one turn of the event loop travel together, as an array once the client asked for that. A client that lets
 * 4,096 of them wait is cut off. Runs on the house's event loop.
 */
final class HouseSession {
    static final String VERSION = "2026.11.0";

    private static final String ALL_EVENTS = "*";
    private static final int MOST_PENDING = 4096;

    private final ServerWebSocket socket;
    private final Context context;
    private final HouseCommands commands;
    private final String token;
    private final Map<Integer, String> subscriptions = new LinkedHashMap<>();
    private final Queue<String> pending = new ArrayDeque<>();
    private boolean authenticated;
    private boolean coalesces;
    private boolean flushes;
    private int lastId;

    HouseSession(ServerWebSocket socket, Context context, HouseCommands commands, String token) {
        this.socket = socket;
        this.context = context;
        this.commands = commands;
        this.token = token;
    }

    void open() {
        socket.drainHandler(drained -> flush());
        socket.textMessageHandler(this::receive);
        socket.binaryMessageHandler(binary -> socket.close());
        send(new JsonObject().put("type", "auth_required").put("ha_version", VERSION));
    }

    boolean isAuthenticated() {
        return authenticated;
    }

    void close() {
        socket.close();
    }

    /**
     * Passes an event on to the subscriptions that want it.
     *
     * @param json the event as text, made once for all sessions
     */
    void deliver(HouseEvent event, String json) {
        subscriptions.forEach((id, type) -> {
            if (type.equals(ALL_EVENTS) || type.equals(event.type())) {
                send("{\"type\":\"event\",\"event\":" + json + ",\"id\":" + id + "}");
            }
        });
    }

    /** Answers {@code supported_features}. */
    static @Nullable Object supportFeatures(JsonObject command, HouseSession session) {
        session.coalesces = command.getJsonObject("features").containsKey("coalesce_messages");
        return null;
    }

    /** Answers {@code subscribe_events}. */
    static @Nullable Object subscribe(JsonObject command, HouseSession session) {
        String type = command.getString("event_type", ALL_EVENTS);
        if (type.equals("state_reported")) {
            throw new Refusal("home_assistant_error", "Event filter is required for event state_reported");
        }
        session.subscriptions.put(command.getInteger("id"), type);
        return null;
    }

    /** Answers {@code unsubscribe_events}. */
    static @Nullable Object unsubscribe(JsonObject command, HouseSession session) {
        if (session.subscriptions.remove(command.getInteger("subscription")) == null) {
            throw new Refusal("not_found", "Subscription not found.");
        }
        return null;
    }

    private void receive(String text) {
        try {
            Object message = Json.decodeValue(text);
            if (!authenticated) {
                authenticate(message);
            } else if (message instanceof JsonArray batch) {
                batch.forEach(this::obey);
            } else {
                obey(message);
            }
        } catch (DecodeException e) {
            socket.close();
        }
    }

    private void authenticate(@Nullable Object message) {
        JsonObject auth = message instanceof JsonObject object ? object : new JsonObject();
        if (!auth.getValue("type", "").equals("auth")) {
            refuseAuth("Auth message incorrectly formatted: not a valid value at 'type'");
        } else if (!isToken(auth.getValue("access_token"))) {
            refuseAuth("Invalid access token or password");
        } else {
            authenticated = true;
            send(new JsonObject().put("type", "auth_ok").put("ha_version", VERSION));
        }
    }

    private boolean isToken(@Nullable Object candidate) {
        byte[] given = String.valueOf(candidate).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(given, token.getBytes(StandardCharsets.UTF_8));
    }

    private void refuseAuth(String why) {
        String answer =
                new JsonObject().put("type", "auth_invalid").put("message", why).encode();
        socket.writeTextMessage(answer).onComplete(written -> socket.close());
    }

    private void obey(@Nullable Object message) {
        JsonObject command = message instanceof JsonObject object ? object : new JsonObject().put("id", 0);
        Object id = command.getValue("id");
        orRefuse(id, () -> {
            if (!(id instanceof Integer number) || number < 1 || !(command.getValue("type") instanceof String)) {
                throw new Refusal("invalid_format", "Message incorrectly formatted.");
            }
            if (number <= lastId) {
                throw new Refusal("id_reuse", "Identifier values have to increase.");
            }
            answer(command, number);
        });
    }

    private void answer(JsonObject command, int id) {
        if (command.getString("type").equals("ping")) {
            lastId = id;
            send(new JsonObject().put("id", id).put("type", "pong"));
            return;
        }
        HouseCommands.Answer answer = commands.find(command);
        lastId = id;
        long delay = commands.delay(command).toMillis();
        if (delay == 0) {
            succeed(id, answer.to(command, this));
        } else {
            context.owner().setTimer(delay, late -> orRefuse(id, () -> succeed(id, answer.to(command, this))));
        }
    }

    private void succeed(int id, @Nullable Object result) {
        send(new JsonObject()
                .put("id", id)
                .put("type", "result")
                .put("success", true)
                .put("result", result));
    }

    private void orRefuse(@Nullable Object id, Runnable answer) {
        try {
            answer.run();
        } catch (Refusal refusal) {
            JsonObject error = new JsonObject().put("code", refusal.code()).put("message", refusal.text());
            send(new JsonObject()
                    .put("id", id)
                    .put("type", "result")
                    .put("success", false)
                    .put("error", error));
        }
    }

    private void send(JsonObject message) {
        send(message.encode());
    }

    private void send(String message) {
        if (pending.size() >= MOST_PENDING) {
            pending.clear();
            socket.close();
            return;
        }
        pending.add(message);
        if (!flushes) {
            flushes = true;
            context.runOnContext(turn -> {
                flushes = false;
                flush();
            });
        }
    }

    private void flush() {
        while (!pending.isEmpty() && !socket.isClosed() && !socket.writeQueueFull()) {
            if (coalesces && pending.size() > 1) {
                socket.writeTextMessage("[" + String.join(",", pending) + "]");
                pending.clear();
            } else {
                socket.writeTextMessage(pending.remove());
            }
        }
    }
}
