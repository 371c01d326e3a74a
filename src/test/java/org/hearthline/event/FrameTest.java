package org.hearthline.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FrameTest {
    private static final Seed SEED = Seed.of("frames");
    private static final UUID ID = UUID.fromString("11111111-1111-4111-8111-111111111111");
    private static final Place PLACE = new Place(52.5, 13.4);
    private static final Fault FAULT = Fault.of(ErrorCode.REJECTED, "no");

    @Test
    void walksItsEventsInOrder() {
        Frame frame = frame(3);

        assertThat(frame).containsExactlyElementsOf(frame.events());
        assertThat(frame.size()).isEqualTo(3);
        assertThat(frame.isEmpty()).isFalse();
        assertThat(frame(0).isEmpty()).isTrue();
        assertThat(frame(0)).isEmpty();
    }

    @Test
    void saysWhoseItIs() {
        Frame frame = frame(2);

        assertThat(frame.id()).isEqualTo(ID);
        assertThat(frame.house()).isEqualTo("home");
        assertThat(frame.place()).isEqualTo(PLACE);
        assertThat(frame.settled()).isEqualTo(Delivery.NOTHING);
        assertThat(frame.isTrial()).isFalse();
        assertThat(frame).hasToString("Frame " + ID + " of home with 2 events");
    }

    @Test
    void walkEndsWithTheLastEvent() {
        Iterator<Event> walk = frame(1).iterator();
        walk.next();

        assertThat(walk.hasNext()).isFalse();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void failureEndsTheWalk() {
        Frame frame = frame(3);
        Iterator<Event> walk = frame.iterator();
        walk.next();
        TransientFailure away = new TransientFailure("store is away", null);

        frame.walk().fail(away);

        assertThat(walk.hasNext()).isFalse();
        assertThatThrownBy(walk::next).isInstanceOf(NoSuchElementException.class);
        assertThat(frame.walk().failure()).isSameAs(away);
    }

    @Test
    void everyWalkStartsAnew() {
        Frame frame = frame(2);
        frame.iterator().next();
        frame.walk().filter();
        frame.walk().fail(new TransientFailure("away", null));

        assertThat(frame).hasSize(2);
        assertThat(frame.walk().failure()).isNull();
        assertThat(frame.walk().filtered()).isZero();
        assertThat(frame.walk().rejected()).isEmpty();
    }

    @Test
    void hasNoWalkBeforeItBegins() {
        assertThatThrownBy(() -> frame(1).walk())
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining(ID.toString());
    }

    @Test
    void resultHoldsWhatWasKeptAsItIsNow() {
        Frame frame = frame(4).asTrial();
        Event changed = frame.events().get(2).with(new Labels("Kitchen", null, null, List.of()));
        frame.iterator();
        FrameWalk walk = frame.walk();
        walk.keep(0, frame.events().get(0));
        walk.filter();
        walk.keep(2, changed);
        walk.reject(3, "validation", "validation-rules", FAULT);

        Frame result = walk.result();

        assertThat(result.events()).containsExactly(frame.events().get(0), changed);
        assertThat(result.id()).isEqualTo(ID);
        assertThat(result.place()).isEqualTo(PLACE);
        assertThat(result.isTrial()).isTrue();
        Rejection rejection = new Rejection(3, frame.events().get(3).id(), "validation", "validation-rules", FAULT);
        assertThat(result.settled()).isEqualTo(new Delivery(0, 1, List.of(rejection)));
        assertThat(walk.rejected()).containsExactly(rejection);
    }

    @Test
    void walkIsCompleteWhenItIsKnownOfEachEventWhatBecomesOfIt() {
        Frame frame = frame(3);
        frame.iterator();
        FrameWalk walk = frame.walk();

        walk.keep(0, frame.events().get(0));
        walk.filter();
        assertThat(walk.isComplete()).isFalse();

        walk.reject(2, "validation", "validation-rules", FAULT);
        assertThat(walk.isComplete()).isTrue();
    }

    @Test
    void indexesAreTheCallersThroughTwoStages() {
        Frame received = Frame.received(
                ID, "home", null, events(4), List.of(1, 2, 4, 6), List.of(rejection(0), rejection(3), rejection(5)));
        received.iterator();
        received.walk().reject(0, "validation", "validation-rules", FAULT);
        received.walk().keep(1, received.events().get(1));
        received.walk().filter();
        received.walk().keep(3, received.events().get(3));
        Frame second = received.walk().result();
        second.iterator();
        second.walk().keep(0, second.events().get(0));
        second.walk().reject(1, "enrichment", "enrichment-normalise", FAULT);
        Frame third = second.walk().result();

        Delivery answer =
                third.settle(new Delivery(0, 0, List.of(new Rejection(0, null, "storage", "storage-write", FAULT))));

        assertThat(answer.rejected()).extracting(Rejection::index).containsExactly(0, 1, 2, 3, 5, 6);
        assertThat(answer.rejected())
                .extracting(Rejection::stage)
                .containsExactly("door", "validation", "storage", "door", "door", "enrichment");
        assertThat(answer.filtered()).isEqualTo(1);
        assertThat(answer.accepted()).isZero();
        assertThat(answer.events()).isEqualTo(7);
    }

    @Test
    void mapsEveryEventAndKeepsWhatIsSettled() {
        Frame frame = Frame.received(ID, "home", null, events(2), List.of(1, 4), List.of(rejection(0)))
                .asTrial();
        Labels labels = new Labels("Kitchen", null, null, List.of());

        Frame mapped = frame.map(PLACE, event -> event.with(labels));

        assertThat(mapped.events()).extracting(Event::labels).containsExactly(labels, labels);
        assertThat(mapped.at(4).id()).isEqualTo(frame.at(4).id());
        assertThat(mapped.settled()).isEqualTo(frame.settled());
        assertThat(mapped.isTrial()).isTrue();
        assertThat(mapped.place()).isEqualTo(PLACE);
        assertThat(mapped.map(new Place(0, 0), event -> event).place()).isEqualTo(PLACE);
    }

    @Test
    void findsAnEventByTheCallersIndex() {
        List<Event> events = events(2);
        Frame frame = Frame.received(ID, "home", null, events, List.of(1, 4), List.of());

        assertThat(frame.at(1)).isSameAs(events.get(0));
        assertThat(frame.at(4)).isSameAs(events.get(1));
        assertThatThrownBy(() -> frame.at(0))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("index 0");
    }

    @Test
    void refusesEventsWithoutTheirIndex() {
        assertThatThrownBy(() -> Frame.received(ID, "home", null, events(2), List.of(0), List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("2 events, but 1 indexes");
    }

    @Test
    void whatGoesInComesOutAtEveryStage() {
        Random random = SEED.random();
        List<Event> pool = events(40);
        for (int i = 0; i < 2_000; i++) {
            int sent = random.nextInt(pool.size() + 1);
            Frame frame = received(pool.subList(0, sent), random);
            for (int stage = random.nextInt(4); stage > 0; stage--) {
                frame = walked(frame, random);
            }
            Delivery here = stored(frame, random);

            Delivery answer = frame.settle(here);

            assertThat(answer.events()).as("%s", SEED).isEqualTo(sent);
            assertThat(answer.rejected())
                    .extracting(Rejection::index)
                    .isSorted()
                    .doesNotHaveDuplicates();
            for (Rejection rejection : answer.rejected()) {
                assertThat(rejection.eventId())
                        .isEqualTo(pool.get(rejection.index()).id());
            }
        }
    }

    private static Frame received(List<Event> sent, Random random) {
        List<Integer> index = new ArrayList<>();
        List<Rejection> refused = new ArrayList<>();
        for (int i = 0; i < sent.size(); i++) {
            if (random.nextInt(4) == 0) {
                refused.add(new Rejection(i, sent.get(i).id(), "door", "door", FAULT));
            } else {
                index.add(i);
            }
        }
        List<Event> events = index.stream().map(sent::get).toList();
        return Frame.received(ID, "home", null, events, index, refused);
    }

    private static Frame walked(Frame frame, Random random) {
        int at = 0;
        for (Event event : frame) {
            switch (random.nextInt(4)) {
                case 0 -> frame.walk().filter();
                case 1 -> frame.walk().reject(at, "validation", "step", FAULT);
                default -> frame.walk().keep(at, event);
            }
            at++;
        }
        return frame.walk().result();
    }

    private static Delivery stored(Frame frame, Random random) {
        Set<Integer> refused = new HashSet<>();
        random.ints(3, 0, 50).filter(i -> i < frame.size()).forEach(refused::add);
        List<Rejection> rejections = refused.stream()
                .map(i -> new Rejection(i, frame.events().get(i).id(), "storage", "storage-write", FAULT))
                .toList();
        return new Delivery(frame.size() - refused.size(), 0, rejections);
    }

    private static Rejection rejection(int index) {
        return new Rejection(index, null, "door", "validation-door", FAULT);
    }

    private static Frame frame(int size) {
        return Frame.of(ID, "home", PLACE, events(size));
    }

    private static List<Event> events(int size) {
        return IntStream.range(0, size)
                .mapToObj(i -> SampleEvents.temperature("sensor.n" + i, "" + i))
                .toList();
    }
}
