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
        Frame first = frame("1", "2", "3");
        Frame second = frame("4");
        try (FrameTap.Hearing hearing = tap.hear("enrichment")) {
            come(first);
            come(first);
            first.halves().forEach(this::come);
            come(second);

            assertThat(heard(hearing)).extracting(Frame::events).containsExactly(first.events(), second.events());
            assertThat(hearing.missed()).isZero();
        }
    }

    @Test
    void whatIsNewInAFrameIsHeard() throws InterruptedException {
        try (FrameTap.Hearing hearing = tap.hear("enrichment")) {
            come(frame("1", "2"));
            come(frame("2", "3"));

            assertThat(heard(hearing)).extracting(Frame::events).containsExactly(events("1", "2"), events("3"));
        }
    }

    @Test
    void theNextTrialHearsThemAnew() throws InterruptedException {
        Frame frame = frame("1");
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

    private static List<Frame> heard(FrameTap.Hearing hearing) throws InterruptedException {
        List<Frame> frames = new ArrayList<>();
        for (Frame frame = hearing.next(Duration.ZERO); frame != null; frame = hearing.next(Duration.ZERO)) {
            frames.add(frame);
        }
        return frames;
    }

    private static Frame frame(String... states) {
        return Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, events(states));
    }

    private static List<Event> events(String... states) {
        return List.of(states).stream()
                .map(state -> SampleEvents.temperature("sensor.kitchen", state))
                .toList();
    }
}
