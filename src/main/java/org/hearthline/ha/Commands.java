package org.hearthline.ha;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.http.ClientWebSocket;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.hearthline.event.TransientFailure;

/**
 * What is said on one socket, with rising ids, and who waits for the answers. The event loop sends, so ids rise in the order
 * of sending; the drain thread brings the answers.
 *
 * @see <a href="https://developers.home-assistant.io/docs/api/websocket#command-phase">Home Assistant's command phase</a>
 */
final class Commands {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private final ClientWebSocket socket;
    /** What the conversation itself asks; nobody misses the answers when the socket ends. */
    private final Map<Long, Consumer<CommandResult>> pending = new ConcurrentHashMap<>();
    /** What others ask, who wait. */
    private final Map<Long, CompletableFuture<CommandResult>> asked = new ConcurrentHashMap<>();

    private long lastId;

    Commands(ClientWebSocket socket) {
        this.socket = socket;
    }

    static ObjectNode command(String type) {
        return MAPPER.createObjectNode().put("type", type);
    }

    /**
     * Sends a command.
     *
     * @param then gets the answer, on the drain thread; never, when the socket ends before
     */
    void send(ObjectNode command, Consumer<CommandResult> then) {
        long id = ++lastId;
        pending.put(id, then);
        write(command.put("id", id));
    }

    /**
     * Sends a command for somebody who waits.
     *
     * @param answer is completed by the drain thread, or fails when the socket ends before; whoever gives it up completes it
     */
    void ask(ObjectNode command, CompletableFuture<CommandResult> answer) {
        long id = ++lastId;
        asked.values().removeIf(CompletableFuture::isDone);
        asked.put(id, answer);
        write(command.put("id", id));
    }

    /** A sign of life is all that is wanted. */
    void ping() {
        write(command("ping").put("id", ++lastId));
    }

    /** Sends what is no command, and has no id. */
    void write(ObjectNode message) {
        if (!socket.isClosed()) {
            socket.writeTextMessage(message.toString());
        }
    }

    /** An answer came; false when nobody waits for it. */
    boolean answered(CommandResult answer) {
        CompletableFuture<CommandResult> waiting = asked.remove(answer.id());
        if (waiting != null) {
            waiting.complete(answer);
            return true;
        }
        Consumer<CommandResult> then = pending.remove(answer.id());
        if (then != null) {
            then.accept(answer);
        }
        return then != null;
    }

    /** The socket has ended: who still waits, waits in vain. */
    void abandon(String why) {
        asked.values()
                .forEach(answer -> answer.completeExceptionally(
                        new TransientFailure("The connection ended before Home Assistant's answer: " + why, null)));
    }
}
