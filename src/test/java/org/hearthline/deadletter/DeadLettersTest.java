package org.hearthline.deadletter;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hearthline.deadletter.LetterBroker.LETTERS;
import static org.hearthline.deadletter.LetterBroker.OUTBOX;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.jms.JMSException;
import jakarta.jms.Session;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.hearthline.config.Version;
import org.hearthline.deadletter.Selection.All;
import org.hearthline.deadletter.Selection.Numbers;
import org.hearthline.deadletter.Selection.Reason;
import org.hearthline.deadletter.Selection.Span;
import org.hearthline.demo.SteppedClock;
import org.hearthline.event.ErrorCode;
import org.hearthline.event.Event;
import org.hearthline.event.EventParser;
import org.hearthline.event.EventReader;
import org.hearthline.event.Labels;
import org.hearthline.event.SampleEvents;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The letters in a real broker. */
class DeadLettersTest {
    private static final Labels CELLAR = new Labels("Cellar", null, null, List.of());
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private final SteppedClock clock = new SteppedClock();
    private final LetterNumbers numbers = new LetterNumbers(clock);
    private final LetterSamples samples = new LetterSamples(numbers, clock);
    private final List<Event> reentered = new ArrayList<>();
    private final List<LetterHead> heads = new ArrayList<>();
    private int committed;
    private LetterBroker broker;
    private DeadLetters letters;

    @BeforeEach
    void start() throws Exception {
        broker = new LetterBroker(folder);
        letters = open(1 << 20);
    }

    @AfterEach
    void stop() throws Exception {
        broker.close();
    }

    private DeadLetters open(long maxBytes) {
        EventReader reader =
                new EventReader("ingestion", "home", "websocket-ingestion", new EventParser(Set.of()), clock);
        DeadLetters opened = new DeadLetters(
                broker.connections(),
                LETTERS,
                () -> broker.letters(),
                numbers,
                new LetterReader(reader, event -> event.with(CELLAR)),
                new Outbox(),
                new LetterBounds(maxBytes, Duration.ofDays(30)),
                clock);
        opened.start();
        return opened;
    }

    /** Sends to a queue of the same broker, and can fail. */
    private final class Outbox implements Reentry {
        @Override
        public void send(Session session, Event event, LetterHead head) throws JMSException {
            reentered.add(event);
            heads.add(head);
            session.createProducer(session.createQueue(OUTBOX))
                    .send(session.createTextMessage(event.id().toString()));
            if ("sensor.jam".equals(event.entityId())) {
                throw new JMSException("the outbox is full");
            }
        }

        @Override
        public void committed(int events) {
            committed += events;
        }
    }

    private DeadLetter keep(String entityId) {
        DeadLetter letter = samples.refused(entityId);
        letters.keep(List.of(letter));
        return letter;
    }

    private LetterFilter filter(int limit) {
        return new LetterFilter(limit, null, null, null);
    }

