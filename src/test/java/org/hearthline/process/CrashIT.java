package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Real processes and a real kill -9, with a ledger outside of them: whatever was answered for arrives, each entity's events in
 * their order. {@code -Dkills=30} for more of them.
 */
class CrashIT {
    private static final int FAILED = 1;
    private static final int TERMINATED = 143;
    private static final int KILLS = Integer.getInteger("kills", 8);
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @TempDir
    Path folder;

    private final StoreServer store = new StoreServer();
    private final long seed = new Random().nextLong();
    private final Random random = new Random(seed);
    private final int port = HearthlineProcess.freePort();
    private final List<HearthlineProcess> started = new ArrayList<>();

    @BeforeEach
    void say() {
        System.out.println("CrashIT: seed " + seed);
    }

    @AfterEach
    void closeAll() {
        started.forEach(HearthlineProcess::close);
        store.close();
    }

    @Test
    void losesNothingThatItHasAnsweredForHoweverOftenItIsKilled() {
        try (AckedPosts posts = new AckedPosts(address())) {
            posts.call("one", 1, 0);
            posts.call("hundred", 100, 0);
            posts.call("many", 500, 0);
            killAgainAndAgain(posts);
            posts.end();
            HearthlineProcess last = start();
            awaitEmpty(last);

            assertThat(lost(posts))
                    .as("seed %s, of %s", seed, posts.acked().size())
                    .isEmpty();
            assertThat(posts.acked()).hasSizeGreaterThan(1000);
            store.numbersByEntity()
                    .forEach((entity, numbers) -> assertThat(numbers)
                            .as("first deliveries of %s, seed %s", entity, seed)
                            .isSorted());
        }
    }

    /** The kills fall between dead letter, store and commit wherever they like. */
    @Test
    void keepsEachRejectedEventAsOneDeadLetterHoweverOftenItIsKilled() {
        try (AckedPosts posts = new AckedPosts(address())) {
            posts.call("mixed", 20, 4);
            posts.call("other", 40, 8);
            killAgainAndAgain(posts);
            posts.end();
            HearthlineProcess last = start();
            awaitEmpty(last);

            List<String> letters = deadLetters(last);
            Set<String> arrived = new HashSet<>(store.states());
            arrived.addAll(letters);
            Set<String> lost = new HashSet<>(posts.acked());
            lost.removeAll(arrived);
            assertThat(lost).as("seed %s", seed).isEmpty();
            assertThat(letters)
                    .as("seed %s", seed)
                    .doesNotHaveDuplicates()
                    .hasSizeGreaterThan(10)
                    .allMatch(state -> state.startsWith("poison-"));
            assertThat(store.states()).noneMatch(state -> state.startsWith("poison-"));
        }
    }

    private void killAgainAndAgain(AckedPosts posts) {
        for (int kill = 0; kill < KILLS; kill++) {
            HearthlineProcess process = start();
            int before = posts.acked().size();
            await().atMost(HearthlineProcess.PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> posts.acked().size() > before + random.nextInt(400));
            process.kill();
        }
    }

