package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Whatever comes through a door is read, refused or malformed; and what was read is written so that it is read again. */
class EventPropertyTest {
    private static final Seed SEED = Seed.of("events");
    private static final EventReader READER = new EventReader(
            "validation", "home", "http", new EventParser(Set.of("k0", "access_token")), Clock.systemUTC());
    private static final List<String> RECORDED =
            Recordings.eventSlices(Recordings.OLD_VERSION + "/08-odd-events.ndjson").stream()
                    .map(JsonSlice::text)
                    .toList();

    @Test
    void anyJsonIsReadOrRefusedEventByEvent() {
        RandomJson json = new RandomJson(SEED.random());
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            int size = json.random().nextInt(4);
            StringBuilder body = new StringBuilder("[");
            for (int n = 0; n < size; n++) {
                body.append(n == 0 ? "" : ",").append(json.event());
            }

            EventReader.Batch batch = READER.read(utf8(body.append("]")));

            assertThat(batch.events().size() + batch.refused().size())
                    .as("%s in %s", body, SEED)
                    .isEqualTo(size);
            assertThat(batch.index()).hasSameSizeAs(batch.events());
            read += batch.events().size();
        }
        assertThat(read).as("events that could be read").isGreaterThan(5_000);
    }

    @Test
    void whatWasReadIsWrittenAndReadAgainAsItWas() {
        RandomJson json = new RandomJson(SEED.random());
        int read = 0;
        for (int i = 0; i < 20_000; i++) {
            String text = json.events();
            List<Event> events = READER.read(utf8(text)).events();

            if (events.isEmpty()) {
                continue;
            }
            List<Event> again = READER.read(new EnvelopeWriter().write(SampleEvents.frame(events)))
                    .events();

            assertThat(again).as("%s, %s", text, SEED).isEqualTo(events);
            read += events.size();
        }
        assertThat(read).as("events that could be read").isGreaterThan(3_000);
    }

    @Test
    void damagedBodiesAreNothingWorseThanMalformed() {
        Random random = SEED.random();
        RandomJson json = new RandomJson(random);
        int malformed = 0;
        for (int i = 0; i < 40_000; i++) {
            String text = random.nextInt(4) == 0 ? RECORDED.get(random.nextInt(RECORDED.size())) : json.event();
            byte[] body = damaged(utf8(text), random);

            Throwable thrown = catchThrowable(() -> READER.read(body));

            assertThat(thrown == null || thrown instanceof MalformedJson)
                    .as("%s for '%s', %s", thrown, new String(body, StandardCharsets.UTF_8), SEED)
                    .isTrue();
            if (thrown instanceof MalformedJson fault) {
                assertThat(fault.line()).isPositive();
                assertThat(fault.column()).isPositive();
                malformed++;
            }
        }
        assertThat(malformed).as("malformed bodies").isGreaterThan(10_000);
    }

    @Test
    void noiseIsMalformed() {
        Random random = SEED.random();
        for (int i = 0; i < 20_000; i++) {
            byte[] body = new byte[random.nextInt(40)];
            random.nextBytes(body);
            if (body.length > 0 && random.nextBoolean()) {
                body[0] = (byte) "{[\"\0\uFEFF5".charAt(random.nextInt(6));
            }

            Throwable thrown = catchThrowable(() -> READER.read(body));

            assertThat(thrown == null || thrown instanceof MalformedJson)
                    .as("%s, %s", thrown, SEED)
                    .isTrue();
        }
    }

    private static byte[] damaged(byte[] bytes, Random random) {
        byte[] damaged = bytes.clone();
        for (int n = random.nextInt(3); n >= 0; n--) {
            int at = random.nextInt(damaged.length);
            switch (random.nextInt(3)) {
                case 0 -> damaged[at] = (byte) random.nextInt(256);
                case 1 -> damaged[at] = (byte) "{}[],:\"\\ \n0e-.".charAt(random.nextInt(14));
                default -> damaged = Arrays.copyOf(damaged, at + 1);
            }
        }
        return damaged;
    }

    private static byte[] utf8(CharSequence text) {
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
