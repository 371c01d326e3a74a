package org.hearthline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hearthline.PipelineReplay.within30s;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.hearthline.StubServer.Says;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Every way in which a store can fail, once, now and then, and for a while: what was accepted is stored, once, in order. */
@TestInstance(Lifecycle.PER_CLASS)
final class FaultMatrixTest {
    private static final Instant START = Instant.parse("2026-11-20T08:00:00Z");
    private static final int FRAMES = 12;

    @TempDir
    static Path dataDir;

    private final InfluxStub store = new InfluxStub();
    private final AtomicInteger numbers = new AtomicInteger();
    private final List<String> sent = new ArrayList<>();
    private Pipeline pipeline;

    @BeforeAll
    void start() {
        pipeline = start(dataDir, store);
    }

    private static Pipeline start(Path folder, InfluxStub store) {
        return Pipeline.start(
                folder,
                Map.of(
                        "ha.url", "http://127.0.0.1:1",
                        "ha.token", "nobody-listens",
                        "weather.api-url", "http://127.0.0.1:1",
                        "influxdb.url", store.url(),
                        "influxdb.token", "any",
                        "influxdb.timeout", "500ms"));
    }

    @AfterAll
    void stop() {
        pipeline.close();
        store.close();
    }

    /** Good writes, so that the circuit breaker has forgotten the test before. */
    @BeforeEach
    void calm() {
        store.http().goOn();
        store.onWrite(lines -> InfluxStub.STORED);
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        for (int i = 0; i < 10; i++) {
            forward(1);
        }
        within30s().until(() -> pipeline.stat("in_outbox") == 0);
        sent.clear();
        store.lines().clear();
    }

    static Stream<Arguments> transientFaults() {
        Map<String, Supplier<Says>> faults = new LinkedHashMap<>();
        for (int status : new int[] {408, 429, 500, 502, 503, 504}) {
            faults.put(Integer.toString(status), () -> InfluxStub.says(status, "not now"));
        }
        faults.put("429 for a second", () -> new Says(429, Map.of("Retry-After", "1"), ""));
        faults.put("503 until a date", () -> new Says(503, Map.of("Retry-After", inASecond()), ""));
        faults.put("connection cut", () -> new Says(StubServer.CUT));
        faults.put("reply lost after storing", () -> InfluxStub.STORED_AND_CUT);
        faults.put("500 cut mid-body", () -> new Says(500, Map.of(StubServer.CUT_SHORT, "1"), "{\"code\":\"int"));
        return faults.entrySet().stream()
                .flatMap(fault -> Stream.of("once", "one in ten", "three times running")
                        .map(how -> Arguments.of(fault.getKey(), how, fault.getValue())));
    }

    private static String inASecond() {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(
                ZonedDateTime.now(ZoneOffset.UTC).plusSeconds(1));
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("transientFaults")
    void losesAndRefusesNothingWhateverPasses(String fault, String how, Supplier<Says> says) {
        AtomicInteger writes = new AtomicInteger();
        store.onWrite(lines -> fails(how, writes.incrementAndGet()) ? says.get() : InfluxStub.STORED);
        long rejected = pipeline.stat("rejected");

        for (int i = 0; i < FRAMES; i++) {
            forward(3);
        }
        within30s().until(() -> pipeline.stat("in_outbox") == 0);

        assertStoredOnceInOrder();
        assertThat(pipeline.stat("rejected")).isEqualTo(rejected);
        assertThat(pipeline.health("outbox").path("status").asText()).isEqualTo("healthy");
        assertSums();
    }

    private static boolean fails(String how, int write) {
        return switch (how) {
            case "once" -> write == 2;
            case "one in ten" -> write % 10 == 5;
            default -> write >= 2 && write <= 4;
        };
    }

    @Test
    void losesNothingWhenTheStoreHangs() {
        store.http().hang();
        for (int i = 0; i < FRAMES; i++) {
            forward(3);
        }
        within30s()
                .until(() -> pipeline.health("outbox").path("status").asText().equals("degraded"));
        store.http().goOn();
        within30s().until(() -> pipeline.stat("in_outbox") == 0);

        assertStoredOnceInOrder();
        assertSums();
    }

    @ParameterizedTest
    @ValueSource(ints = {401, 403, 404})
    void keepsWhatItMayNotWriteUntilSomebodyActs(int status, @TempDir Path folder) {
        try (InfluxStub closed = new InfluxStub()) {
            closed.onWrite(lines -> InfluxStub.says(status, "not for you"));
            try (Pipeline first = start(folder, closed)) {
                first.post("/api/v1/events/forward", Pipeline.event("sensor.kept", "kept", START.toString()));
                within30s()
                        .until(() ->
                                first.health("outbox").path("status").asText().equals("degraded"));
                assertThat(first.health("store").path("detail").asText()).containsPattern("token|bucket");
                assertThat(first.stat("in_outbox")).isEqualTo(1);
                assertThat(first.stat("rejected")).isZero();
                assertThat(first.get("/health").status()).isEqualTo(200);
            }
            closed.onWrite(lines -> InfluxStub.STORED);
            try (Pipeline again = start(folder, closed)) {
                within30s().until(() -> again.stat("in_outbox") == 0);
                assertThat(closed.states()).containsExactly("kept");
            }
        }
    }

    @ParameterizedTest(name = "{0} of 12 is bad, {1}")
    @CsvSource({
        "first, 400, named",
        "first, 400, unnamed",
        "first, 422, unnamed",
        "middle, 400, named",
        "middle, 400, unnamed",
        "middle, 422, unnamed",
        "last, 400, named",
        "last, 400, unnamed",
        "last, 422, unnamed",
        "all, 400, named",
        "all, 400, unnamed",
        "all, 422, unnamed",
    })
    void findsThePoisonAndStoresTheRest(String which, int status, String words) {
        store.onWrite(lines -> refusePoison(lines, status, words.equals("named")));
        long rejected = pipeline.stat("rejected");
        List<String> frame = new ArrayList<>();
        List<String> poison = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            String state = next();
            if (isBad(which, i)) {
                state = "poison" + state;
                poison.add(state);
            } else {
                sent.add(state);
            }
            frame.add(event("sensor.frame", state));
        }

        pipeline.post("/api/v1/events/forward", frame.toString());
        within30s().until(() -> pipeline.stat("in_outbox") == 0);

        assertStoredOnceInOrder();
        assertThat(pipeline.stat("rejected")).isEqualTo(rejected + poison.size());
        assertThat(deadStates()).containsAll(poison);
        assertThat(pipeline.health("store").path("status").asText()).isEqualTo("healthy");
        assertSums();
    }

