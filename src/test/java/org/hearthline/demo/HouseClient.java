package org.hearthline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.ClientWebSocket;
import io.vertx.core.http.WebSocket;
import io.vertx.core.http.WebSocketClientOptions;
import io.vertx.core.http.WebSocketConnectOptions;
import io.vertx.core.json.Json;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** A plain WebSocket client of the simulated house: sends texts, keeps the frames and the messages in them. */
final class HouseClient {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String CLOSED = "(closed)";

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final List<JsonObject> unread = new ArrayList<>();
    private final List<JsonObject> events = new ArrayList<>();
    private final AtomicInteger arrays = new AtomicInteger();
    private final WebSocket socket;
    private int lastId;

    HouseClient(Vertx vertx, URI house) {
        Promise<WebSocket> connected = Promise.promise();
        // On an event loop, which is then the connection's too: elsewhere the first frame may come before its handler.
        vertx.runOnContext(turn -> {
            ClientWebSocket client = vertx.createWebSocketClient(new WebSocketClientOptions()
                            .setMaxMessageSize(16 << 20)
                            .setMaxFrameSize(16 << 20))
                    .webSocket();
            client.textMessageHandler(frames::add);
            client.closeHandler(closed -> frames.add(CLOSED));
            client.connect(new WebSocketConnectOptions()
                            .setHost(house.getHost())
                            .setPort(house.getPort())
                            .setURI("/api/websocket"))
                    .onComplete(connected);
        });
        socket = Loopback.await(connected.future());
    }

    static HouseClient authenticated(Vertx vertx, URI house, String token) {
        HouseClient client = new HouseClient(vertx, house);
        assertThat(client.next().getString("type")).isEqualTo("auth_required");
        client.send(new JsonObject().put("type", "auth").put("access_token", token));
        assertThat(client.next().getString("type")).isEqualTo("auth_ok");
        return client;
    }

    void send(JsonObject message) {
        sendText(message.encode());
    }

    void sendText(String text) {
        socket.writeTextMessage(text);
    }

    /** Sends a command with the next id and waits for its answer; events on the way are kept. */
    JsonObject ask(String type, JsonObject fields) {
        int id = ++lastId;
        send(new JsonObject().put("id", id).put("type", type).mergeIn(fields));
        while (true) {
            JsonObject message = next();
            if (Integer.valueOf(id).equals(message.getValue("id")) && !"event".equals(message.getString("type"))) {
                return message;
            }
            keep(message);
        }
    }

    JsonObject ask(String type) {
        return ask(type, new JsonObject());
    }

    /** Waits for the next message that is an event. */
    JsonObject nextEvent() {
        while (events.isEmpty()) {
            keep(next());
        }
        return events.remove(0).getJsonObject("event");
    }

    /** The next message of the next frame. */
    JsonObject next() {
        while (unread.isEmpty()) {
            String frame = frame();
            assertThat(frame).as("a frame, not a close").isNotEqualTo(CLOSED);
            Object message = Json.decodeValue(frame);
            if (message instanceof JsonArray array) {
                arrays.incrementAndGet();
                array.forEach(each -> unread.add((JsonObject) each));
            } else {
                unread.add((JsonObject) message);
            }
        }
        return unread.remove(0);
    }

    /** How many frames held an array. */
    int arrays() {
        return arrays.get();
    }

    boolean closesNow() {
        return frame().equals(CLOSED);
    }

    void close() {
        socket.close();
    }

    private void keep(JsonObject message) {
        if ("event".equals(message.getString("type"))) {
            events.add(message);
        }
    }

    private String frame() {
        try {
            String frame = frames.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            assertThat(frame).as("something within %s", PATIENCE).isNotNull();
            return frame;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
