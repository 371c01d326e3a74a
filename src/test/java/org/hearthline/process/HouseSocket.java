package org.hearthline.process;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;

/** A real Home Assistant's WebSocket API, for the few things that REST does not have: one command after the other. */
final class HouseSocket implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final StringBuilder message = new StringBuilder();
    private final WebSocket socket;
    private int id;

    HouseSocket(URI house, String token) {
        URI address = URI.create(house.toString().replaceFirst("^http", "ws") + "/api/websocket");
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
        assertThat(next().get("type").asText()).isEqualTo("auth_required");
        send(Map.of("type", "auth", "access_token", token));
        assertThat(next().get("type").asText()).isEqualTo("auth_ok");
    }

    /** The result of a command, which has to succeed. */
    JsonNode ask(String type, Map<String, ?> arguments) {
        Map<String, Object> command = new HashMap<>(arguments);
        command.put("id", ++id);
        command.put("type", type);
        send(command);
        JsonNode answer = next();
        assertThat(answer.path("success").asBoolean()).as(answer.toString()).isTrue();
        return answer.get("result");
    }

    private void send(Map<String, ?> command) {
        try {
            socket.sendText(MAPPER.writeValueAsString(command), true).join();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private JsonNode next() {
        try {
            String text = messages.poll(30, SECONDS);
            assertThat(text).as("an answer of Home Assistant").isNotNull();
            return MAPPER.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
        message.append(part);
        if (last) {
            messages.add(message.toString());
            message.setLength(0);
        }
        from.request(1);
        return null;
    }

    @Override
    public void close() {
        socket.abort();
    }
}
