package org.hearthline.routes.trial;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

/** What a trial hears of the flow. */
class FrameTapTest {
    private final FrameTap tap = new FrameTap();

    @Test
    void aFrameThatIsTriedAgainIsHeardOnceAsAWholeAndInParts() throws InterruptedException {
        Frame first = frame("a", "b", "c");
        Frame second = frame("d");
        try (FrameTap.Hearing hearing = tap.hear("enrichment")) {
            come(first);
            come(first);
            first.halves().forEach(this::come);
            come(second);

            assertThat(heard(hearing))
                    .containsExactly(List.of("sensor.a", "sensor.b", "sensor.c"), List.of("sensor.d"));
            assertThat(hearing.missed()).isZero();
        }
    }

    @Test
    void whatIsNewInAFrameIsHeard() throws InterruptedException {
        try (FrameTap.Hearing hearing = tap.hear("enrichment")) {
            come(frame("a", "b"));
            come(frame("b", "c"));

            assertThat(heard(hearing)).containsExactly(List.of("sensor.a", "sensor.b"), List.of("sensor.c"));
        }
    }

    @Test
    void theNextTrialHearsThemAnew() throws InterruptedException {
        Frame frame = frame("a");
        for (int i = 0; i < 2; i++) {
            try (FrameTap.Hearing hearing = tap.hear("enrichment")) {
                come(frame);
                assertThat(heard(hearing)).hasSize(1);
            }
        }
    }

    private void come(Frame frame) {
        tap.heard("enrichment", () -> frame);
    }

    /** Entity ids, frame by frame. */
    private static List<List<String>> heard(FrameTap.Hearing hearing) throws InterruptedException {
        List<List<String>> frames = new ArrayList<>();
        for (Frame frame = hearing.next(Duration.ZERO); frame != null; frame = hearing.next(Duration.ZERO)) {
            frames.add(frame.events().stream().map(Event::entityId).toList());
        }
        return frames;
    }

    private static Frame frame(String... entities) {
        return Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, events(entities));
    }

    private static List<Event> events(String... entities) {
        return List.of(entities).stream()
                .map(entity -> SampleEvents.temperature("sensor." + entity, "21.4"))
                .toList();
    }
}
