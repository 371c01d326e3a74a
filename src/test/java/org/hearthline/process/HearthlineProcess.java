package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Hearthline as a process of its own, as a user has it: with its own folder, where {@code data} is its DATA_DIR, nothing of
 * this environment but the path to Java, and its output in a file. Whatever happens, it ends with the test.
 */
final class HearthlineProcess implements AutoCloseable {
    /** More than enough on a machine that builds something else at the same time. */
    static final Duration PATIENCE = Duration.ofSeconds(60);

    /** What the house rules promise to whoever sends TERM. */
    static final Duration END = Duration.ofSeconds(10);

    static final Path JAR = Path.of("target/hearthline.jar").toAbsolutePath();
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final Process process;
    private final Path output;
    private final URI address;
    private final Thread lastResort;

    private HearthlineProcess(Process process, Path output, URI address) {
        this.process = process;
        this.output = output;
        this.address = address;
        this.lastResort = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(lastResort);
    }

    /** The packaged jar. The port is HTTP_PORT's, or that of {@code --port}, if one of them is given. */
    static HearthlineProcess ofJar(Path folder, Map<String, String> environment, String... arguments) {
        // Compiled quickly rather than well: these processes live for seconds. UTF-8 as by the launcher.
        return start(
                List.of(
                        java().toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-Xmx256m",
                        "-XX:SharedArchiveFile=" + ClassArchive.file(),
                        "-Xlog:cds=off",
                        "-Xlog:cds+dynamic=off",
                        "-Dsun.stdout.encoding=UTF-8",
                        "-Dsun.stderr.encoding=UTF-8",
                        "-Dstdout.encoding=UTF-8",
                        "-Dstderr.encoding=UTF-8",
                        "-jar",
                        JAR.toString()),
                folder,
                environment,
                arguments);
    }

    /** By any command, with its own environment only. */
    static HearthlineProcess ofCommand(List<String> command, Path folder, Map<String, String> environment) {
        return start(command, folder, environment);
    }

    /** By the launcher, in whatever folder it is. */
    static HearthlineProcess ofLauncher(
            Path launcher, Path folder, Map<String, String> environment, String... arguments) {
        return start(List.of(launcher.toString()), folder, environment, arguments);
    }

    private static HearthlineProcess start(
            List<String> program, Path folder, Map<String, String> environment, String... arguments) {
        assertThat(JAR).as("mvn package makes it").exists();
        try {
            Files.createDirectories(folder);
            Path output = Files.createTempFile(folder.getParent(), folder.getFileName() + "-", ".out");
            ProcessBuilder builder = new ProcessBuilder(Stream.concat(program.stream(), Stream.of(arguments))
                            .toList())
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile());
            builder.environment().clear();
            builder.environment().put("PATH", System.getenv("PATH"));
            builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
            builder.environment().put("DATA_DIR", folder.resolve("data").toString());
            builder.environment().putAll(environment);
            return new HearthlineProcess(builder.start(), output, address(environment, List.of(arguments)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static URI address(Map<String, String> environment, List<String> arguments) {
        int option = arguments.indexOf("--port");
        String port = option >= 0 ? arguments.get(option + 1) : environment.getOrDefault("HTTP_PORT", "0");
        return URI.create("http://localhost:" + port);
    }

    static Path java() {
        return Path.of(System.getProperty("java.home"), "bin", "java");
    }

    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Without slash at the end. */
    URI address() {
        return address;
    }

    /** Everything so far that it has written to standard output and standard error. */
    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    long pid() {
        return process.pid();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Returns when it answers over HTTP and these of its dependencies are healthy. */
    HearthlineProcess awaitHealthy(String... dependencies) {
        await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100)).untilAsserted(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            JsonNode health = json("/health");
            for (String dependency : dependencies) {
                assertThat(health.at("/dependencies/" + dependency + "/status").asText())
                        .as("%s in %s", dependency, health)
                        .isEqualTo("healthy");
            }
        });
        return this;
    }

    /** The JSON that a path answers, which has to be a 200. */
    JsonNode json(String path) {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as("%s: %s", path, answer.body()).isEqualTo(200);
        try {
            return MAPPER.readTree(answer.body());
        } catch (IOException e) {
            throw new UncheckedIOException(answer.body(), e);
        }
    }

    HttpResponse<String> get(String path) {
        return get(URI.create(address + path));
    }

    static HttpResponse<String> get(URI uri) {
        HttpRequest request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build();
        try {
            return HTTP.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new AssertionError("No answer from " + uri, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** Every stored event, newest first, page by page, as soon as that many can be read. */
    List<JsonNode> storedEvents(int count, int pageSize) {
        return await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .until(() -> storedEvents(pageSize), events -> events.size() >= count);
    }

    private List<JsonNode> storedEvents(int pageSize) {
        List<JsonNode> events = new ArrayList<>();
        String cursor = "";
        do {
            JsonNode page = json("/api/v1/events?limit=" + pageSize + cursor);
            page.get("events").forEach(events::add);
            JsonNode next = page.path("next_cursor");
            cursor = next.isTextual() ? "&cursor=" + next.textValue() : "";
        } while (!cursor.isEmpty());
        return events;
    }

    /** Waits for its own end. Its exit code. */
    int exitCode() {
        return exitCode(PATIENCE);
    }

    /** Sends TERM. The exit code, with which it has to end in time. */
    int terminate() {
        process.destroy();
        return exitCode(END);
    }

    /** Sends KILL: it ends in the middle of what it does. */
    void kill() {
        process.destroyForcibly();
        exitCode(END);
    }

    private int exitCode(Duration within) {
        try {
            assertThat(process.waitFor(within.toMillis(), TimeUnit.MILLISECONDS))
                    .as("has ended within %s. %s", within, output())
                    .isTrue();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitCode(PATIENCE);
        Runtime.getRuntime().removeShutdownHook(lastResort);
    }
}
