package org.hearthline.ha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.ServerWebSocketHandshake;
import io.vertx.core.http.WebSocketFrame;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.hearthline.event.Recordings;

/**
 * A Home Assistant as far as its WebSocket is concerned: handshake, subscriptions, and the answers that a real one gave when it
 * was recorded. Tests tell it what to send and how to misbehave.
 */
public final class FakeHomeAssistant implements AutoCloseable {
    public static final String TOKEN = "a.long-lived.token";
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;
    private final Map<String, String> answers = new ConcurrentHashMap<>();
    private final Map<String, String> refusals = new ConcurrentHashMap<>();
    private final List<JsonNode> commands = new CopyOnWriteArrayList<>();
    private final List<String> extensions = new CopyOnWriteArrayList<>();
    private final List<Socket> sockets = new CopyOnWriteArrayList<>();
    private volatile int upgradeStatus = 101;
    private volatile boolean mute;
    private volatile boolean answersPings = true;
    private volatile int upgrades;
    private volatile int auths;

    private FakeHomeAssistant(int port, HttpServerOptions options) {
        server = vertx.createHttpServer(options.setHost("127.0.0.1").setPort(port));
        server.webSocketHandshakeHandler(this::handshake);
        server.webSocketHandler(web -> {
            upgrades++;
            sockets.add(new Socket(web));
        });
        server.listen().toCompletionStage().toCompletableFuture().join();
    }

    /** A house with the states, configuration and registries of a recorded one. */
    public static FakeHomeAssistant recorded(String version) {
        return recorded(version, 0);
    }

    static FakeHomeAssistant recorded(String version, int port) {
        return recorded(version, port, new HttpServerOptions());
    }

    /** Behind TLS, when the options say so. */
    static FakeHomeAssistant recorded(String version, int port, HttpServerOptions options) {
        FakeHomeAssistant house = new FakeHomeAssistant(port, options);
        Map<Integer, String> asked = new HashMap<>();
        for (Recordings.Line line : Recordings.lines(version + "/01-handshake-and-registries.ndjson.gz")) {
            if (!line.isRemark()) {
                JsonNode message = tree(line.text());
                int id = message.path("id").asInt();
                if (!line.fromHomeAssistant()) {
                    asked.put(id, message.path("type").asText());
                } else if (message.path("type").asText().equals("result")) {
                    house.answers.put(asked.get(id), message.get("result").toString());
                }
            }
        }
        return house;
    }

    public int port() {
        return server.actualPort();
    }

    public String url() {
        return "http://127.0.0.1:" + port();
    }

    /** From now on, a command is answered with this result. */
    public FakeHomeAssistant answer(String command, String resultJson) {
        answers.put(command, resultJson);
        return this;
    }

    public String answer(String command) {
        return answers.get(command);
    }

    /** From now on, a command, or the subscription of an event type, fails with this code. */
    FakeHomeAssistant refuse(String commandOrEventType, String code) {
        refusals.put(commandOrEventType, code);
        return this;
    }

    /** From now on, upgrades are answered with this status; 101 lets them in again. */
    FakeHomeAssistant upgradeStatus(int status) {
        upgradeStatus = status;
        return this;
    }

    /** From now on, says nothing at all, and keeps sockets open: as after a cable was pulled. */
    FakeHomeAssistant mute(boolean nowMute) {
        mute = nowMute;
        return this;
    }

    FakeHomeAssistant answersPings(boolean answers) {
        answersPings = answers;
        return this;
    }

    /** Does something again and again. */
    void every(long millis, Runnable action) {
        vertx.setPeriodic(millis, id -> action.run());
    }

    int upgrades() {
        return upgrades;
    }

    int auths() {
        return auths;
    }

    /** What clients offered as WebSocket extensions. */
    List<String> extensions() {
        return extensions;
    }

    /** Everything that came after authentication, of all sockets. */
    List<JsonNode> commands() {
        return commands;
    }

    public List<JsonNode> commands(String type) {
        return commands.stream()
                .filter(command -> command.path("type").asText().equals(type))
                .toList();
    }

    int subscriptions(String eventType) {
        return (int) commands("subscribe_events").stream()
                .filter(command -> command.path("event_type").asText().equals(eventType))
                .count();
    }

    /** The socket that came last. */
    public Socket socket() {
        return sockets.get(sockets.size() - 1);
    }

    /** Whether somebody is connected and has subscribed to a type. */
    public boolean isSubscribed(String eventType) {
        return !sockets.isEmpty() && socket().isSubscribed(eventType);
    }

    /** Whether all who were connected have gone. */
    public boolean isDeserted() {
        return sockets.stream().allMatch(socket -> socket.web.isClosed());
    }

