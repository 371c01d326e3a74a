package org.hearthline.deadletter;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.BytesMessage;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Place;
import org.hearthline.event.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * A dead letter as a JMS message: the event is the body, all else properties, so that selectors find it and lists leave the
 * event where it is. Times are µs since 1970. Immutable; any thread.
 */
public final class LetterCodec {
    static final String NUMBER = "number";
    static final String ENTITY_ID = "entity_id";
    static final String CODE = "code";
    static final String LAST_SEEN = "last_seen";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<LinkedHashMap<String, String>> TEXTS = new TypeReference<>() {};

    /** Properties of its message: text, Long and Integer, under names that JMS takes. */
    public Map<String, Object> headers(DeadLetter letter) {
        LetterHead head = letter.head();
        Map<String, Object> headers = new LinkedHashMap<>();
        headers.put(NUMBER, head.number());
        optional(headers, "event_id", head.eventId());
        optional(headers, ENTITY_ID, head.entityId());
        optional(headers, "event_type", head.eventType());
        headers.put(CODE, head.fault().code().name());
        headers.put("message", head.fault().message());
        headers.put("details", json(head.fault().details()));
        headers.put("stage", head.stage());
        headers.put("step", head.step());
        headers.put("first_seen", Timestamps.micros(head.firstSeen()));
        headers.put(LAST_SEEN, Timestamps.micros(head.lastSeen()));
        headers.put("attempts", head.attempts());
        headers.put("house", head.house());
        Place place = head.place();
        optional(headers, "place", place == null ? null : place.text());
        headers.put("bytes", head.bytes());
        return headers;
    }

    /** Body of its message. */
    public byte[] body(DeadLetter letter) {
        return letter.original().copy();
    }

    Message write(DeadLetter letter, Session session) throws JMSException {
        BytesMessage message = session.createBytesMessage();
        for (Map.Entry<String, Object> header : headers(letter).entrySet()) {
            message.setObjectProperty(header.getKey(), header.getValue());
        }
        JsonSlice original = letter.original();
        message.writeBytes(original.source(), original.offset(), original.length());
        return message;
    }

    DeadLetter read(Message message) throws JMSException {
        BytesMessage bytes = (BytesMessage) message;
        byte[] body = new byte[(int) bytes.getBodyLength()];
        int read = bytes.readBytes(body);
        return new DeadLetter(
                head(message), JsonSlice.of(read == body.length ? body : Arrays.copyOf(body, Math.max(0, read))));
    }

    /** Without the body. */
    LetterHead head(Message message) throws JMSException {
        String place = text(message, "place");
        return new LetterHead(
                message.getLongProperty(NUMBER),
                text(message, "event_id"),
                text(message, ENTITY_ID),
                text(message, "event_type"),
                new Fault(
                        code(message.getStringProperty(CODE)), message.getStringProperty("message"), details(message)),
                message.getStringProperty("stage"),
                message.getStringProperty("step"),
                instant(message, "first_seen"),
                instant(message, LAST_SEEN),
                message.getIntProperty("attempts"),
                message.getStringProperty("house"),
                place == null ? null : Place.parse(place),
                message.getLongProperty("bytes"));
    }

    private static void optional(Map<String, Object> headers, String name, @Nullable String value) {
        if (value != null) {
            headers.put(name, value);
        }
    }

    private static @Nullable String text(Message message, String name) throws JMSException {
        return message.propertyExists(name) ? message.getStringProperty(name) : null;
    }

    private static Instant instant(Message message, String name) throws JMSException {
        return Timestamps.instant(message.getLongProperty(name));
    }

    /** A newer Hearthline may have written what this one does not know. */
    private static ErrorCode code(String name) {
        return Arrays.stream(ErrorCode.values())
                .filter(known -> known.name().equals(name))
                .findFirst()
                .orElse(ErrorCode.REJECTED);
    }

    private static Map<String, String> details(Message message) throws JMSException {
        try {
            return JSON.readValue(message.getStringProperty("details"), TEXTS);
        } catch (JsonProcessingException e) {
            return Map.of();
        }
    }

    private static String json(Map<String, String> details) {
        try {
            return JSON.writeValueAsString(details);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Texts cannot be written as JSON", e);
        }
    }
}