    private static boolean isBad(String which, int index) {
        return switch (which) {
            case "first" -> index == 0;
            case "middle" -> index == 6;
            case "last" -> index == 11;
            default -> true;
        };
    }

    private static Says refusePoison(String lines, int status, boolean named) {
        List<String> bad =
                lines.lines().filter(line -> line.contains("\"poison")).toList();
        if (bad.isEmpty()) {
            return InfluxStub.STORED;
        }
        String words = named
                ? "unable to parse '" + bad.get(0) + "': it is poison"
                : "one of these " + lines.lines().count() + " is poison";
        return new Says(
                status,
                Map.of("Content-Type", "application/json"),
                Pipeline.object(Map.of("code", "invalid", "message", words)));
    }

    @Test
    void halvesWhatIsTooLarge() {
        store.onWrite(lines -> lines.lines().count() > 5 ? InfluxStub.says(413, "too large") : InfluxStub.STORED);
        forward(40);
        within30s().until(() -> pipeline.stat("in_outbox") == 0);

        assertStoredOnceInOrder();
        assertSums();
    }

    @Test
    void storesTenThousandAmongAHundredBadOnesAndNeverOpensTheBreaker() {
        AtomicInteger writes = new AtomicInteger();
        store.onWrite(lines -> {
            writes.incrementAndGet();
            return refusePoison(lines, 400, true);
        });
        long rejected = pipeline.stat("rejected");
        long stored = pipeline.stat("stored");
        for (int request = 0; request < 20; request++) {
            List<String> batch = new ArrayList<>();
            for (int i = 0; i < 505; i++) {
                String state = next();
                boolean bad = i % 101 == 50;
                if (!bad) {
                    sent.add(state);
                }
                batch.add(event("sensor.many" + i % 5, bad ? "poison" + state : state));
            }
            assertThat(pipeline.post("/api/v1/events/forward", batch.toString()).status())
                    .isEqualTo(200);
        }
        within30s().until(() -> pipeline.stat("in_outbox") == 0);

        assertThat(pipeline.stat("stored") - stored).isEqualTo(10_000);
        assertThat(pipeline.stat("rejected") - rejected).isEqualTo(100);
        assertThat(new java.util.HashSet<>(store.states())).hasSize(10_000).containsAll(sent);
        assertThat(deadStates().stream().distinct()).hasSizeGreaterThanOrEqualTo(100);
        assertThat(pipeline.health("outbox").path("detail").asText()).doesNotContain("circuit breaker");
        assertSums();
    }

    /** Events of one entity, in one request. */
    private void forward(int events) {
        List<String> frame = new ArrayList<>();
        for (int i = 0; i < events; i++) {
            String state = next();
            sent.add(state);
            frame.add(event("sensor.one", state));
        }
        assertThat(pipeline.post("/api/v1/events/forward", frame.toString()).status())
                .isEqualTo(200);
    }

    private String next() {
        return "n" + numbers.incrementAndGet();
    }

    private static String event(String entity, String state) {
        int number = Integer.parseInt(state.replaceAll("[^0-9]", ""));
        return Pipeline.event(entity, state, START.plusMillis(number).toString());
    }

    /** A frame may be written twice, and then with the same bytes: the store has it once. */
    private void assertStoredOnceInOrder() {
        assertThat(new ArrayList<>(new java.util.LinkedHashSet<>(store.states())))
                .isEqualTo(sent);
        Map<String, String> byState = new HashMap<>();
        for (String line : store.lines()) {
            String state = line.replaceAll(".*[, ]state=\"([^\"]*)\".*", "$1");
            String before = byState.putIfAbsent(state, line);
            assertThat(before == null ? line : before).isEqualTo(line);
        }
    }

    private List<String> deadStates() {
        return pipeline.deadLetters().stream()
                .map(letter -> letter.path("event").path("data").path("state").asText())
                .toList();
    }

    private void assertSums() {
        JsonNode stats = pipeline.get("/api/v1/events/stats").json();
        assertThat(stats.path("received").asLong())
                .as(stats.toString())
                .isEqualTo(stats.path("stored").asLong()
                        + stats.path("rejected").asLong()
                        + stats.path("filtered").asLong()
                        + stats.path("in_outbox").asLong());
    }
}
