package org.hearthline.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.hearthline.storage.WriteOutcome.Misconfigured;
import org.hearthline.storage.WriteOutcome.PartlyRejected;
import org.hearthline.storage.WriteOutcome.Unavailable;
import org.hearthline.storage.WriteOutcome.Written;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** However a server says which lines it refuses: all good ones end stored, all bad ones named. */
class WriteAttemptTest {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final Set<String> stored = new HashSet<>();

    /** How real servers behave when a request holds bad lines (those with "bad" in them). */
    enum Server {
        /** Stores nothing, lists all bad lines. */
        INFLUX_2_PARSE_ERROR((lines, stored) -> {
            String words = lines.stream()
                    .filter(line -> line.contains("bad"))
                    .map(line -> "unable to parse '" + line + "': invalid field format")
                    .collect(Collectors.joining("\\n"));
            return answer(lines, stored, false, 400, "{\"code\":\"invalid\",\"message\":\"" + words + "\"}");
        }),
        /** Stores the good ones, lists all bad lines. */
        INFLUX_1_PARSE_ERROR((lines, stored) -> {
            String words = lines.stream()
                    .filter(line -> line.contains("bad"))
                    .map(line -> "unable to parse '" + line + "': invalid number")
                    .collect(Collectors.joining("\\n"));
            return answer(lines, stored, true, 400, "{\"error\":\"partial write: " + words + " dropped=0\"}");
        }),
        /** Stores the good ones, names the first field only. */
        INFLUX_2_TYPE_CONFLICT((lines, stored) -> answer(
                lines,
                stored,
                true,
                422,
                "{\"code\":\"unprocessable entity\",\"message\":\"failure writing points to database: partial write: field type"
                        + " conflict: input field \\\"v\\\" on measurement \\\"m\\\" is type string dropped=1\"}")),
        /** Names the lines by number. */
        INFLUX_3((lines, stored) -> {
            String data = IntStream.range(0, lines.size())
                    .filter(i -> lines.get(i).contains("bad"))
                    .mapToObj(i -> "{\"original_line\":\"…\",\"line_number\":" + (i + 1) + ",\"error_message\":\"no\"}")
                    .collect(Collectors.joining(","));
            return answer(
                    lines,
                    stored,
                    true,
                    400,
                    "{\"error\":\"partial write of line protocol occurred\",\"data\":[" + data + "]}");
        }),
        /** Stores nothing, names the first bad line. */
        QUESTDB((lines, stored) -> {
            int first = 1
                    + IntStream.range(0, lines.size())
                            .filter(i -> lines.get(i).contains("bad"))
                            .findFirst()
                            .orElse(-2);
            return answer(lines, stored, false, 400, "{\"message\":\"cast error\",\"line\":" + first + "}");
        }),
        /** Says nothing of use. */
        SILENT((lines, stored) -> answer(lines, stored, false, 400, ""));

        private final BiFunction<List<String>, Set<String>, RecordedAnswer> write;

        Server(BiFunction<List<String>, Set<String>, RecordedAnswer> write) {
            this.write = write;
        }

        private static RecordedAnswer answer(
                List<String> lines, Set<String> stored, boolean partial, int status, String body) {
            boolean good = lines.stream().noneMatch(line -> line.contains("bad"));
            if (good || partial) {
                lines.stream().filter(line -> !line.contains("bad")).forEach(stored::add);
            }
            return good ? RecordedAnswer.STORED : RecordedAnswer.json(status, body);
        }
    }

