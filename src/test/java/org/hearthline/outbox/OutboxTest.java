package org.hearthline.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import jakarta.jms.Message;
import jakarta.jms.MessageConsumer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.hearthline.event.Delivery;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.Fault;
import org.hearthline.event.Frame;
import org.hearthline.event.Place;
import org.hearthline.event.Rejection;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class OutboxTest {
    private static final int PARTITIONS = 2;

    @TempDir
    Path folder;

    @Test
    void whatItHasTakenIsThereAfterARestartAndCountsAsCarriedOver() throws Exception {
        try (OpenOutbox first = new OpenOutbox(folder, PARTITIONS)) {
            Delivery answer = first.outbox.put(frame("sensor.a", "1", "2", "3"));

            assertThat(answer).isEqualTo(new Delivery(3, 0, List.of()));
            assertThat(first.counters.read().received()).isEqualTo(3);
        }
        try (OpenOutbox again = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(again.counters.read().carriedOver()).isEqualTo(3);
            assertThat(again.counters.read().received()).isEqualTo(3);
            assertThat(again.counters.read().inOutbox()).isEqualTo(3);

            assertThat(OpenOutbox.states(all(again))).containsExactly("1", "2", "3");
        }
        try (OpenOutbox empty = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(empty.counters.read().carriedOver()).isZero();
            assertThat(all(empty)).isEmpty();
        }
    }

    @Test
    void keepsWhatIsSaidOfTheFrame() throws Exception {
        Event labelled = SampleEvents.temperature("sensor.a", "1");
        Frame frame = Frame.of(UUID.randomUUID(), "cabin", new Place(52.5, 13.4), List.of(labelled));
        try (OpenOutbox open = new OpenOutbox(folder, 1)) {
            open.outbox.put(frame);

            Frame taken = open.take(0).get(0);

            assertThat(taken.house()).isEqualTo("cabin");
            assertThat(taken.place()).isEqualTo(new Place(52.5, 13.4));
            assertThat(taken.at(0).id()).isEqualTo(labelled.id());
            assertThat(taken.at(0).labels()).isEqualTo(labelled.labels());
            assertThat(taken.at(0).data().json().text())
                    .isEqualTo(labelled.data().json().text());
        }
    }

    @Test
    void answersWithWhatWasRefusedAtTheDoor() throws Exception {
        Rejection refused = new Rejection(1, null, "ingestion", "door", Fault.invalid("x", "y", "z"));
        Frame frame = Frame.received(
                UUID.randomUUID(),
                SampleEvents.HOUSE,
                null,
                List.of(SampleEvents.temperature("sensor.a", "1"), SampleEvents.temperature("sensor.b", "1")),
                List.of(0, 2),
                List.of(refused));
        try (OpenOutbox open = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(open.outbox.put(frame)).isEqualTo(new Delivery(2, 0, List.of(refused)));
        }
    }

    @Test
    void keepsARepeatedFrameOnceAlsoAfterARestart() throws Exception {
        Frame frame = ofManyEntities(20);
        try (OpenOutbox first = new OpenOutbox(folder, PARTITIONS)) {
            first.outbox.put(frame);

            assertThat(first.outbox.put(frame).accepted()).isEqualTo(20);
            assertThat(first.counters.read().received()).isEqualTo(20);
        }
        try (OpenOutbox again = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(again.outbox.put(frame).accepted()).isEqualTo(20);

            assertThat(again.counters.read().received()).isEqualTo(20);
            assertThat(OpenOutbox.states(all(again))).hasSize(20).doesNotHaveDuplicates();
            assertThat(again.outbox.put(frame).accepted())
                    .as("delivered meanwhile")
                    .isEqualTo(20);
            assertThat(all(again)).isEmpty();
        }
    }

    @Test
    void losesNothingWhenACallerGivesOtherEventsTheSameFrameId() throws Exception {
        UUID id = UUID.randomUUID();
        try (OpenOutbox open = new OpenOutbox(folder, PARTITIONS)) {
            open.outbox.put(Frame.of(id, SampleEvents.HOUSE, null, events("sensor.a", "1")));
            open.outbox.put(Frame.of(id, SampleEvents.HOUSE, null, events("sensor.a", "2")));

            assertThat(open.counters.read().received()).isEqualTo(2);
            assertThat(OpenOutbox.states(all(open))).containsExactly("1", "2");
        }
    }

    @Test
    void keepsEachEntitysOrderWhateverPartitionItGoesTo() throws Exception {
        try (OpenOutbox open = new OpenOutbox(folder, 4)) {
            List<Event> sent = new ArrayList<>();
            for (int i = 0; i < 300; i++) {
                sent.add(SampleEvents.temperature("sensor.s" + i % 7, Integer.toString(i)));
            }
            for (int from = 0; from < sent.size(); from += 30) {
                open.outbox.put(Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, sent.subList(from, from + 30)));
            }

            List<List<Event>> partitions = new ArrayList<>();
            for (int partition = 0; partition < 4; partition++) {
                partitions.add(open.take(partition).stream()
                        .flatMap(frame -> frame.events().stream())
                        .toList());
            }

            for (int s = 0; s < 7; s++) {
                String entity = "sensor.s" + s;
                List<List<String>> found = partitions.stream()
                        .map(events -> statesOf(entity, events))
                        .filter(states -> !states.isEmpty())
                        .toList();
                assertThat(found).as(entity).containsExactly(statesOf(entity, sent));
            }
            assertThat(partitions.stream().filter(events -> !events.isEmpty())).hasSizeGreaterThan(1);
        }
    }

    @Test
    void takesFramesOfManyCallersAtOnce() throws Exception {
        ExecutorService callers = Executors.newFixedThreadPool(8);
        try (OpenOutbox open = new OpenOutbox(folder, PARTITIONS)) {
            List<Callable<Delivery>> puts = new ArrayList<>();
            Frame twice = frame("sensor.twice", "same");
            for (int i = 0; i < 40; i++) {
                Frame one = i % 4 == 0 ? twice : frame("sensor.c" + i, "c" + i);
                puts.add(() -> putUntilTaken(open, one));
            }

            for (var answer : callers.invokeAll(puts)) {
                assertThat(answer.get().accepted()).isEqualTo(1);
            }

            assertThat(open.counters.read().received()).isEqualTo(31);
            assertThat(OpenOutbox.states(all(open))).hasSize(31).doesNotHaveDuplicates();
        } finally {
            callers.shutdownNow();
        }
    }

    @Test
    void refusesWithoutCountingWhileThereIsNoRoom() throws Exception {
        try (OpenOutbox open = new OpenOutbox(folder, PARTITIONS)) {
            open.freeBytes.set(1);
            open.guard.look();

            assertThatThrownBy(() -> open.outbox.put(frame("sensor.a", "1")))
                    .isInstanceOfSatisfying(TransientFailure.class, failure -> {
                        assertThat(failure.code()).isEqualTo(ErrorCode.OUTBOX_FULL);
                        assertThat(failure.retryAfter())
                                .hasValueSatisfying(pause -> assertThat(pause).isPositive());
                        assertThat(failure).hasMessageContaining("outbox.min-disk-free");
                    });
            assertThat(open.counters.read().received()).isZero();

            open.freeBytes.set(Long.MAX_VALUE);
            open.guard.look();
            open.outbox.put(frame("sensor.a", "2"));

            assertThat(OpenOutbox.states(all(open))).containsExactly("2");
        }
    }

    @Test
    void refusesWhatTheBrokerHasNoRoomForAndKeepsTheRest() throws Exception {
        Broker.Limits small = new Broker.Limits(4 << 20, 16 << 20);
        try (OpenOutbox open = new OpenOutbox(folder, 1, small, Clock.systemUTC())) {
            int taken = 0;
            TransientFailure refusal = null;
            while (refusal == null && taken < 200) {
                try {
                    open.outbox.put(Frame.of(
                            UUID.randomUUID(), SampleEvents.HOUSE, null, List.of(incompressible(taken, 300_000))));
                    taken++;
                } catch (TransientFailure failure) {
                    refusal = failure;
                }
            }

            assertThat(refusal).isNotNull();
            assertThat(refusal.code()).isEqualTo(ErrorCode.OUTBOX_FULL);
            assertThat(open.counters.read().received()).isEqualTo(taken);
            List<Frame> kept = open.take(0);
            assertThat(kept).hasSize(taken);
            await().until(() -> {
                try {
                    return open.outbox.put(frame("sensor.a", "room-again")).accepted() == 1;
                } catch (TransientFailure stillFull) {
                    return false;
                }
            });
            assertThat(OpenOutbox.states(open.take(0))).containsExactly("room-again");
        }
    }

    @Test
    void remembersAfterARestartWhatWasAcceptedOfLate() throws Exception {
        Event live = SampleEvents.temperature("sensor.a", "1");
        Event never = SampleEvents.temperature("sensor.never", "1");
        long micros = live.micros();
        try (OpenOutbox first = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(first.ledger.watermark()).isEmpty();
            first.outbox.put(SampleEvents.frame(live));
            assertThat(first.ledger.contains(live.id(), micros)).isTrue();
        }
        try (OpenOutbox again = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(again.ledger.contains(live.id(), micros)).isTrue();
            assertThat(again.ledger.contains(never.id(), micros)).isFalse();
            assertThat(again.ledger.watermark()).hasValue(micros);
        }
    }

    /** One byte of the journal is enough for a page of which a part has another name. */
    @Test
    void startsWithAPageOfTheLedgerThatIsDamaged() throws Exception {
        Event event = SampleEvents.temperature("sensor.a", "1");
        try (OpenOutbox first = new OpenOutbox(folder, PARTITIONS)) {
            first.inSession(session -> {
                Message damaged = session.createBytesMessage();
                damaged.setLongProperty("watermark", 1);
                session.createProducer(session.createQueue(Broker.ACCEPTED)).send(damaged);
                return null;
            });
            first.outbox.put(SampleEvents.frame(event));
        }

        try (OpenOutbox again = new OpenOutbox(folder, PARTITIONS)) {
            assertThat(again.ledger.contains(event.id(), event.micros())).isTrue();
            assertThat(again.counters.read().inOutbox()).isOne();
        }
    }

    /** The broker would end every session that meets such a message, and those behind it would never come. */
    @Test
    void setsAsideAFrameOfWhichNotEvenThePropertiesCanBeRead() throws Exception {
        Event damaged = SampleEvents.temperature("sensor.a", "1");
        Event behind = SampleEvents.temperature("sensor.a", "2");
        try (OpenOutbox first = new OpenOutbox(folder, 1)) {
            first.outbox.put(SampleEvents.frame(damaged));
            first.outbox.put(SampleEvents.frame(behind));
        }
        damageLengthOfFirst("_AMQ_DUPL_ID");

        try (OpenOutbox again = new OpenOutbox(folder, 1)) {
            // It is gone when its removal is on disk.
            await().until(() -> again.broker.depth(Broker.OUTBOX + 0).messages() == 1);
            assertThat(again.take(0)).flatExtracting(Frame::events).containsExactly(behind);
            assertThat(again.counters.read().inOutbox()).isOne();
        }
        assertThat(folder.resolve("damaged")).isDirectoryContaining("glob:**outbox.0-*.bin");
        try (OpenOutbox third = new OpenOutbox(folder, 1)) {
            assertThat(third.take(0)).isEmpty();
        }
    }

    /** One byte of a length, where a property of this name stands first: behind its name and its type. */
    private void damageLengthOfFirst(String name) throws IOException {
        byte[] wanted = name.getBytes(StandardCharsets.UTF_16LE);
        List<Path> files;
        try (Stream<Path> journal = Files.list(folder.resolve("journal"))) {
            files = journal.sorted().toList();
        }
        for (Path file : files) {
            byte[] bytes = Files.readAllBytes(file);
            for (int at = 0; at + wanted.length + Integer.BYTES < bytes.length; at++) {
                if (Arrays.equals(bytes, at, at + wanted.length, wanted, 0, wanted.length)) {
                    bytes[at + wanted.length + Integer.BYTES] ^= 0x7f;
                    Files.write(file, bytes);
                    return;
                }
            }
        }
        throw new IllegalStateException(name + " stands nowhere in the journal");
    }

    @Test
    void doesNotRememberWhatItHasRefused() throws Exception {
        Event event = SampleEvents.temperature("sensor.a", "1");
        try (OpenOutbox open = new OpenOutbox(folder, PARTITIONS)) {
            open.freeBytes.set(1);
            open.guard.look();
            assertThatThrownBy(() -> open.outbox.put(SampleEvents.frame(event))).isInstanceOf(TransientFailure.class);

            assertThat(open.ledger.contains(event.id(), event.micros())).isFalse();
            assertThat(open.ledger.watermark()).isEmpty();
        }
    }

    @Test
    void forgettingTrimsTheLedgersQueueToo() throws Exception {
        Instant begin = SampleEvents.TIME;
        Duration later = Duration.ofMinutes(1);
        for (int minute = 0; minute < 3; minute++) {
            Instant now = begin.plus(later.multipliedBy(minute));
            Event event =
                    SampleEvents.change("sensor.a").at(now).to("m" + minute).event();
            try (OpenOutbox open = at(now)) {
                open.ledger.keepFrom(Long.MAX_VALUE);
                open.outbox.put(Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, List.of(event)));
                open.outbox.forget();
                assertThat(open.broker.depth(Broker.ACCEPTED).messages()).isEqualTo(1);
                assertThat(open.ledger.contains(event.id(), event.micros())).isTrue();
            }
        }
        try (OpenOutbox open = at(begin)) {
            assertThat(open.ledger.watermark())
                    .hasValue(SampleEvents.change("sensor.a")
                            .at(begin.plus(later.multipliedBy(2)))
                            .event()
                            .micros());
        }
    }

    @Test
    void knowsTheAgeOfWhatADeliveryHasFetchedButNotDone() throws Exception {
        try (OpenOutbox open = new OpenOutbox(folder, 1)) {
            open.outbox.put(frame("sensor.a", "1"));
            open.outbox.put(frame("sensor.a", "2"));
            String queue = Broker.OUTBOX + 0;
            boolean seen = open.inSession(session -> {
                try (MessageConsumer delivery = session.createConsumer(session.createQueue(queue))) {
                    assertThat(delivery.receive(10_000)).isNotNull();
                    await().until(() -> open.broker.depth(queue).age().toMillis() > 0);
                    return true;
                }
            });
            assertThat(seen).isTrue();
            all(open);
            assertThat(open.broker.depth(queue).age()).isZero();
        }
    }

    @Test
    void partitionsOfAnEarlierStartAreStillThereUntilTheyAreEmpty() throws Exception {
        try (OpenOutbox wide = new OpenOutbox(folder, 4)) {
            wide.outbox.put(ofManyEntities(50));
        }
        try (OpenOutbox narrow = new OpenOutbox(folder, 1)) {
            assertThat(narrow.broker.partitions()).containsExactly("outbox.0", "outbox.1", "outbox.2", "outbox.3");
            assertThat(narrow.counters.read().carriedOver()).isEqualTo(50);
            assertThat(OpenOutbox.states(all(narrow))).hasSize(50);
        }
    }

    @Test
    void anotherProcessOnTheSameFolderIsRefused() throws Exception {
        try (OpenOutbox first = new OpenOutbox(folder, PARTITIONS)) {
            assertThatThrownBy(() -> new OpenOutbox(folder, PARTITIONS))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("in use by another Hearthline")
                    .hasMessageContaining(folder.toString());

            first.outbox.put(frame("sensor.a", "1"));
            assertThat(OpenOutbox.states(all(first))).containsExactly("1");
        }
    }

    /** As a caller does who is told to come again. */
    private static Delivery putUntilTaken(OpenOutbox open, Frame frame) {
        while (true) {
            try {
                return open.outbox.put(frame);
            } catch (TransientFailure sameAtThisMoment) {
                Thread.onSpinWait();
            }
        }
    }

    private OpenOutbox at(Instant now) throws Exception {
        return new OpenOutbox(folder, 1, new Broker.Limits(1 << 30, 16 << 20), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static List<Frame> all(OpenOutbox open) throws Exception {
        List<Frame> frames = new ArrayList<>();
        for (String queue : open.broker.partitions()) {
            frames.addAll(open.take(Integer.parseInt(queue.substring(Broker.OUTBOX.length()))));
        }
        return frames;
    }

    private static List<String> statesOf(String entity, List<Event> events) {
        return events.stream()
                .filter(event -> entity.equals(event.entityId()))
                .map(Event::state)
                .toList();
    }

    private static Frame frame(String entity, String... states) {
        return Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, events(entity, states));
    }

    private static List<Event> events(String entity, String... states) {
        List<Event> events = new ArrayList<>();
        for (String state : states) {
            events.add(SampleEvents.temperature(entity, state));
        }
        return events;
    }

    private static Frame ofManyEntities(int entities) {
        List<Event> events = new ArrayList<>();
        for (int i = 0; i < entities; i++) {
            events.add(SampleEvents.temperature("sensor.m" + i, "m" + i));
        }
        return Frame.of(UUID.randomUUID(), SampleEvents.HOUSE, null, events);
    }

    private static Event incompressible(int seed, int length) {
        var random = new java.util.Random(seed);
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append((char) ('!' + 2 + random.nextInt(57)));
        }
        return SampleEvents.change("sensor.big")
                .to("b" + seed)
                .attribute("noise", text.toString().replace('\\', 'x'))
                .event();
    }
}
