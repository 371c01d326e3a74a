package org.hearthline.ha;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.EventData;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;

/**
 * Asks Home Assistant's recorder over the socket, and reads the answers on the asking thread. One request at a time: Home
 * Assistant writes an answer in one piece on its only thread, and its live events wait meanwhile.
 */
final class RecordedHistory implements HouseHistory {
    /** What says nothing about the question: a database that is locked, a failure inside. */
    private static final Set<String> PASSING = Set.of("unknown_error", "home_assistant_error", "timeout");

    /** Asks, and waits for the answer; fails as away when there is none. */
    @FunctionalInterface
    interface Asking {
        CommandResult ask(ObjectNode command) throws InterruptedException;
    }

    private final Asking house;
    private final HistoryReader reader;
    private final ReentrantLock oneAtATime = new ReentrantLock();

    RecordedHistory(Asking house, HistoryReader reader) {
        this.house = house;
        this.reader = reader;
    }

    @Override
    public Recorder recorder() throws InterruptedException {
        JsonSlice answer = ask(Commands.command("recorder/info"));
        try {
            JsonNode info = Commands.MAPPER.readTree(answer.source(), answer.offset(), answer.length());
            return new Recorder(
                    info.path("recording").asBoolean(), info.path("backlog").asLong());
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Asks a little more than the span, and leaves out what is outside. Home Assistant leaves out rows at exactly the start
     * and exactly the end. The state at the start is asked for too: it is the first row's {@code old_state}.
     */
    @Override
    public List<EventData> events(Collection<String> entityIds, long fromMicros, long toMicros)
            throws InterruptedException {
        if (entityIds.isEmpty()) {
            throw new IllegalArgumentException("No entity to ask history for");
        }
        long start = fromMicros - 1;
        JsonSlice answer = ask(question(entityIds, start, toMicros + 1));
        try {
            return reader.read(answer, start, fromMicros, toMicros);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Without {@code minimal_response}, which leaves out rows, and all changes instead of the significant ones only. */
    private static ObjectNode question(Collection<String> entityIds, long startMicros, long endMicros) {
        ObjectNode command = Commands.command("history/history_during_period")
                .put("start_time", BackfillJson.iso(startMicros))
                .put("end_time", BackfillJson.iso(endMicros))
                .put("include_start_time_state", true)
                .put("significant_changes_only", false)
                .put("minimal_response", false)
                .put("no_attributes", false);
        ArrayNode entities = command.putArray("entity_ids");
        entityIds.forEach(entities::add);
        return command;
    }

    private JsonSlice ask(ObjectNode command) throws InterruptedException {
        oneAtATime.lockInterruptibly();
        try {
            CommandResult answer = house.ask(command);
            if (!answer.success()) {
                throw refused(answer);
            }
            return answer.result();
        } finally {
            oneAtATime.unlock();
        }
    }

    private static RuntimeException refused(CommandResult answer) {
        String message = "Home Assistant does not answer about its history: " + answer.error();
        return PASSING.contains(answer.code())
                ? new TransientFailure(message, null)
                : new Rejected(new Fault(ErrorCode.REJECTED, message, Map.of("issue", answer.code())));
    }

    private static TransientFailure unreadable(IOException e) {
        return new TransientFailure("Home Assistant's answer about its history cannot be read", e);
    }
}
