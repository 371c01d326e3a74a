package org.hearthline.gap;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.hearthline.gap.Gap.State;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody asks for is fetched where nobody has heard it, and only there. */
class BackfillTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    @Test
    void theTimeBeforeTheFirstStartIsFetched() {
        World world = beforeTheFirstStart(true);
        assertThat(world.gaps().all()).isEmpty();
        assertThat(world.missing()).hasSize(2 * 48);

        Map<String, Object> answer = ask(world, "{\"from\":\"10d ago\"}");
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat((List<?>) answer.get("left_out"))
                .hasSize(1)
                .first()
                .asString()
                .contains("heard live");
        assertThat(world.onlyGap().cause()).isEqualTo("requested");
        assertThat(world.onlyGap().state()).isEqualTo(State.CLOSED);
        assertThat(world.onlyGap().percent()).isEqualTo(100);
    }

    @Test
    void onlyTheEntitiesThatAreAskedForAreFetched() {
        World world = beforeTheFirstStart(true);

        ask(world, "{\"from\":\"10d ago\",\"entity_ids\":[\"sensor.b\"]}");
        world.repair(Duration.ofMinutes(5));

        assertThat(world.missing()).hasSize(48).allMatch(row -> row.startsWith("sensor.a"));
    }

    @Test
    void whatWasHeardIsFetchedOnlyWhenItIsAskedForAgain() {
        World world = beforeTheFirstStart(true);
        world.happenFor(MINUTE, SECOND, "sensor.a");

        Map<String, Object> answer = ask(world, "{\"from\":\"30s ago\"}");
        assertThat((List<?>) answer.get("gaps")).isEmpty();
        ask(world, "{\"from\":\"50s ago\",\"to\":\"40s ago\",\"again\":true}");
        world.repair(MINUTE);

        assertThat(world.onlyGap().repair().found()).isBetween(9L, 11L);
    }

    @Test
    void aRequestThatWasTakenSurvivesAKill() {
        World world = beforeTheFirstStart(true);
        ask(world, "{\"from\":\"10d ago\"}");
        world.kill();
        world.start();
        world.connect();
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void aGapThatWasOnlyReportedIsFilledOnRequest() {
        World world = beforeTheFirstStart(false);
        world.cut("network");
        world.happenFor(MINUTE, SECOND, "sensor.a");
        world.connect();
        world.happen("sensor.a");
        world.repair(MINUTE);
        assertThat(world.missing()).hasSize(2 * 48 + 60);

        ask(world, "{\"from\":\"10m ago\"}");
        world.repair(MINUTE);

        assertThat(world.missing()).allMatch(row -> row.contains("T0") || row.contains("T1") || row.contains("T2"));
        assertThat(world.repaired()).isGreaterThanOrEqualTo(60);
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void theCutAndTheRequestAreBothRepaired() {
        World world = beforeTheFirstStart(true);
        ask(world, "{\"from\":\"10d ago\"}");
        world.plan(Duration.ofSeconds(12), () -> world.cut("network"));
        world.plan(Duration.ofSeconds(13), () -> world.happen("sensor.a"));
        world.plan(Duration.ofSeconds(15), world::connect);
        world.repair(Duration.ofMinutes(5));

        world.assertNothingIsMissingNorDoubled();
        assertThat(world.gaps().openCount()).isZero();
    }

    @Test
    void allThatTheRecorderKeepsCanBeAskedForAndMoreIsNamed() {
        World world = beforeTheFirstStart(true);
        assertThat((List<?>) ask(world, "{\"from\":\"10d ago\"}").get("left_out"))
                .hasSize(1);
        Map<String, Object> answer = ask(world, "{\"from\":\"12d ago\"}");
        world.repair(Duration.ofMinutes(5));

        assertThat(answer.get("left_out").toString()).contains("older than the recorder keeps");
        assertThat(world.gaps().all()).hasSize(2).allMatch(gap -> gap.state() == State.CLOSED);
        assertThat(world.health().status().detail()).isEqualTo("No gap is open");
    }

    private World beforeTheFirstStart(boolean repairs) {
        World world = new World(folder, repairs);
        world.happenFor(Duration.ofDays(2), Duration.ofHours(1), "sensor.a", "sensor.b");
        world.connect();
        world.happenFor(MINUTE, SECOND, "sensor.a");
        return world;
    }

    private static Map<String, Object> ask(World world, String json) {
        return world.api().backfill(json.getBytes(StandardCharsets.UTF_8));
    }
}
