package org.hearthline.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** A conversation with Home Assistant, one question at a time. For one thread. */
final class HomeAssistantSocket implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CLOSED = "{\"type\":\"closed\"}";

    private final WebSocket socket;
    private final BlockingQueue<String> messages;
    private final long deadline;

    private HomeAssistantSocket(WebSocket socket, BlockingQueue<String> messages, long deadline) {
        this.socket = socket;
        this.messages = messages;
        this.deadline = deadline;
    }

    /**
     * Connects.
     *
     * @param patience with the whole conversation
     * @throws java.util.concurrent.CompletionException when there is no connection
     */
    static HomeAssistantSocket connect(URI address, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .connectTimeout(patience)
                .buildAsync(address, new Listener(messages))
                .orTimeout(patience.toMillis(), TimeUnit.MILLISECONDS)
                .join();
        return new HomeAssistantSocket(socket, messages, deadline);
    }

    void send(Map<String, Object> message) throws JsonProcessingException {
        socket.sendText(JSON.writeValueAsString(message), true).join();
    }

    /**
     * The next message; {@code {"type":"closed"}} when the other side hung up.
     *
     * @throws TimeoutException when none comes
     */
    JsonNode next() throws JsonProcessingException, InterruptedException, TimeoutException {
        String message = messages.poll(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (message == null) {
            throw new TimeoutException("no message in time");
        }
        return JSON.readTree(message);
    }

    @Override
    public void close() {
        socket.abort();
    }

    private static final class Listener implements WebSocket.Listener {
        private final BlockingQueue<String> messages;
        private final StringBuilder partial = new StringBuilder();

        Listener(BlockingQueue<String> messages) {
            this.messages = messages;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                messages.add(partial.toString());
                partial.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int status, String reason) {
            messages.add(CLOSED);
            return null;
        }

        @Override
        public void onError(WebSocket socket, Throwable error) {
            messages.add(CLOSED);
        }
    }
}
