package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.BytesMessage;
import jakarta.jms.Message;
import jakarta.jms.Session;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;
import net.jpountz.lz4.LZ4Factory;
import org.hearthline.event.EnvelopeWriter;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.event.Recordings;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Through a real broker: what comes out is what was put in, and what is no frame is said to be none. */
@TestInstance(Lifecycle.PER_CLASS)
class FrameCodecTest {
    @TempDir
    static Path folder;

    private final FrameCodec codec = new FrameCodec(Clock.systemUTC());
    private OpenOutbox broker;

    @BeforeAll
    void open() throws Exception {
        broker = new OpenOutbox(folder, 1);
    }

    @AfterAll
    void close() throws Exception {
        broker.close();
    }

    @Test
    void bringsBackEveryRecordedEvent() throws Exception {
        List<Event> events = Recordings.live().stream()
                .flatMap(path -> Recordings.eventSlices(path).stream())
                .map(SampleEvents::of)
                .toList();
        assertThat(events).hasSizeGreaterThan(100);

        assertSame(Frame.of(UUID.randomUUID(), "home", new Place(-33.86, 151.21), events));
    }

    @Test
    void bringsBackOddEvents() throws Exception {
        Event labelled = SampleEvents.temperature("light.küche", "21 °C \u0000 \"quoted\" 🔥")
                .with(new Labels("Küche", "Öfen \"2\"", "日本", List.of("a", "b\\c")));
        assertSame(SampleEvents.frame(
                labelled,
                SampleEvents.removal("sensor.gone"),
                SampleEvents.fired("call_service", "{\"domain\":\"light\",\"service_data\":{\"x\":[1,null,{}]}}"),
                SampleEvents.change("sensor.long").to("x".repeat(255)).event(),
                SampleEvents.of("{\n \"event_type\":\"pretty\",\r\n \"time_fired\":\"2026-08-19T20:01:19+00:00\",\n"
                        + " \"data\":{ },\"context\":{\"id\":\"01K5R6C6000000000000000000\"}}")));
    }

    @Test
    void bringsBackAnEventOfFiveMegabytes() throws Exception {
        Event huge = SampleEvents.change("sensor.huge")
                .attribute(
                        "list",
                        IntStream.range(0, 300_000)
                                .mapToObj(i -> UUID.nameUUIDFromBytes(new byte[] {(byte) i, (byte) (i >> 8)})
                                        .toString()
                                        .substring(0, 14))
                                .toList())
                .event();
        assertThat(huge.data().json().length()).isGreaterThan(5_000_000);

        assertSame(Frame.of(UUID.randomUUID(), "home", null, List.of(huge, SampleEvents.temperature("sensor.a", "1"))));
    }

    @Test
    void growsWithAFrameThatIsLargerThanUsual() throws Exception {
        String text = "x".repeat(2_000);
        List<Event> events = IntStream.range(0, 500)
                .mapToObj(i -> SampleEvents.change("sensor.s" + i)
                        .attribute("text", text + i)
                        .event())
                .toList();

        assertSame(Frame.of(UUID.randomUUID(), "home", null, events));
    }

    /** An outbox that the version before this one left behind is delivered. */
    @Test
    void readsFramesOfEnvelopesAsWell() throws Exception {
        Frame frame = SampleEvents.frame(
                SampleEvents.temperature("sensor.a", "1").with(new Labels("Küche", null, null, List.of("b"))),
                SampleEvents.removal("sensor.gone"));

        broker.inSession(session -> {
            Message message = asEnvelopes(frame, session);
            byte[] body = message.getBody(byte[].class);
            assertThat(codec.decode(message, body).events()).isEqualTo(frame.events());

            message.setIntProperty("events", 3);
            assertThatThrownBy(() -> codec.decode(message, body)).isInstanceOf(UnreadableFrame.class);
            return null;
        });
    }

