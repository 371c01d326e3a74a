package org.hearthline.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.hearthline.event.Delivery;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.MalformedJson;
import org.hearthline.event.Place;
import org.hearthline.event.Rejected;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventDoorTest {
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-08-19T20:01:20Z"), ZoneOffset.UTC);
    private static final String FLAT =
            "{\"event_type\":\"state_changed\",\"entity_id\":\"sensor.test\",\"state\":\"1\",\"timestamp\":\"2025-01-06T14:30:00Z\"}";
    private static final EventDoor.Head JSON =
            new EventDoor.Head("application/json; charset=utf-8", null, null, null, null);

    private final EventDoor door = new EventDoor(
            new EventReader("validation", "home", "test", new EventParser(Set.of()), CLOCK),
            "home",
            () -> new Place(52.0, 4.0),
            new EventDoor.Service("hearthline", "1.0", List.of("validation")),
            CLOCK);

    @Test
    void oneEventGetsTheAnswerAboutOne() throws IOException {
        Received received = door.read(bytes(FLAT), new EventDoor.Head("application/json", null, null, null, "mine"));
        Answer answer = door.answer(received, new Delivery(1, 0, List.of()));

        JsonNode form = tree(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(form.path("success").booleanValue()).isTrue();
        assertThat(form.path("event_id").textValue())
                .isEqualTo(received.frame().events().get(0).id().toString());
        assertThat(form.path("correlation_id").textValue()).isEqualTo("mine");
        assertThat(form.path("metadata").path("processing_steps").get(0).textValue())
                .isEqualTo("validation");
        assertThat(form.path("processing_time_ms").isNumber()).isTrue();
    }

    @Test
    void oneRefusedEventIsAnError() throws IOException {
        Received received = door.read(bytes("{\"event_type\":\"state_changed\"}"), JSON);

        Answer answer = door.answer(received, received.frame().settle(Delivery.NOTHING));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(tree(answer).path("error").path("details").path("field").textValue())
                .isEqualTo("entity_id");
    }

    @Test
    void aBatchTellsOfEachRefusal() throws IOException {
        Received received = door.read(bytes("[" + FLAT + ",{},7]"), JSON);
        Rejection late = new Rejection(
                0,
                received.frame().events().get(0).id(),
                "storage",
                "storage-write",
                Fault.of(ErrorCode.REFUSED_BY_STORE, "no"));

        Answer answer = door.answer(received, received.frame().settle(new Delivery(0, 0, List.of(late))));

        JsonNode form = tree(answer);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(form.path("accepted").intValue()).isZero();
        assertThat(form.path("rejected").findValuesAsText("index")).containsExactly("0", "1", "2");
        assertThat(form.path("rejected").get(0).path("stage").textValue()).isEqualTo("storage");
        assertThat(form.path("rejected").get(1).has("event_id")).isFalse();
    }

    @Test
    void oneLineOfNdjsonIsABatch() {
        Received received =
                door.read(bytes(FLAT), new EventDoor.Head(EnvelopeWriter.CONTENT_TYPE, null, null, "1.5,2.5", null));

        assertThat(received.single()).isFalse();
        assertThat(received.frame().place()).isEqualTo(new Place(1.5, 2.5));
    }

    @Test
    void keepsTheFramesIdAndPlaceOfTheHouse() {
        UUID id = UUID.randomUUID();

        Frame frame = door.read(bytes(FLAT), new EventDoor.Head("application/json", null, id.toString(), null, null))
                .frame();

        assertThat(frame.id()).isEqualTo(id);
        assertThat(frame.place()).isEqualTo(new Place(52.0, 4.0));
    }

    @Test
    void refusesOtherContentTypes() {
        assertRefused(new EventDoor.Head("text/plain", null, null, null, null), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
        assertRefused(new EventDoor.Head(null, null, null, null, null), ErrorCode.UNSUPPORTED_MEDIA_TYPE);
    }

    @Test
    void refusesBadHeaders() {
        assertRefused(new EventDoor.Head("application/json", null, "x", null, null), ErrorCode.INVALID_REQUEST);
        assertRefused(new EventDoor.Head("application/json", null, null, "north", null), ErrorCode.INVALID_REQUEST);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "{", "7", "\"x\"", "[{}", "{} }"})
    void whatCannotBeReadIsMalformed(String body) {
        assertThatThrownBy(() -> door.read(bytes(body), JSON)).isInstanceOf(MalformedJson.class);
    }

    @Test
    void anEmptyArrayIsAnEmptyBatch() {
        Received received = door.read(bytes("[]"), JSON);

        assertThat(received.single()).isFalse();
        assertThat(received.frame().isEmpty()).isTrue();
    }

    @Test
    void noLinesAreAnEmptyBatchSinceALinkMayHaveNothingLeftToSay() {
        Received received =
                door.read(new byte[0], new EventDoor.Head(EnvelopeWriter.CONTENT_TYPE, null, null, null, null));

        assertThat(received.frame().isEmpty()).isTrue();
        assertThat(received.single()).isFalse();
    }

    @Test
    void refusesMoreEventsThanOneRequestMayHold() {
        String many = "[" + "0,".repeat(20_000) + "0]";

        assertThatThrownBy(() -> door.read(bytes(many), JSON))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo(ErrorCode.PAYLOAD_TOO_LARGE));
    }

    @Test
    void whatALinkWritesADoorReads() throws IOException {
        Frame sent = SampleEvents.frame(
                SampleEvents.temperature("sensor.a", "1"), SampleEvents.temperature("sensor.b", "2"));

        Received received = door.read(
                new EnvelopeWriter().write(sent),
                new EventDoor.Head(EnvelopeWriter.CONTENT_TYPE, null, null, null, null));
        Rejection second =
                new Rejection(1, sent.events().get(1).id(), "storage", "write", Fault.invalid("state", "odd", "even"));
        Answer answer = door.answer(received, received.frame().settle(new Delivery(1, 0, List.of(second))));
        Delivery delivery = new LinkCodec(CLOCK).read(sent, answer.status(), answer.body(), null);

        assertThat(delivery).isEqualTo(new Delivery(1, 0, List.of(second)));
    }

    private void assertRefused(EventDoor.Head head, ErrorCode code) {
        assertThatThrownBy(() -> door.read(bytes(FLAT), head))
                .isInstanceOfSatisfying(
                        Rejected.class,
                        refused -> assertThat(refused.fault().code()).isEqualTo(code));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static JsonNode tree(Answer answer) throws IOException {
        return new ObjectMapper().readTree(answer.body());
    }
}