    @Test
    void keepsALetterAsItWas() {
        DeadLetter letter = keep("sensor.a");

        assertThat(letters.find(letter.head().number())).contains(letter);
        assertThat(letters.find(1)).isEmpty();
        assertThat(letter.original().text())
                .contains("\"event_id\":\"" + letter.head().eventId());
        assertThat(letter.head().entityId()).isEqualTo("sensor.a");
        assertThat(letter.head().attempts()).isEqualTo(1);
        assertThat(letter.head().firstSeen()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
    }

    @Test
    void keepsALetterOfAMebibyte() {
        String json = SampleEvents.change("sensor.big")
                .attribute("text", "x".repeat(1 << 20))
                .json();
        DeadLetter letter = samples.refused(SampleEvents.of(json), ErrorCode.PAYLOAD_TOO_LARGE, null);

        letters.keep(List.of(letter));

        assertThat(letter.head().bytes()).isGreaterThan(1 << 20);
        assertThat(letters.find(letter.head().number())).contains(letter);
        assertThat(letters.list(filter(10)).letters()).containsExactly(letter.head());
        assertThat(letters.replay(new All(), Span.WHOLE).moved()).isEqualTo(1);
        assertThat(reentered.get(0).data().json().text()).isEqualTo(json);
    }

    @Test
    void listsNewestFirstPageByPage() {
        List<Long> kept = IntStream.range(0, 5)
                .mapToObj(i -> keep("sensor.a").head().number())
                .toList();

        LetterPage first = letters.list(filter(2));
        LetterPage second = letters.list(new LetterFilter(2, first.next(), null, null));
        LetterPage third = letters.list(new LetterFilter(2, second.next(), null, null));

        assertThat(first.total()).isEqualTo(5);
        assertThat(first.letters()).extracting(LetterHead::number).containsExactly(kept.get(4), kept.get(3));
        assertThat(second.letters()).extracting(LetterHead::number).containsExactly(kept.get(2), kept.get(1));
        assertThat(third.letters()).extracting(LetterHead::number).containsExactly(kept.get(0));
        assertThat(third.next()).isNull();
    }

    @Test
    void listsByReasonAndEntity() {
        keep("sensor.a");
        keep("sensor.it's");
        letters.keep(List.of(samples.unreadable("{}")));

        assertThat(letters.list(new LetterFilter(10, null, null, "sensor.it's")).letters())
                .extracting(LetterHead::entityId)
                .containsExactly("sensor.it's");
        assertThat(letters.list(new LetterFilter(10, null, ErrorCode.VALIDATION_ERROR, null))
                        .letters())
                .extracting(LetterHead::isEvent)
                .containsExactly(false);
        assertThat(letters.list(new LetterFilter(10, null, ErrorCode.STEP_FAILED, null))
                        .letters())
                .isEmpty();
    }

    @Test
    void replaysIntoTheOutboxWithItsHistory() {
        DeadLetter letter = keep("sensor.a");
        clock.step(Duration.ofMinutes(5));

        Outcome outcome = letters.replay(new Numbers(List.of(letter.head().number(), 7L)), Span.WHOLE);

        assertThat(outcome).isEqualTo(new Outcome(1, List.of(), null));
        assertThat(reentered)
                .extracting(e -> e.id().toString())
                .containsExactly(letter.head().eventId());
        assertThat(broker.messages(OUTBOX)).isEqualTo(1);
        assertThat(broker.messages(LETTERS)).isZero();
        assertThat(committed).isEqualTo(1);
        DeadLetter again = samples.refused(
                reentered.get(0),
                ErrorCode.REFUSED_BY_STORE,
                new LetterHistory(heads.get(0).firstSeen(), heads.get(0).attempts()));
        assertThat(again.head().firstSeen()).isEqualTo(letter.head().firstSeen());
        assertThat(again.head().lastSeen()).isEqualTo(clock.instant().truncatedTo(ChronoUnit.MICROS));
        assertThat(again.head().attempts()).isEqualTo(2);
    }

    @Test
    void anOutboxThatTakesNothingLeavesEveryLetterWhereItIs() {
        keep("sensor.a");
        keep("sensor.jam");

        assertThatThrownBy(() -> letters.replay(new All(), Span.WHOLE)).isInstanceOf(TransientFailure.class);

        assertThat(broker.messages(OUTBOX)).isZero();
        assertThat(letters.list(filter(10)).total()).isEqualTo(2);
        assertThat(committed).isZero();
    }

    @Test
    void whatIsStillNoEventStaysAndSaysWhy() {
        DeadLetter none = samples.unreadable("{\"entity_id\":\"sensor.a\"}");
        DeadLetter torn = samples.unreadable("{\"event_type\":");
        letters.keep(List.of(none, samples.refused("sensor.a"), torn, samples.refused("sensor.b")));

        Outcome outcome = letters.replay(new All(), Span.WHOLE);

        assertThat(outcome.moved()).isEqualTo(2);
        assertThat(outcome.left())
                .extracting(Outcome.Left::number)
                .containsExactly(none.head().number(), torn.head().number());
        assertThat(outcome.left()).allSatisfy(left -> assertThat(left.reason()).startsWith("Still no event: "));
        assertThat(broker.messages(OUTBOX)).isEqualTo(2);
        assertThat(letters.list(filter(10)).total()).isEqualTo(2);
    }

    @Test
    void whatCanBeReadByNowIsReplayedWithLabels() {
        letters.keep(List.of(samples.unreadable(SampleEvents.change("sensor.a").json())));

        assertThat(letters.replay(new All(), Span.WHOLE).moved()).isEqualTo(1);

        assertThat(reentered.get(0).area()).isEqualTo("Cellar");
        assertThat(reentered.get(0).id())
                .isEqualTo(SampleEvents.change("sensor.a").event().id());
    }

    @Test
    void purgesByReasonOnly() {
        keep("sensor.a");
        letters.keep(List.of(samples.unreadable("{}")));

        assertThat(letters.count(new Reason(ErrorCode.VALIDATION_ERROR))).isEqualTo(1);
        assertThat(letters.purge(new Reason(ErrorCode.VALIDATION_ERROR), Span.WHOLE)
                        .moved())
                .isEqualTo(1);

        assertThat(letters.list(filter(10)).letters())
                .extracting(LetterHead::entityId)
                .containsExactly("sensor.a");
        assertThat(letters.counts().read().purged()).isEqualTo(1);
        assertThat(letters.counts().read().letters()).isEqualTo(1);
    }

    @Test
    void worksInPartsThatFollowEachOther() {
        for (int i = 0; i < 5; i++) {
            keep("sensor.a");
        }
        letters.keep(List.of(samples.unreadable("{}")));

        Outcome first = letters.replay(new All(), new Span(0, Long.MAX_VALUE, 4));
        Outcome second = letters.replay(new All(), new Span(first.next(), Long.MAX_VALUE, 4));

        assertThat(first.moved()).isEqualTo(4);
        assertThat(second.moved()).isEqualTo(1);
        assertThat(second.left()).hasSize(1);
        assertThat(second.next()).isNull();
    }

    @Test
    void findsLettersFarBehindWhatTheBrokerHoldsInMemory() throws Exception {
        String text = "x".repeat(100_000);
        List<DeadLetter> many = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            String json =
                    SampleEvents.change("sensor.n" + i).attribute("text", text).json();
            many.add(samples.refused(SampleEvents.of(json), ErrorCode.REFUSED_BY_STORE, null));
        }
        for (int i = 0; i < 500; i += 50) {
            letters.keep(many.subList(i, i + 50));
        }
        assertThat(broker.isPaging(LETTERS)).isTrue();
        long last = many.get(498).head().number();
        long middle = many.get(300).head().number();

        assertThat(letters.find(last)).contains(many.get(498));
        assertThat(letters.list(filter(1)).total()).isEqualTo(500);
        assertThat(letters.count(new Numbers(List.of(middle, last)))).isEqualTo(2);
        assertThat(letters.replay(new Numbers(List.of(middle, last)), Span.WHOLE))
                .isEqualTo(new Outcome(2, List.of(), null));
        assertThat(letters.list(filter(1)).total()).isEqualTo(498);
        assertThat(letters.list(new LetterFilter(1000, null, null, null)).letters())
                .extracting(LetterHead::number)
                .doesNotContain(middle, last)
                .hasSize(498);
        assertThat(letters.purge(new All(), Span.WHOLE).moved()).isEqualTo(498);
        assertThat(broker.messages(LETTERS)).isZero();
    }

