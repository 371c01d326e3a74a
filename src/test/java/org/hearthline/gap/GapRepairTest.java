package org.hearthline.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.hearthline.event.Rejected;
import org.hearthline.event.TransientFailure;
import org.hearthline.gap.Gap.State;
import org.hearthline.health.Status.Level;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever happens to the socket, to clocks, to history or to this process: everything comes, and nothing live comes again. */
class GapRepairTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private World world;

    @BeforeEach
    void listen() {
        world = new World(folder);
        world.connect();
        world.happenFor(Duration.ofSeconds(40), SECOND, "sensor.a", "sensor.b");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT2S", "PT30S", "PT10M"})
    void whatHappenedDuringACutIsRepaired(Duration length) {
        world.cut("network");
        world.happenFor(length, SECOND, "sensor.a", "sensor.c");
        world.connect();
        world.happenFor(Duration.ofSeconds(20), SECOND, "sensor.a", "sensor.b");
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        Gap gap = world.onlyGap();
        assertThat(gap.state()).isEqualTo(State.CLOSED);
        assertThat(gap.cause()).isEqualTo("network");
        assertThat(gap.repair().found()).isEqualTo(2 * length.toSeconds());
        assertThat(gap.repair().already()).isPositive();
        assertThat(world.repairedTwice()).isZero();
        assertThat(world.health().status().level()).isEqualTo(Level.HEALTHY);
        assertThat(world.health().status().detail()).isEqualTo("No gap is open");
    }

    @Test
    void nothingIsMissingAfterACutInWhichNothingHappened() {
        world.cut("network");
        world.pass(Duration.ofSeconds(5));
        world.connect();
        world.repair(MINUTE);

        assertThat(world.sent).isEmpty();
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void nothingIsAskedBeforeTheRecorderHasCommitted() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.connect();
        world.repair(Duration.ofSeconds(9));
        assertThat(world.recorder.questions).isEmpty();

        world.repair(MINUTE);
        world.assertNothingIsMissingNorDoubled();
    }

    @Test
    void theRecordersQueueHasToBeEmptyFirst() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.connect();
        world.recorder.backlog = 20_000;
        world.repair(MINUTE);
        assertThat(world.recorder.questions).isEmpty();
        assertThat(world.onlyGap().closedMicros()).isNull();

        world.recorder.backlog = 0;
        world.repair(MINUTE);
        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aRecorderThatDoesNotRecordIsSaid() {
        world.cut("network");
        world.happen("sensor.a");
        world.connect();
        world.recorder.recording = false;
        world.repair(MINUTE);
        assertThat(world.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(world.health().status().detail()).contains("does not record");

        world.recorder.recording = true;
        world.repair(MINUTE);
        assertThat(world.health().status().level()).isEqualTo(Level.HEALTHY);
        world.assertNothingIsMissingNorDoubled();
    }

    @Test
    void whatIsOlderThanTheRecorderKeepsIsReported() {
        world.cut("network");
        world.happenFor(Duration.ofDays(11), Duration.ofHours(1), "sensor.a");
        world.connect();
        world.repair(Duration.ofMinutes(10));

        Gap gap = world.onlyGap();
        assertThat(gap.state()).isEqualTo(State.UNFILLED);
        assertThat(gap.repair().missing()).anyMatch(words -> words.contains("older than the recorder keeps"));
        assertThat(world.missing()).hasSizeBetween(23, 25);
        assertThat(world.repaired()).isBetween(239, 241);
        assertThat(world.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(world.health().status().detail()).contains("missing for good");

        world.pass(Duration.ofHours(25));
        assertThat(world.health().status().level()).isEqualTo(Level.HEALTHY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT-20S", "PT20S", "PT1H"})
    void aStepOfHomeAssistantsClockInAGapLosesNothing(Duration step) {
        world.cut("Home Assistant restart");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.turnHouseClock(step);
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a", "sensor.b");
        world.connect();
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.repair(Duration.ofMinutes(3));

        assertThat(world.missing()).isEmpty();
        assertThat(world.gaps().all()).allMatch(gap -> gap.state() == State.CLOSED);
        assertThat(world.ledger.size()).isLessThan(200);
    }

    @Test
    void aStepOfHomeAssistantsClockWhileListeningLosesNothing() {
        world.turnHouseClock(Duration.ofHours(-1));
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.cut("network");
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.connect();
        world.repair(Duration.ofMinutes(3));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().repair().found()).isEqualTo(5);
    }

    @Test
    void anotherTimeThanOursIsNoTrouble() {
        world.turnHouseClock(Duration.ofMinutes(7));
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.cut("network");
        world.happenFor(Duration.ofSeconds(20), SECOND, "sensor.a");
        world.connect();
        world.repair(Duration.ofMinutes(1));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void aStepOfOurClockBackDelaysNothingForLong() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.connect();
        world.clock.step(Duration.ofHours(-1));
        world.turnHouseClock(Duration.ofHours(1));
        world.repair(Duration.ofMinutes(1));

        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void whatHappenedWhileTheProcessWasDeadIsRepaired() {
        world.kill();
        world.happenFor(Duration.ofMinutes(2), SECOND, "sensor.a", "sensor.new");
        world.start();
        world.happen("sensor.a");
        world.connect();
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().cause()).isEqualTo("Hearthline was killed, or crashed");
    }

    @Test
    void aStopIsToldFromACrash() {
        world.stop();
        world.happen("sensor.a");
        world.start();
        world.connect();
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().cause()).isEqualTo("Hearthline was stopped");
    }

    @Test
    void aKillRightAfterTheReconnectForgetsNoGap() {
        world.cut("network");
        world.happenFor(Duration.ofMinutes(5), SECOND, "sensor.a");
        world.connect();
        world.happen("sensor.b");
        world.kill();
        world.happen("sensor.b");
        world.start();
        world.connect();
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
    }

    @Test
    void aKillInTheMiddleOfARepairGoesOnWhereItWas() {
        world.cut("network");
        world.happenFor(Duration.ofHours(12), Duration.ofSeconds(10), "sensor.a", "sensor.b");
        world.connect();
        world.repair(Duration.ofSeconds(13));
        assertThat(world.missing()).isNotEmpty();
        int before = world.repaired();
        assertThat(before).isPositive();
        world.kill();
        world.start();
        world.connect();
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.repairedTwice()).isLessThan(before);
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void whatWasHeardForAWhileBetweenTwoKillsIsNotReplaced() {
        Duration dead = Duration.ofMinutes(3);
        world.kill();
        world.happenFor(dead, SECOND, "sensor.a");
        world.start();
        world.connect();
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a");
        world.kill();
        world.happenFor(dead, SECOND, "sensor.a");
        world.start();
        world.connect();
        for (int i = 0; i < 1000; i++) {
            world.plan(Duration.ofMillis(20 * i), () -> world.happen("sensor.a"));
        }
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void aCutInTheMiddleOfARepairGoesOnWhereItWas() {
        world.cut("network");
        world.happenFor(Duration.ofHours(12), Duration.ofSeconds(10), "sensor.a", "sensor.b");
        world.connect();
        world.plan(Duration.ofSeconds(12), () -> world.cut("network, again"));
        world.plan(Duration.ofSeconds(13), () -> world.happen("sensor.a"));
        world.plan(Duration.ofSeconds(20), () -> world.connect());
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
        assertThat(world.gaps().all()).hasSize(2);
        assertThat(world.repairedTwice()).isZero();
    }

    @Test
    void aConnectionThatFlapsMakesOneGap() {
        for (int i = 0; i < 20; i++) {
            world.cut("network");
            world.happenFor(Duration.ofSeconds(3), SECOND, "sensor.a");
            world.connect();
            world.happenFor(Duration.ofSeconds(3), SECOND, "sensor.a", "sensor.b");
            world.repair(SECOND);
        }
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().all()).hasSize(1);
    }

    @Test
    void aQuietHouseThatIsKilledOftenIsRepairedOnce() {
        for (int i = 0; i < 3; i++) {
            world.kill();
            world.happen("sensor.a");
            world.start();
            world.connect();
            world.repair(MINUTE);
        }

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void aSlowHistoryIsAskedForLess() {
        world.cut("network");
        world.happenFor(Duration.ofMinutes(5), SECOND, "sensor.a", "sensor.b", "sensor.c");
        world.connect();
        world.recorder.mostRows = 40;
        world.repair(Duration.ofMinutes(10));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
        assertThat(world.recorder.largest).isLessThanOrEqualTo(40);
    }

    @Test
    void anAnswerThatDoesNotComeIsAskedForAgain() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.connect();
        for (int i = 0; i < 5; i++) {
            world.recorder.failures.add(new TransientFailure("No answer in time", null));
        }
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
    }

    @Test
    void historyThatIsRefusedIsSaidAndAskedAgainRarely() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.connect();
        world.recorder.always = new Rejected("Unauthorized");
        world.repair(Duration.ofMinutes(11));
        assertThat(world.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(world.health().status().detail()).contains("refuses its history (Unauthorized)", "5 minutes");
        assertThat(world.recorder.questions).hasSizeLessThan(20);

        world.recorder.always = null;
        world.repair(Duration.ofMinutes(10));
        world.assertNothingIsMissingNorDoubled();
        assertThat(world.health().status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void oneEntityThatIsRefusedSpoilsNoOther() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a", "sensor.b", "sensor.c", "sensor.odd");
        world.connect();
        world.recorder.refused.add("sensor.odd");
        world.repair(Duration.ofMinutes(5));

        assertThat(world.missing()).hasSize(30).allMatch(row -> row.startsWith("sensor.odd"));
        assertThat(world.onlyGap().repair().missing())
                .containsExactly("1 entity that Home Assistant refuses to answer for: sensor.odd");
    }

    @Test
    void whatTheRecorderDoesNotKeepIsNamed() {
        world.recorder.unrecorded.add("sensor.b");
        world.cut("network");
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a", "sensor.b");
        world.connect();
        world.happenFor(Duration.ofSeconds(5), SECOND, "sensor.a", "sensor.b");
        world.repair(MINUTE);

        assertThat(world.missing()).hasSize(5);
        assertThat(world.onlyGap().repair().missing())
                .containsExactly("1 entity that the recorder does not keep: sensor.b");
    }

    @Test
    void anEntityThatIsFirstSeenLaterIsAskedForAllOfTheGap() {
        world.cut("Home Assistant restart");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.hide("sensor.late");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a", "sensor.late");
        world.connect();
        world.plan(Duration.ofSeconds(12), () -> world.happen("sensor.late"));
        world.repair(Duration.ofMinutes(3));

        world.assertNothingIsMissingNorDoubled();
    }

    @Test
    void anOutboxThatIsFullGetsTheSameBatchAgain() {
        world.cut("network");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.connect();
        world.refusedBatches = 7;
        world.repair(Duration.ofMinutes(2));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.sent.subList(0, 8).stream().map(batch -> batch.id()).distinct())
                .hasSize(1);
    }

    @Test
    void idsAreNotKeptForLongThoughALongGapIsStillRepaired() {
        world.cut("network");
        world.happenFor(Duration.ofDays(5), Duration.ofSeconds(60), "sensor.a", "sensor.b");
        world.connect();
        for (int i = 0; i < 600; i++) {
            world.plan(Duration.ofMillis(100L * i), () -> world.happen("sensor.b"));
        }
        world.recorder.mostRows = 300;
        world.repair(Duration.ofSeconds(61));

        assertThat(world.gaps().openCount()).isOne();
        assertThat(world.ledger.size()).isLessThan(320);
        world.repair(Duration.ofMinutes(30));
        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void aDamagedFileIsSetAsideAndTheWatermarkTellsTheGap() throws IOException {
        world.kill();
        Files.writeString(folder.resolve("open.json"), "{\"coveredSince\":17,\"op");
        world.happenFor(Duration.ofSeconds(30), SECOND, "sensor.a");
        world.start();
        world.connect();
        world.repair(MINUTE);

        world.assertNothingIsMissingNorDoubled();
        assertThat(folder.resolve("open.json.damaged")).exists();
        assertThat(world.health().status().level()).isEqualTo(Level.DEGRADED);
        assertThat(world.health().status().detail()).contains("open.json.damaged");

        world.kill();
        world.start();
        assertThat(world.health().status().level()).isEqualTo(Level.HEALTHY);
    }

    @Test
    void withoutWatermarkNobodyKnowsAndThatIsSaid() {
        world.kill();
        world.ledger.forget();
        world.happen("sensor.a");
        world.start();
        world.connect();
        world.repair(MINUTE);

        assertThat(world.sent).isEmpty();
        assertThat(world.health().status().detail()).contains("nobody knows what is missing", "backfill");
    }

    @Test
    void aHouseThatWasQuietSinceTheFirstStartIsRepairedFromThere(@TempDir Path other) {
        World quiet = new World(other);
        quiet.connect();
        quiet.repair(MINUTE);
        quiet.kill();
        quiet.happen("sensor.a");
        quiet.start();
        quiet.connect();
        quiet.repair(MINUTE);

        quiet.assertNothingIsMissingNorDoubled();
    }

    @Test
    void aGapIsOnlyReportedWhereRepairIsOff(@TempDir Path other) {
        World off = new World(other, false);
        off.connect();
        off.happen("sensor.a");
        off.cut("network");
        off.happen("sensor.a");
        off.connect();
        off.repair(MINUTE);

        assertThat(off.recorder.questions).isEmpty();
        assertThat(off.onlyGap().state()).isEqualTo(State.REPORTED);
    }
}
