package org.hearthline.deadletter;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hearthline.event.Fault;
import org.hearthline.event.Place;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a dead letter beside the event itself. Texts that are too long for a message's properties are cut.
 *
 * @param number unique, rising: its id in the API
 * @param eventId null when it was no event at all
 * @param fault why it can never be stored as it is, in the words of whoever refused it
 * @param stage who refused it
 * @param step id of the step in the route file
 * @param firstSeen when it was refused for the first time
 * @param lastSeen when it was refused last
 * @param attempts how often it was refused: more than 1 when it was replayed
 * @param place where its house stands, if somebody knows
 * @param bytes length of the event
 */
public record LetterHead(
        long number,
        @Nullable String eventId,
        @Nullable String entityId,
        @Nullable String eventType,
        Fault fault,
        String stage,
        String step,
        Instant firstSeen,
        Instant lastSeen,
        int attempts,
        String house,
        @Nullable Place place,
        long bytes) {
    private static final int LONGEST_MESSAGE = 8_000;
    private static final int LONGEST_NAME = 500;
    private static final int MOST_DETAILS = 20;
    /** What a letter weighs beside its event and its message. */
    private static final int REST = 1_000;

    public LetterHead {
        eventId = eventId == null ? null : cut(eventId, LONGEST_NAME);
        entityId = entityId == null ? null : cut(entityId, LONGEST_NAME);
        eventType = eventType == null ? null : cut(eventType, LONGEST_NAME);
        fault = cut(fault);
        stage = cut(stage, LONGEST_NAME);
        step = cut(step, LONGEST_NAME);
        firstSeen = firstSeen.truncatedTo(ChronoUnit.MICROS);
        lastSeen = lastSeen.truncatedTo(ChronoUnit.MICROS);
    }

    /** Its id in the API. */
    public String id() {
        return Long.toString(number);
    }

    /** Whether it holds an event in its envelope, and not something that could not be read as one. */
    public boolean isEvent() {
        return eventId != null;
    }

    /** About what it takes on the disk, in bytes. */
    public long weight() {
        return bytes + fault.message().length() + REST;
    }

    private static Fault cut(Fault fault) {
        Map<String, String> details = new LinkedHashMap<>();
        fault.details().entrySet().stream()
                .limit(MOST_DETAILS)
                .forEach(detail ->
                        details.put(cut(detail.getKey(), LONGEST_NAME), cut(detail.getValue(), LONGEST_NAME)));
        return new Fault(fault.code(), cut(fault.message(), LONGEST_MESSAGE), details);
    }

    private static String cut(String text, int longest) {
        return text.length() <= longest ? text : text.substring(0, longest - 1) + "…";
    }
}