    @Test
    void exportsEveryLetterWithItsEvent() throws IOException {
        DeadLetter letter = keep("sensor.a");
        DeadLetter torn = samples.unreadable("{\"a\":\n");
        letters.keep(List.of(torn));

        List<String> lines;
        try (InputStream export = letters.export()) {
            lines = new String(export.readAllBytes(), UTF_8).lines().toList();
        }

        assertThat(lines).hasSize(2);
        JsonNode first = MAPPER.readTree(lines.get(0));
        assertThat(first.path("id").asText()).isEqualTo(letter.head().id());
        assertThat(first.at("/error/code").asText()).isEqualTo("REFUSED_BY_STORE");
        assertThat(first.at("/event/data/data/entity_id").asText()).isEqualTo("sensor.a");
        assertThat(MAPPER.readTree(lines.get(1)).path("event").asText()).isEqualTo("{\"a\": ");
    }

    @Test
    void anExportThatNobodyReadsIsClosed() throws IOException {
        keep("sensor.a");
        InputStream export = letters.export();
        clock.step(Duration.ofMinutes(5));

        letters.tick();

        assertThat(export.read()).isEqualTo(-1);
    }

    @Test
    void countsWhatWasThereBeforeTheStart() throws Exception {
        keep("sensor.a");
        DeadLetter last = keep("sensor.b");
        LetterCounts.Reading before = letters.counts().read();
        broker.close();
        broker = new LetterBroker(folder);
        LetterNumbers anew = new LetterNumbers(java.time.Clock.fixed(Instant.EPOCH, java.time.ZoneOffset.UTC));

        letters = open(1 << 20);
        DeadLetters afterAClockStep = new DeadLetters(
                broker.connections(),
                LETTERS,
                () -> broker.letters(),
                anew,
                new LetterReader(
                        new EventReader("ingestion", "home", Version.current(), new EventParser(Set.of()), clock),
                        event -> event),
                new Outbox(),
                new LetterBounds(1 << 20, Duration.ofDays(30)),
                clock);
        afterAClockStep.start();

        assertThat(letters.counts().read().letters()).isEqualTo(2);
        assertThat(letters.counts().read().bytes()).isEqualTo(before.bytes());
        assertThat(anew.next()).isEqualTo(last.head().number() + 1);
    }

