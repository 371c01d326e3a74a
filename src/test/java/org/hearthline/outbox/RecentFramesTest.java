package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.UUID;
import org.hearthline.event.Event;
import org.hearthline.event.Frame;
import org.hearthline.event.SampleEvents;
import org.junit.jupiter.api.Test;

class RecentFramesTest {
    private final Event event = SampleEvents.temperature("sensor.a", "1");
    private final int bytes = event.data().json().length();

    @Test
    void givesEachFrameAwayOnce() {
        RecentFrames recent = new RecentFrames(10L * bytes);
        Frame frame = frame(2);
        recent.put(frame);

        assertThat(recent.take(frame.id())).isSameAs(frame);
        assertThat(recent.take(frame.id())).isNull();
        assertThat(recent.take(UUID.randomUUID())).isNull();
    }

    @Test
    void keepsTheFirstOnesWithinItsBoundAndTakesMoreWhenThoseAreGone() {
        RecentFrames recent = new RecentFrames(5L * bytes);
        Frame first = frame(3);
        Frame second = frame(2);
        Frame tooMuch = frame(1);
        recent.put(first);
        recent.put(second);
        recent.put(tooMuch);

        assertThat(recent.take(tooMuch.id())).isNull();
        assertThat(recent.take(first.id())).isSameAs(first);
        recent.put(tooMuch);
        assertThat(recent.take(tooMuch.id())).isSameAs(tooMuch);
        assertThat(recent.take(second.id())).isSameAs(second);
    }

    @Test
    void aFramePutTwiceCountsOnce() {
        RecentFrames recent = new RecentFrames(3L * bytes);
        Frame frame = frame(2);
        recent.put(frame);
        recent.put(frame);
        recent.take(frame.id());
        Frame three = frame(3);
        recent.put(three);

        assertThat(recent.take(three.id())).isSameAs(three);
    }

    private Frame frame(int events) {
        return Frame.of(UUID.randomUUID(), "home", null, java.util.Collections.nCopies(events, event));
    }

    @Test
    void aFrameThatIsLargerThanTheBoundIsNotKept() {
        RecentFrames recent = new RecentFrames(bytes - 1);
        Frame one = Frame.of(UUID.randomUUID(), "home", null, List.of(event));
        recent.put(one);

        assertThat(recent.take(one.id())).isNull();
    }
}