    private static Message asEnvelopes(Frame frame, Session session) throws Exception {
        byte[] lines = new EnvelopeWriter().write(frame);
        BytesMessage message = session.createBytesMessage();
        message.setStringProperty("frameId", frame.id().toString());
        message.setStringProperty("house", frame.house());
        message.setIntProperty("events", frame.size());
        message.setStringProperty("coding", "lz4");
        message.setIntProperty("rawBytes", lines.length);
        message.writeBytes(LZ4Factory.fastestInstance().fastCompressor().compress(lines));
        message.reset();
        return message;
    }

    @Test
    void bringsBackWhatIsKnownOfADeadLetter() throws Exception {
        Instant first = Instant.parse("2026-01-02T03:04:05.678Z");
        Message sent = broker.inSession(session -> {
            Message message = codec.encode(SampleEvents.frame(SampleEvents.removal("a.b")), session);
            FrameCodec.markReplayed(message, new OpenedFrame.Replayed(first, 4));
            return message;
        });

        assertThat(FrameCodec.replayed(sent)).isEqualTo(new OpenedFrame.Replayed(first, 4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "coding=zstd",
                "coding=",
                "coding=lz4",
                "crc32c=1",
                "rawBytes=-1",
                "rawBytes=2000000000",
                "rawBytes=17",
                "events=3",
                "events=many",
                "frameId=no-uuid",
                "house=hom",
                "frameId=9c0ee2ba-5a3f-4b9e-8f5e-3d0f3a9a7f11",
                "place=nowhere",
                "place=72.50000,13.40000",
                "body=torn",
                "body=empty",
                "body=noise",
            })
    void saysOfAnythingElseThatItIsNoFrame(String damage) throws Exception {
        String property = damage.substring(0, damage.indexOf('='));
        String value = damage.substring(damage.indexOf('=') + 1);
        broker.inSession(session -> {
            BytesMessage message = good(session);
            message.reset();
            byte[] body = message.getBody(byte[].class);
            if (property.equals("body")) {
                body = damaged(body, value);
            } else if (value.matches("-?[0-9]+")) {
                message.setIntProperty(property, Integer.parseInt(value));
            } else {
                message.setStringProperty(property, value);
            }
            byte[] read = body;
            assertThatThrownBy(() -> codec.decode(message, read)).isInstanceOf(UnreadableFrame.class);
            return null;
        });
    }

    @Test
    void saysOfAForeignMessageThatItIsNoFrame() throws Exception {
        broker.inSession(session -> {
            Message foreign = session.createBytesMessage();
            assertThatThrownBy(() -> codec.decode(foreign, "hello".getBytes(StandardCharsets.UTF_8)))
                    .isInstanceOf(UnreadableFrame.class);
            return null;
        });
    }

    private BytesMessage good(Session session) throws Exception {
        return codec.encode(
                Frame.of(
                        UUID.randomUUID(),
                        "home",
                        new Place(1, 2),
                        List.of(SampleEvents.temperature("sensor.a", "1"), SampleEvents.temperature("sensor.b", "2"))),
                session);
    }

    private static byte[] damaged(byte[] body, String how) {
        return switch (how) {
            case "torn" -> java.util.Arrays.copyOf(body, body.length / 2);
            case "empty" -> new byte[0];
            default -> {
                byte[] noise = body.clone();
                new java.util.Random(7).nextBytes(noise);
                yield noise;
            }
        };
    }

    private void assertSame(Frame frame) throws Exception {
        broker.send(Broker.OUTBOX + 0, session -> codec.encode(frame, session));
        // A large message is on disk when it is sent, and in the queue a moment later.
        await().until(() -> broker.broker.depth(Broker.OUTBOX + 0).messages() == 1);
        Frame back = broker.take(0).get(0);
        assertThat(back.id()).isEqualTo(frame.id());
        assertThat(back.house()).isEqualTo(frame.house());
        assertThat(back.place()).isEqualTo(frame.place());
        assertThat(back.events()).isEqualTo(frame.events());
    }
}