    @Test
    void theOldestGoWhenThereAreTooManyAndHealthSaysSoLongBefore() {
        letters = open(100_000);
        List<Long> kept = new ArrayList<>();
        while (letters.counts().read().bytes() < 75_000) {
            kept.add(keep("sensor.a").head().number());
        }
        letters.tick();
        assertThat(letters.health().status().level()).isEqualTo(Level.HEALTHY);

        while (letters.counts().read().bytes() < 82_000) {
            kept.add(keep("sensor.a").head().number());
        }
        letters.tick();
        assertThat(letters.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(letters.health().status().detail())
                .contains(kept.size() + " dead letters", "hearthline dead-letters", "dead-letters.max-bytes");
        assertThat(letters.list(filter(100)).total()).isEqualTo(kept.size());

        while (letters.counts().read().bytes() <= 100_000) {
            kept.add(keep("sensor.a").head().number());
        }
        letters.tick();
        LetterCounts.Reading reading = letters.counts().read();
        assertThat(reading.bytes()).isBetween(80_000L, 90_000L);
        assertThat(reading.expired()).isEqualTo(kept.size() - reading.letters());
        assertThat(letters.find(kept.get(0))).isEmpty();
        assertThat(letters.find(kept.get(kept.size() - 1))).isPresent();
    }

    @Test
    void theOldestGoWhenTheyAreTooOldAndHealthSaysSoLongBefore() {
        DeadLetter old = keep("sensor.a");
        clock.step(Duration.ofDays(23));
        letters.tick();
        assertThat(letters.health().status().level()).isEqualTo(Level.HEALTHY);

        clock.step(Duration.ofDays(2));
        letters.tick();
        DeadLetter young = keep("sensor.b");
        assertThat(letters.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(letters.health().status().detail())
                .contains(old.head().lastSeen().plus(Duration.ofDays(30)).toString());

        clock.step(Duration.ofDays(6));
        letters.tick();
        assertThat(letters.list(filter(10)).letters()).containsExactly(young.head());
        assertThat(letters.counts().read().expired()).isEqualTo(1);
        assertThat(letters.health().status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void aBrokerThatIsAwayIsATransientFailure() throws Exception {
        broker.close();

        assertThatThrownBy(() -> keep("sensor.a")).isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> letters.list(filter(1))).isInstanceOf(TransientFailure.class);
        assertThatThrownBy(() -> letters.export().readAllBytes()).isInstanceOf(TransientFailure.class);
        assertThat(letters.counts().read().kept()).isZero();
    }
}