    @ParameterizedTest
    @EnumSource(Server.class)
    void storesEveryGoodLineAndNamesEveryBadOne(Server behaviour) {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        try (ScriptedStore server = ScriptedStore.influx2(r -> behaviour.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            for (int round = 0; round < 12; round++) {
                int badIn100 = new int[] {0, 3, 50, 100}[round % 4];
                List<String> lines = random(random, 1 + random.nextInt(40), badIn100);
                stored.clear();

                WriteOutcome outcome = new InfluxWriter(client).write(TestLines.of(lines));

                Set<Integer> bad = IntStream.range(0, lines.size())
                        .filter(i -> lines.get(i).contains("bad"))
                        .boxed()
                        .collect(Collectors.toCollection(TreeSet::new));
                assertThat(refused(outcome))
                        .as("seed %s, round %s", seed, round)
                        .isEqualTo(bad);
                assertThat(stored)
                        .as("seed %s, round %s", seed, round)
                        .containsExactlyInAnyOrderElementsOf(
                                lines.stream().filter(l -> !l.contains("bad")).toList());
            }
        }
    }

    @Test
    void findsTheLinesOfARecordedParseError() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.text().contains("bad")
                        ? RecordedAnswer.of("09-write-parse-error-among-good")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            Lines lines = TestLines.of(
                    "good,e=a v=1 1700000000000", "bad line here now", "good,e=b v=2 1700000000000", "bad2,e=a v=x 1");

            WriteOutcome outcome = new InfluxWriter(client).write(lines);

            assertThat(TestLines.refused(outcome))
                    .isEqualTo(Map.of(
                            1, "unable to parse: invalid field format",
                            3, "unable to parse: invalid boolean"));
            assertThat(server.writes())
                    .as("once with all, once with the good ones")
                    .hasSize(2);
            assertThat(stored).containsExactlyInAnyOrder("good,e=a v=1 1700000000000", "good,e=b v=2 1700000000000");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 64})
    void halvesWhatIsTooLarge(int size) {
        List<String> lines =
                IntStream.range(0, size).mapToObj(i -> "m v=" + i + " " + i).toList();
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.body().length > 40
                        ? new RecordedAnswer(413, Map.of(), "too large")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            assertThat(new InfluxWriter(client).write(TestLines.of(lines))).isEqualTo(new Written());
            assertThat(stored).containsExactlyInAnyOrderElementsOf(lines);
        }
    }

    @Test
    void aLineThatIsTooLargeAloneIsRefused() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.text().contains("large")
                        ? new RecordedAnswer(413, Map.of(), "too large")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            WriteOutcome outcome =
                    new InfluxWriter(client).write(TestLines.of("m v=1 1", "m v=\"large\" 2", "m v=3 3"));

            assertThat(outcome).isEqualTo(new PartlyRejected(Map.of(1, "too large")));
            assertThat(stored).hasSize(2);
        }
    }

    @Test
    void whatFailsOnTheWayFailsTheWhole() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.text().startsWith("m v=3")
                        ? new RecordedAnswer(503, Map.of(), "")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            Lines lines = TestLines.of("m v=1 1", "m bad=2 2", "m v=3 3", "m v=4 4");

            assertThat(new InfluxWriter(client).write(lines)).isInstanceOf(Unavailable.class);
        }
    }

    @Test
    void answersThatPointNowhereDoNotMisleadIt() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> lines(r).isEmpty()
                        ? RecordedAnswer.json(400, "{\"message\":\"bucket is required\",\"line\":99}")
                        : RecordedAnswer.json(400, "{\"message\":\"bucket is required\",\"line\":99}"));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            assertThat(new InfluxWriter(client).write(TestLines.of("m v=1 1", "m v=2 2")))
                    .isInstanceOf(Misconfigured.class);
        }
    }

    @Test
    void aStoreThatWantsLinesInEveryRequestIsNoWrongRequest() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> lines(r).isEmpty()
                        ? RecordedAnswer.json(400, "{\"message\":\"no lines\"}")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            WriteOutcome outcome = new InfluxWriter(client).write(TestLines.of("m v=1 1", "bad v=2 2", "m v=3 3"));

            assertThat(TestLines.refused(outcome)).containsOnlyKeys(1);
            assertThat(new InfluxWriter(client).check()).isEqualTo(new Written());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 3, 6})
    void aLineThatBreaksTheStoreIsRefusedInTheEnd(int poisoned) {
        List<String> lines = new ArrayList<>(
                IntStream.range(0, 7).mapToObj(i -> "m v=" + i + " " + i).toList());
        lines.set(poisoned, "m poison=1 " + poisoned);
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.text().contains("poison")
                        ? RecordedAnswer.json(500, "{\"message\":\"out of range\"}")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            InfluxWriter writer = new InfluxWriter(client);
            for (int i = 1; i < 10; i++) {
                assertThat(writer.write(TestLines.of(lines))).isInstanceOf(Unavailable.class);
            }
            assertThat(stored).isEmpty();

            assertThat(writer.write(TestLines.of(lines)))
                    .isEqualTo(new PartlyRejected(Map.of(poisoned, "out of range")));
            assertThat(stored).hasSize(6).doesNotContain(lines.get(poisoned));
        }
    }

    @Test
    void aFrameOfOneLineIsToBlameOnlyWhereOthersAreStored() {
        try (ScriptedStore server = ScriptedStore.influx2(r -> r.text().contains("poison")
                        ? new RecordedAnswer(500, Map.of(), "out of range")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            InfluxWriter writer = new InfluxWriter(client);
            for (int i = 0; i < 20; i++) {
                assertThat(writer.write(TestLines.of("m poison=1 1"))).isInstanceOf(Unavailable.class);
            }

            assertThat(writer.write(TestLines.of("m v=2 2"))).isEqualTo(new Written());

            assertThat(writer.write(TestLines.of("m poison=1 1")))
                    .isEqualTo(new PartlyRejected(Map.of(0, "out of range")));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aStoreThatFailsForEverythingRefusesNothing(boolean workedBefore) {
        java.util.concurrent.atomic.AtomicBoolean down = new java.util.concurrent.atomic.AtomicBoolean(!workedBefore);
        try (ScriptedStore server = ScriptedStore.influx2(r -> down.get() && !lines(r).isEmpty()
                        ? new RecordedAnswer(500, Map.of(), "disk full")
                        : Server.SILENT.write.apply(lines(r), stored));
                StoreClient client = new StoreClient(server.address(), TIMEOUT, Clock.systemUTC())) {
            InfluxWriter writer = new InfluxWriter(client);
            if (workedBefore) {
                assertThat(writer.write(TestLines.of("m v=0 0"))).isEqualTo(new Written());
            }
            down.set(true);
            for (int i = 0; i < 40; i++) {
                assertThat(writer.write(TestLines.of("m v=1 1", "m v=2 2", "m v=3 3", "m v=4 4")))
                        .isInstanceOf(Unavailable.class);
                assertThat(writer.write(TestLines.of("m v=5 5"))).isInstanceOf(Unavailable.class);
            }
        }
    }

    private static Set<Integer> refused(WriteOutcome outcome) {
        return outcome instanceof Written
                ? Set.of()
                : TestLines.refused(outcome).keySet();
    }

    private static List<String> lines(ScriptedStore.Request request) {
        return request.text().lines().toList();
    }

    private static List<String> random(Random random, int size, int badIn100) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            lines.add((random.nextInt(100) < badIn100 ? "bad,t=x y=" : "m,t=x v=") + i + " " + i);
        }
        return lines;
    }
}
