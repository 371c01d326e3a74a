package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the README promises of {@code ./hearthline demo}, by the launcher, in a folder with a space in its name. */
class DemoIT {
    /** What the shell and the JVM say of a process that was ended by TERM: 128 + 15. */
    private static final int TERMINATED = 143;

    @TempDir
    static Path folder;

    private static Installation installation;
    private static HearthlineProcess demo;

    @BeforeAll
    static void start() throws IOException {
        installation = Installation.in(folder.resolve("hearth line"));
        demo = demo(folder.resolve("work"), "--port", port()).awaitHealthy("home_assistant", "store", "weather");
    }

    @AfterAll
    static void stop() {
        if (demo != null) {
            demo.close();
        }
    }

    private static HearthlineProcess demo(Path work, String... options) {
        String[] arguments = new String[options.length + 1];
        arguments[0] = "demo";
        System.arraycopy(options, 0, arguments, 1, options.length);
        String temporary = work.resolveSibling(work.getFileName() + " tmp").toString();
        assertThat(Path.of(temporary).toFile().mkdirs()).isTrue();
        return HearthlineProcess.ofLauncher(
                installation.launcher(),
                work,
                // No blank survives in JAVA_OPTS, so the folder for temporary files goes by the JVM's own variable.
                Map.of("HOME", work.toString(), "JDK_JAVA_OPTIONS", "-Djava.io.tmpdir=\"" + temporary + "\""),
                arguments);
    }

    private static String port() {
        return Integer.toString(HearthlineProcess.freePort());
    }

    @Test
    void printsTheAddressOfItsPage() {
        assertThat(demo.output())
                .contains("Hearthline's demo is at  " + demo.address() + "/")
                .contains("curl -s '" + demo.address() + "/api/v1/events?limit=3'")
                .doesNotContain(" WARN ", " ERROR ", "Exception");
    }

    @Test
    void hasThreeEventsWithTheWeather() {
        await().atMost(HearthlineProcess.PATIENCE).untilAsserted(() -> {
            JsonNode events = demo.json("/api/v1/events?limit=3").path("events");

            assertThat(events)
                    .hasSize(3)
                    .allMatch(event -> event.path("weather_temperature").isNumber(), "has the temperature outside");
            assertThat(events)
                    .extracting(event -> event.path("event_id").asText())
                    .doesNotHaveDuplicates();
        });
    }

    @Test
    void isHealthy() {
        await().atMost(HearthlineProcess.PATIENCE).untilAsserted(() -> {
            JsonNode health = demo.json("/health");
            assertThat(health.path("status").asText()).as(health.toString()).isEqualTo("healthy");
            assertThat(health.path("dependencies").fieldNames())
                    .toIterable()
                    .contains("home_assistant", "store", "weather");
        });
    }

    @ParameterizedTest
    @CsvSource({
        "/, text/html; charset=utf-8, <title>Hearthline</title>",
        "/index.html, text/html; charset=utf-8, <title>Hearthline</title>",
        "/style.css, text/css; charset=utf-8, :root",
        "/app.js, text/javascript; charset=utf-8, import",
        "/favicon.svg, image/svg+xml, <svg",
        "/health, application/json, home_assistant",
        "/metrics, text/plain; version=0.0.4; charset=utf-8, # HELP",
    })
    void servesThePageAndWhatItLinksTo(String path, String contentType, String content) {
        HttpResponse<String> answer = demo.get(path);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains(contentType);
        assertThat(answer.body()).contains(content);
    }

    @Test
    void everyFileOfThePageIsServed() throws IOException {
        try (var files = Files.list(Path.of("src/main/resources/ui"))) {
            assertThat(files).isNotEmpty().allSatisfy(file -> {
                HttpResponse<String> answer = demo.get("/" + file.getFileName());
                assertThat(answer.statusCode()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo(Files.readString(file));
            });
        }
    }

    @Test
    void termEndsItInTimeAndItLeavesNothingBehindButItsData() throws IOException {
        Path work = folder.resolve("short");
        try (HearthlineProcess shortDemo = demo(work, "--port", port())) {
            shortDemo.awaitHealthy("home_assistant", "store", "weather");

            assertThat(shortDemo.terminate()).as(shortDemo.output()).isEqualTo(TERMINATED);

            assertThat(shortDemo.output()).doesNotContain(" WARN ", " ERROR ", "Exception");
            try (var files = Files.list(work)) {
                assertThat(files.map(file -> file.getFileName().toString()))
                        .containsExactlyInAnyOrder("data", "routes");
            }
            assertThat(work.resolve("routes")).isEmptyDirectory();
            assertThat(folder.resolve("short tmp")).isEmptyDirectory();
            assertThat(installation.additions()).hasSize(1).allMatch(name -> name.endsWith(".jsa"));
        }
    }

    @Test
    void takenPortIsNamedWithHowToChangeIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"));
                HearthlineProcess refused =
                        demo(folder.resolve("refused"), "--port", Integer.toString(other.getLocalPort()))) {
            assertThat(refused.exitCode()).isEqualTo(1);
            assertThat(refused.output())
                    .contains("Cannot listen on port " + other.getLocalPort(), "--port")
                    .doesNotContain("\tat ", "Exception:");
        }
    }
}
