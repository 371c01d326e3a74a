package org.hearthline.deadletter;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
import org.hearthline.event.Delivery;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Place;
import org.hearthline.event.Rejection;
import org.jspecify.annotations.Nullable;

/** Writes dead letters: about the events of a frame that were rejected, and about what came as an event and is none. Any thread. */
public final class Letters {
    private final LetterNumbers numbers;
    private final UnaryOperator<String> words;
    private final Clock clock;
    private final EnvelopeWriter envelopes = new EnvelopeWriter();

    /**
     * A writer of letters.
     *
     * @param words of a reason as they may be kept, without secrets
     */
    public Letters(LetterNumbers numbers, UnaryOperator<String> words, Clock clock) {
        this.numbers = numbers;
        this.words = words;
        this.clock = clock;
    }

    /**
     * A letter about each event of the frame that was rejected. What the frame's door refused as no event was answered to its
     * sender, and is none of them.
     *
     * @param frame as it left the outbox
     * @param history of a frame that holds a replayed event
     */
    public List<DeadLetter> of(Frame frame, Delivery delivery, @Nullable LetterHistory history) {
        return delivery.rejected().stream()
                .filter(rejection -> rejection.eventId() != null)
                .map(rejection -> letter(frame, rejection, history))
                .toList();
    }

    /** A letter about what came as an event and is none. */
    public DeadLetter unreadable(String house, String stage, String step, Fault fault, JsonSlice json) {
        Instant now = clock.instant();
        JsonSlice line = onOneLine(json);
        return new DeadLetter(
                new LetterHead(
                        numbers.next(),
                        null,
                        null,
                        null,
                        fault.inWords(words),
                        stage,
                        step,
                        now,
                        now,
                        1,
                        house,
                        null,
                        line.length()),
                line);
    }

    private DeadLetter letter(Frame frame, Rejection rejection, @Nullable LetterHistory history) {
        Event event = frame.at(rejection.index());
        Instant now = clock.instant();
        JsonSlice envelope = envelope(event, frame.place());
        return new DeadLetter(
                new LetterHead(
                        numbers.next(),
                        event.id().toString(),
                        event.entityId(),
                        event.eventType(),
                        rejection.fault().inWords(words),
                        rejection.stage(),
                        rejection.step(),
                        history == null ? now : history.firstSeen(),
                        now,
                        history == null ? 1 : history.attempts() + 1,
                        event.house(),
                        frame.place(),
                        envelope.length()),
                envelope);
    }

    private JsonSlice envelope(Event event, @Nullable Place place) {
        return JsonSlice.of(envelopes.write(Frame.of(event.id(), event.house(), place, List.of(event))));
    }

    /** JSON has line breaks between its tokens only. */
    private static JsonSlice onOneLine(JsonSlice json) {
        byte[] line = json.copy();
        for (int i = 0; i < line.length; i++) {
            if (line[i] == '\n' || line[i] == '\r') {
                line[i] = ' ';
            }
        }
        return JsonSlice.of(line);
    }
}
