package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only the operating system can show: a sync before the answer, and a disk that is full. Linux; says when it is skipped. */
class DurabilityIT {
    private static final long MIB = 1 << 20;

    @TempDir
    Path folder;

    private final StoreServer store = new StoreServer();
    private final int port = HearthlineProcess.freePort();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void closeAll() throws Exception {
        for (int i = open.size() - 1; i >= 0; i--) {
            open.get(i).close();
        }
        store.close();
    }

    @Test
    void syncsBetweenReceiptAndAnswer() throws Exception {
        skipUnless(isThere("strace"), "strace is not installed");
        store.answerWith(503);
        HearthlineProcess process = start(folder.resolve("data"), Map.of());
        assertThat(forward("before")).isEqualTo(200);
        Path trace = folder.resolve("trace");
        Process strace = new ProcessBuilder(
                        "strace",
                        "-f",
                        "-s",
                        "80",
                        "-o",
                        trace.toString(),
                        "-e",
                        "trace=network,read,write,writev,fsync,fdatasync",
                        "-p",
                        Long.toString(process.pid()))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("strace.out").toFile())
                .start();
        open.add(() -> end(strace));
        await().atMost(Duration.ofSeconds(20))
                .until(() -> !strace.isAlive()
                        || Files.readString(folder.resolve("strace.out")).contains("attached"));
        skipUnless(strace.isAlive(), "strace may not attach: " + Files.readString(folder.resolve("strace.out")));

        assertThat(forward("traced")).isEqualTo(200);
        // It writes all that it has seen when it ends.
        end(strace);

        List<String> calls = Files.readAllLines(trace);
        int received = first(calls, 0, "POST /api/v1/events/forward");
        int synced = first(calls, received, "sync(");
        int answered = first(calls, received, "\"HTTP/1.1 200");
        assertThat(received).as("%s calls", calls.size()).isNotNegative();
        assertThat(synced).isBetween(received, answered);
    }

    private static int first(List<String> calls, int from, String text) {
        return IntStream.range(Math.max(0, from), calls.size())
                .filter(i -> calls.get(i).contains(text))
                .findFirst()
                .orElse(-1);
    }

    @Test
    void refusesOnAFullDiskAndGoesOnByItself() throws Exception {
        boolean possible = isRoot() && Files.exists(Path.of("/dev/loop-control")) && isThere("mkfs.ext4");
        skipUnless(possible, "a full disk needs root, loop devices and mkfs.ext4");
        Path disk = mounted();
        store.answerWith(503);
        HearthlineProcess process =
                start(disk.resolve("data"), Map.of("OUTBOX_MIN_DISK_FREE", "64MiB", "OUTBOX_MAX_BYTES", "128MiB"));
        try (AckedPosts posts = new AckedPosts(process.address())) {
            posts.call("filling", 50, 0);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.acked().size() > 500);

            Path filler = fill(disk, 70 * MIB);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.refusals() > 0);
            HttpResponse<String> refused = post("refused");
            assertThat(refused.statusCode()).isEqualTo(503);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(refused.body()).contains("OUTBOX_FULL", "outbox.min-disk-free");
            HttpResponse<String> health = process.get("/health");
            assertThat(health.statusCode()).isEqualTo(503);
            assertThat(health.body()).contains("unhealthy", "make room");

            int before = posts.acked().size();
            Files.delete(filler);
            await().atMost(HearthlineProcess.PATIENCE).until(() -> posts.acked().size() > before + 100);
            assertThat(process.get("/health").statusCode()).isEqualTo(200);
            posts.end();
            store.answerWith(204);
            await().atMost(HearthlineProcess.PATIENCE)
                    .until(() -> stats(process).path("in_outbox").asInt() == 0);

            Set<String> lost = new HashSet<>(posts.acked());
            lost.removeAll(new HashSet<>(store.states()));
            assertThat(lost).isEmpty();
            assertThat(store.states()).doesNotContain("refused");
        }
    }

    private static JsonNode stats(HearthlineProcess process) {
        return process.json("/api/v1/events/stats");
    }

    /** A small disk of its own. */
    private Path mounted() throws Exception {
        Path image = folder.resolve("disk.img");
        Path disk = Files.createDirectory(folder.resolve("disk"));
        try (var file = new java.io.RandomAccessFile(image.toFile(), "rw")) {
            file.setLength(320 * MIB);
        }
        assertThat(run("mkfs.ext4", "-q", "-F", image.toString())).isZero();
        int mounted = run("mount", "-o", "loop", image.toString(), disk.toString());
        if ("true".equals(System.getenv("CI"))) {
            assertThat(mounted).as("mount of a loop device").isZero();
        }
        skipUnless(mounted == 0, "loop devices cannot be mounted here");
        open.add(() -> run("umount", disk.toString()));
        return disk;
    }

    /** Leaves so much room. */
    private static Path fill(Path disk, long left) throws IOException {
        Path filler = disk.resolve("filler");
        byte[] some = new byte[(int) MIB];
        try (OutputStream out = Files.newOutputStream(filler)) {
            while (disk.toFile().getUsableSpace() > left) {
                out.write(some);
            }
        }
        return filler;
    }

    private static boolean isRoot() throws Exception {
        return run("test", "-w", "/dev/loop-control") == 0 && "root".equals(System.getProperty("user.name"));
    }

    private static boolean isThere(String program) throws Exception {
        return run("sh", "-c", "command -v " + program + " >/dev/null") == 0;
    }

    private static int run(String... command) throws Exception {
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static void end(Process process) throws InterruptedException {
        process.destroy();
        process.waitFor(10, TimeUnit.SECONDS);
    }

    private static void skipUnless(boolean possible, String why) {
        if (!possible) {
            System.out.println("DurabilityIT: skipped, " + why);
        }
        assumeTrue(possible, why);
    }

    private int forward(String state) throws Exception {
        return post(state).statusCode();
    }

    private HttpResponse<String> post(String state) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/events/forward"))
                                .version(HttpClient.Version.HTTP_1_1)
                                .timeout(Duration.ofSeconds(30))
                                .header("Content-Type", "application/json")
                                .POST(BodyPublishers.ofString(AckedPosts.event("sensor.one", state, 1)))
                                .build(),
                        BodyHandlers.ofString());
    }

    private HearthlineProcess start(Path data, Map<String, String> more) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HA_URL", "http://127.0.0.1:1",
                "HA_TOKEN", "nobody-listens",
                "WEATHER_API_URL", "http://127.0.0.1:1",
                "INFLUXDB_URL", store.url(),
                "INFLUXDB_TOKEN", "any",
                "DATA_DIR", data.toString(),
                "HTTP_PORT", Integer.toString(port)));
        environment.putAll(more);
        HearthlineProcess process = HearthlineProcess.ofJar(folder.resolve("house"), environment, "run");
        open.add(process);
        return process.awaitHealthy();
    }
}