    private void handshake(ServerWebSocketHandshake handshake) {
        String offered = handshake.headers().get("Sec-WebSocket-Extensions");
        extensions.add(offered == null ? "" : offered);
        if (upgradeStatus == 101 && handshake.path().equals("/api/websocket")) {
            handshake.accept();
        } else {
            upgrades++;
            handshake.reject(upgradeStatus == 101 ? 404 : upgradeStatus);
        }
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }

    static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One client's socket. */
    public final class Socket {
        private final ServerWebSocket web;
        private final Map<String, Long> subscriptions = new ConcurrentHashMap<>();
        private boolean authenticated;
        private long lastId;

        private Socket(ServerWebSocket web) {
            this.web = web;
            web.textMessageHandler(this::received);
            say("{\"type\":\"auth_required\",\"ha_version\":\"2026.11.0\"}");
        }

        /** Sends an event under its subscription's id; id last, as Home Assistant does. */
        public void event(String eventType, String eventJson) {
            send("{\"type\":\"event\",\"event\":" + eventJson + ",\"id\":" + subscription(eventType) + "}");
        }

        /** Sends a whole frame as it is. */
        public void send(String frame) {
            say(frame);
        }

        /** Sends a message in pieces of this many bytes, the first of which ends with a whole character. */
        void sendInPieces(String message, int pieceBytes) {
            byte[] bytes = Buffer.buffer(message).getBytes();
            List<WebSocketFrame> frames = new ArrayList<>();
            for (int from = 0; from < bytes.length; from += pieceBytes) {
                int to = Math.min(bytes.length, from + pieceBytes);
                Buffer piece = Buffer.buffer(java.util.Arrays.copyOfRange(bytes, from, to));
                frames.add(
                        from == 0
                                ? WebSocketFrame.textFrame(piece.toString(), to == bytes.length)
                                : WebSocketFrame.continuationFrame(piece, to == bytes.length));
            }
            frames.forEach(web::writeFrame);
        }

        /** Waits until the client's event loop has seen all that was sent before. */
        public void roundTrip() {
            CompletableFuture<Void> pong = new CompletableFuture<>();
            web.pongHandler(data -> pong.complete(null));
            web.writePing(Buffer.buffer("?"));
            pong.join();
        }

        /** The id under which a type is subscribed; that of all types if there is such a one. */
        public long subscription(String eventType) {
            Long id = subscriptions.getOrDefault(eventType, subscriptions.get("*"));
            if (id == null) {
                throw new IllegalStateException("Nobody subscribed to " + eventType);
            }
            return id;
        }

        public boolean isSubscribed(String eventType) {
            return subscriptions.containsKey(eventType);
        }

        void close() {
            web.close();
        }

        private void say(String text) {
            if (!mute && !web.isClosed()) {
                web.writeFinalTextFrame(text);
            }
        }

        private void received(String text) {
            if (mute) {
                return;
            }
            JsonNode message = tree(text);
            if (authenticated) {
                command(message);
            } else if (message.path("access_token").asText().equals(TOKEN)) {
                auths++;
                authenticated = true;
                say("{\"type\":\"auth_ok\",\"ha_version\":\"2026.11.0\"}");
            } else {
                auths++;
                String quoted = "Invalid access token or password: "
                        + message.path("access_token").asText();
                say("{\"type\":\"auth_invalid\",\"message\":\"" + quoted + "\"}");
                web.close();
            }
        }

        private void command(JsonNode command) {
            commands.add(command);
            long id = command.path("id").asLong();
            String type = command.path("type").asText();
            if (id <= lastId) {
                fail(id, "id_reuse");
                return;
            }
            lastId = id;
            if (type.equals("ping")) {
                if (answersPings) {
                    say("{\"id\":" + id + ",\"type\":\"pong\"}");
                }
            } else if (type.equals("subscribe_events")) {
                subscribe(id, command.path("event_type").asText("*"));
            } else if (refusals.containsKey(type)) {
                fail(id, refusals.get(type));
            } else {
                succeed(id, answers.getOrDefault(type, "null"));
            }
        }

        private void subscribe(long id, String eventType) {
            if (refusals.containsKey(eventType)) {
                fail(id, refusals.get(eventType));
            } else {
                succeed(id, "null");
                subscriptions.put(eventType, id);
            }
        }

        private void succeed(long id, String result) {
            say("{\"id\":" + id + ",\"type\":\"result\",\"success\":true,\"result\":" + result + "}");
        }

        private void fail(long id, String code) {
            ObjectNode error = MAPPER.createObjectNode().put("code", code).put("message", "No");
            say("{\"id\":" + id + ",\"type\":\"result\",\"success\":false,\"error\":" + error + "}");
        }
    }
}
