package org.hearthline.deadletter;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import org.hearthline.deadletter.LetterRequests.Order;
import org.hearthline.deadletter.Outcome.Left;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Rejected;
import org.jspecify.annotations.Nullable;

/** The letters over HTTP (docs/http-api.md): the bean of {@code routes/dead-letters.camel.yaml}. Answers JSON. Any thread. */
public final class LetterApi {
    private static final int MOST_SHOWN = 100;

    private final DeadLetters letters;
    private final LetterRequests requests = new LetterRequests();

    public LetterApi(DeadLetters letters) {
        this.letters = letters;
    }

    /**
     * A page of letters, without their events.
     *
     * @param headers the message's headers, query parameters among them
     * @throws Rejected when a parameter is wrong
     */
    public byte[] list(Map<String, Object> headers) {
        LetterPage page = letters.list(requests.filter(headers));
        return LetterJson.bytes(json -> {
            json.writeStartObject();
            json.writeArrayFieldStart("dead_letters");
            for (LetterHead letter : page.letters()) {
                LetterJson.write(letter, json);
            }
            json.writeEndArray();
            json.writeNumberField("total", page.total());
            Long next = page.next();
            json.writeStringField("next_cursor", next == null ? null : next.toString());
            json.writeEndObject();
        });
    }

    /**
     * One letter with its event.
     *
     * @throws Rejected when its id is wrong, or nobody has it
     */
    public byte[] get(Map<String, Object> headers) {
        long number = requests.id(headers);
        DeadLetter letter = letters.find(number).orElseThrow(() -> unknown(number));
        return LetterJson.bytes(json -> LetterJson.write(letter, json));
    }

    /** All letters with their events, one per line. To be closed by who reads it. */
    public InputStream export() {
        return letters.export();
    }

    /**
     * Puts letters back into the outbox.
     *
     * @param body which ones
     * @throws Rejected when it does not say
     */
    public byte[] replay(byte @Nullable [] body) {
        Order order = requests.order(body);
        return answer("replayed", letters.replay(order.selection(), order.span()));
    }

    /**
     * Deletes letters, when the caller has confirmed it.
     *
     * @param headers {@code confirm}, and which ones unless the body says so
     * @throws Rejected when it does not say which, or is not confirmed: says how many would go
     */
    public byte[] purge(Map<String, Object> headers, byte @Nullable [] body) {
        Order order = requests.order(headers, body);
        if (!requests.isConfirmed(headers)) {
            throw unconfirmed(letters.count(order.selection()));
        }
        return answer("purged", letters.purge(order.selection(), order.span()));
    }

    /**
     * Deletes one letter.
     *
     * @throws Rejected when its id is wrong, or nobody has it
     */
    public byte[] purgeOne(Map<String, Object> headers) {
        long number = requests.id(headers);
        Outcome outcome = letters.purge(new Selection.Numbers(List.of(number)), Selection.Span.WHOLE);
        if (outcome.moved() == 0) {
            throw unknown(number);
        }
        return answer("purged", outcome);
    }

    private static byte[] answer(String done, Outcome outcome) {
        return LetterJson.bytes(json -> {
            json.writeStartObject();
            json.writeBooleanField("success", true);
            json.writeNumberField(done, outcome.moved());
            if (done.equals("replayed")) {
                writeLeft(outcome.left(), json);
            }
            Long next = outcome.next();
            json.writeStringField("next", next == null ? null : next.toString());
            json.writeEndObject();
        });
    }

    private static void writeLeft(List<Left> left, JsonGenerator json) throws IOException {
        json.writeNumberField("not_replayed", left.size());
        json.writeArrayFieldStart("reasons");
        for (Left one : left.subList(0, Math.min(MOST_SHOWN, left.size()))) {
            json.writeStartObject();
            json.writeStringField("id", Long.toString(one.number()));
            json.writeStringField("reason", one.reason());
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static Rejected unknown(long number) {
        return new Rejected(Fault.of(ErrorCode.NOT_FOUND, "No dead letter has the id " + number));
    }

    private static Rejected unconfirmed(long count) {
        return new Rejected(new Fault(
                ErrorCode.INVALID_REQUEST,
                "This would delete " + count + " dead letters for ever: to do so, add confirm=true to the query",
                Map.of("field", "confirm", "issue", "Missing", "expected", "true")));
    }
}
