package org.hearthline.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Rejection;
import org.hearthline.event.RetryAfter;
import org.hearthline.event.TransientFailure;
import org.jspecify.annotations.Nullable;

/**
 * The caller's side of a link: reads what the door of a stage in another process answered. Immutable; any thread.
 */
public final class LinkCodec {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int TOO_LARGE = 413;

    private final Clock clock;

    public LinkCodec(Clock clock) {
        this.clock = clock;
    }

    /** The frame was more than the door takes: it has to go in parts. */
    public boolean isTooLarge(int status) {
        return status == TOO_LARGE;
    }

    /** The answer about a frame of one event which is more than the door takes: it can never get through. */
    public Delivery refused(Frame one, String step) {
        Fault fault =
                Fault.of(ErrorCode.PAYLOAD_TOO_LARGE, "This event is larger than the next stage takes (http.max-body)");
        return one.settle(
                new Delivery(0, 0, List.of(new Rejection(0, one.events().get(0).id(), "link", step, fault))));
    }

    /**
     * What became of the frame that was posted.
     *
     * @throws TransientFailure when the stage could not say: the frame has to be posted again. That holds for a 4xx about the
     *     whole body too, since no event of it is known to be bad: two versions may not understand each other
     */
    public Delivery read(Frame posted, int status, byte[] body, @Nullable String retryAfter) {
        if (status == UNAUTHORIZED) {
            throw new TransientFailure("The next stage refuses this one's key: give both the same LINK_KEY", null);
        }
        if (status != OK) {
            throw new TransientFailure(
                    ErrorCode.UNAVAILABLE,
                    "The next stage answered " + status + reason(body) + pause(retryAfter),
                    RetryAfter.parse(retryAfter, clock).orElse(null),
                    null);
        }
        try {
            JsonNode answer = MAPPER.readTree(body);
            List<Rejection> rejected = new ArrayList<>();
            answer.path("rejected").forEach(one -> rejected.add(rejection(one)));
            Delivery delivery = new Delivery(
                    answer.path("accepted").asInt(), answer.path("filtered").asInt(), rejected);
            if (delivery.events() != posted.size()) {
                throw new TransientFailure(
                        "The next stage answered about " + delivery.events() + " of " + posted.size() + " events",
                        null);
            }
            return posted.settle(delivery);
        } catch (IOException e) {
            throw new TransientFailure("The next stage's answer is no JSON", e);
        }
    }

    private static Rejection rejection(JsonNode node) {
        Map<String, String> details = new LinkedHashMap<>();
        JsonNode error = node.path("error");
        error.path("details")
                .properties()
                .forEach(
                        detail -> details.put(detail.getKey(), detail.getValue().asText()));
        JsonNode eventId = node.path("event_id");
        return new Rejection(
                node.path("index").asInt(),
                eventId.isTextual() ? UUID.fromString(eventId.textValue()) : null,
                node.path("stage").asText(),
                node.path("step").asText(),
                new Fault(
                        code(error.path("code").asText()), error.path("message").asText(), details));
    }

    /** A newer neighbour may name what this one does not know. */
    private static ErrorCode code(String name) {
        for (ErrorCode known : ErrorCode.values()) {
            if (known.name().equals(name)) {
                return known;
            }
        }
        return ErrorCode.REJECTED;
    }

    private String pause(@Nullable String retryAfter) {
        return RetryAfter.parse(retryAfter, clock)
                .map(pause -> " (asks to wait " + pause.toSeconds() + " s)")
                .orElse("");
    }

    private static String reason(byte[] body) {
        try {
            String message = MAPPER.readTree(body).path("error").path("message").asText();
            return message.isEmpty() ? "" : ": " + message;
        } catch (IOException e) {
            return "";
        }
    }
}
