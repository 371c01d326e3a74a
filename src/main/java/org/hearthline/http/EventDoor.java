package org.hearthline.http;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Supplier;
import org.hearthline.event.Delivery;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Place;
import org.hearthline.event.Rejected;
import org.hearthline.event.Rejection;
import org.jspecify.annotations.Nullable;

/**
 * A stage's door over HTTP: reads the events of a request, and answers with what became of them. Immutable; any thread.
 */
public final class EventDoor {
    /** Between stages: the frame's id, so that both sides name the same thing. */
    public static final String FRAME_ID = "X-Frame-Id";
    /** Between stages: {@code latitude,longitude} of the house. */
    public static final String PLACE = "X-Place";

    private final EventReader reader;
    private final String house;
    private final Supplier<@Nullable Place> place;
    private final Service service;
    private final Clock clock;

    /**
     * Who answers.
     *
     * @param steps what has been done to an event that this door accepted
     */
    public record Service(String name, String version, List<String> steps) {}

    /**
     * A door of one stage.
     *
     * @param place of the house, if somebody knows it, where the caller names none
     */
    public EventDoor(EventReader reader, String house, Supplier<@Nullable Place> place, Service service, Clock clock) {
        this.reader = reader;
        this.house = house;
        this.place = place;
        this.service = service;
        this.clock = clock;
    }

    /** What a request says beside its body; each may be missing. */
    public record Head(
            @Nullable String contentType,
            @Nullable String contentEncoding,
            @Nullable String frameId,
            @Nullable String place,
            @Nullable String correlationId) {}

    /**
     * Reads a request. No lines at all are a batch without events: a link sends a frame of which nothing is left.
     *
     * @throws Rejected for another content type than JSON or NDJSON, or a bad header
     * @throws org.hearthline.event.MalformedJson when the body cannot be read
     */
    public Received read(byte[] body, Head head) {
        long started = System.nanoTime();
        refuseCompressed(head.contentEncoding());
        boolean lines = isNdjson(head.contentType());
        EventReader.Batch batch = lines && body.length == 0 ? EventReader.Batch.EMPTY : reader.read(body);
        Frame frame = Frame.received(
                frameId(head.frameId()),
                batch.events().isEmpty() ? house : batch.events().get(0).house(),
                place(head.place()),
                batch.events(),
                batch.index(),
                batch.refused());
        String correlationId = head.correlationId() == null ? UUID.randomUUID().toString() : head.correlationId();
        return new Received(frame, batch.single() && !lines, correlationId, started);
    }

    /** The answer once every event's fate is known: about one event when one was sent, else about the batch. */
    public Answer answer(Received request, Delivery delivery) {
        if (request.single()) {
            return delivery.rejected().isEmpty()
                    ? one(request)
                    : new Problem(clock).of(delivery.rejected().get(0).fault(), request.correlationId());
        }
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("success", true);
        form.put("accepted", delivery.accepted());
        form.put("filtered", delivery.filtered());
        form.put(
                "rejected",
                delivery.rejected().stream().map(EventDoor::describe).toList());
        return finish(form, request);
    }

    private Answer one(Received request) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("success", true);
        form.put("event_id", request.frame().events().get(0).id().toString());
        return finish(form, request);
    }

    private Answer finish(Map<String, Object> form, Received request) {
        form.put("processed_at", clock.instant().toString());
        form.put("processing_time_ms", Math.round((System.nanoTime() - request.startedNanos()) / 10_000.0) / 100.0);
        form.put("correlation_id", request.correlationId());
        Map<String, Object> metadata = new LinkedHashMap<>();
        metadata.put("service", service.name());
        metadata.put("version", service.version());
        metadata.put("processing_steps", service.steps());
        form.put("metadata", metadata);
        return Answer.json(200, Json.bytes(form));
    }

    /** A rejection as answers show it. */
    public static Map<String, Object> describe(Rejection rejection) {
        Map<String, Object> form = new LinkedHashMap<>();
        form.put("index", rejection.index());
        UUID eventId = rejection.eventId();
        if (eventId != null) {
            form.put("event_id", eventId.toString());
        }
        form.put("stage", rejection.stage());
        form.put("step", rejection.step());
        form.put("error", Problem.describe(rejection.fault()));
        return form;
    }

    private static void refuseCompressed(@Nullable String encoding) {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            throw new Rejected(Fault.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Encoding is '" + encoding + "': send the body uncompressed"));
        }
    }

    private static boolean isNdjson(@Nullable String contentType) {
        String type = RequestRules.mediaType(contentType);
        boolean lines = type.equals(EnvelopeWriter.CONTENT_TYPE);
        if (!lines && !type.equals(Answer.JSON)) {
            throw new Rejected(Fault.of(
                    ErrorCode.UNSUPPORTED_MEDIA_TYPE,
                    "Content-Type is '" + type + "': expected application/json or " + EnvelopeWriter.CONTENT_TYPE));
        }
        return lines;
    }

    private static UUID frameId(@Nullable String text) {
        try {
            return text == null ? UUID.randomUUID() : UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw badHeader(FRAME_ID, "a UUID");
        }
    }

    private @Nullable Place place(@Nullable String text) {
        try {
            return text == null ? place.get() : Place.parse(text);
        } catch (IllegalArgumentException e) {
            throw badHeader(PLACE, "latitude,longitude in degrees");
        }
    }

    private static Rejected badHeader(String name, String expected) {
        return new Rejected(new Fault(
                ErrorCode.INVALID_REQUEST,
                "Header " + name + " cannot be read",
                Map.of("field", name, "expected", expected)));
    }
}