    @Test
    void deliversAfterAKillWhatItTookWhileTheStoreWasAway() {
        store.answerWith(503);
        HearthlineProcess first = start();
        try (AckedPosts posts = new AckedPosts(address())) {
            posts.call("away", 50, 0);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.acked().size() > 1000);
            first.kill();
            posts.end();
            assertThat(store.states()).isEmpty();

            HearthlineProcess again = start();
            int carried = stats(again).path("carried_over").asInt();
            assertThat(carried).isGreaterThanOrEqualTo(posts.acked().size());
            store.answerWith(204);
            awaitEmpty(again);

            assertThat(lost(posts)).isEmpty();
            JsonNode stats = stats(again);
            assertThat(stats.path("received").asInt()).isEqualTo(carried);
            assertThat(stats.path("stored").asInt()).isEqualTo(carried);
        }
    }

    @Test
    void termUnderLoadEndsItInTimeAndLosesNothing() {
        HearthlineProcess first = start();
        try (AckedPosts posts = new AckedPosts(address())) {
            posts.call("load", 100, 0);
            posts.call("more", 10, 0);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.acked().size() > 2000);

            assertThat(first.terminate()).isEqualTo(TERMINATED);
            posts.end();
            assertThat(first.output()).doesNotContain(" ERROR ");
            awaitEmpty(start());

            assertThat(lost(posts)).isEmpty();
        }
    }

    @Test
    void startsAgainWithATornJournalAndDeliversWhatCanBeRead() throws IOException {
        store.answerWith(503);
        HearthlineProcess first = start();
        try (AckedPosts posts = new AckedPosts(address())) {
            posts.call("torn", 20, 0);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.acked().size() > 1000);
            first.kill();
            posts.end();
            int torn = tearTail();
            assertThat(torn).isPositive();
            store.answerWith(204);
            HearthlineProcess again = start();
            awaitEmpty(again);

            assertThat(lost(posts))
                    .as("only at the end")
                    .hasSizeLessThan(posts.acked().size() / 2);
            assertThat(store.states()).isNotEmpty();
            assertThat(again.isAlive()).isTrue();
            assertThat(again.output()).contains("did not stop in order");
        }
    }

    /** As a disk leaves it that had not written its last blocks: the last 64 bytes that are not zero become noise. */
    private int tearTail() throws IOException {
        Path journal = folder.resolve("house/data/outbox/journal");
        try (Stream<Path> files = Files.list(journal)) {
            Path newest = files.filter(file -> file.toString().endsWith(".amq"))
                    .max(Comparator.comparing(CrashIT::modified))
                    .orElseThrow();
            byte[] bytes = Files.readAllBytes(newest);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] == 0) {
                end--;
            }
            int from = Math.max(0, end - 64);
            byte[] noise = new byte[end - from];
            random.nextBytes(noise);
            try (RandomAccessFile file = new RandomAccessFile(newest.toFile(), "rw")) {
                file.seek(from);
                file.write(noise);
            }
            return noise.length;
        }
    }

    private static long modified(Path file) {
        try {
            return Files.getLastModifiedTime(file).toMillis();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aSecondProcessOnTheSameOutboxIsRefused() {
        HearthlineProcess first = start();
        Map<String, String> same = environment();
        same.put("HTTP_PORT", Integer.toString(HearthlineProcess.freePort()));
        same.put("DATA_DIR", folder.resolve("house/data").toString());
        HearthlineProcess second = HearthlineProcess.ofJar(folder.resolve("second"), same, "run");
        started.add(second);

        assertThat(second.exitCode()).as(second.output()).isEqualTo(FAILED);
        assertThat(second.output())
                .contains("in use by another Hearthline", "DATA_DIR")
                .doesNotContain("\tat ");
        awaitEmpty(first);
    }

    private Set<String> lost(AckedPosts posts) {
        Set<String> lost = new HashSet<>(posts.acked());
        lost.removeAll(new HashSet<>(store.states()));
        return lost;
    }

    private static List<String> deadLetters(HearthlineProcess process) {
        return process.get("/api/v1/dead-letters/export")
                .body()
                .lines()
                .map(CrashIT::tree)
                .map(letter -> letter.path("event").path("data").path("state").asText())
                .toList();
    }

    private static JsonNode tree(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static JsonNode stats(HearthlineProcess process) {
        return process.json("/api/v1/events/stats");
    }

    private static void awaitEmpty(HearthlineProcess process) {
        await().atMost(HearthlineProcess.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> stats(process).path("in_outbox").asInt() == 0);
    }

    private java.net.URI address() {
        return java.net.URI.create("http://localhost:" + port);
    }

    private HearthlineProcess start() {
        HearthlineProcess process = HearthlineProcess.ofJar(folder.resolve("house"), environment(), "run");
        started.add(process);
        return process.awaitHealthy();
    }

    /** A house that is not there, and a store that is. */
    private Map<String, String> environment() {
        return new HashMap<>(Map.of(
                "HA_URL", "http://127.0.0.1:1",
                "HA_TOKEN", "nobody-listens",
                "WEATHER_API_URL", "http://127.0.0.1:1",
                "INFLUXDB_URL", store.url(),
                "INFLUXDB_TOKEN", "any",
                "HTTP_PORT", Integer.toString(port)));
    }
}
