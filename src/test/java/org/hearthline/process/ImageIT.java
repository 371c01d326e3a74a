package org.hearthline.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What is in the image, without an engine: its files unpacked into a folder, which belongs to root, and its command line run
 * as the user that it names. Needs root, to become somebody else.
 */
class ImageIT {
    private static final int TERMINATED = 143;
    private static final long LARGEST_UPDATE = 1_000_000;
    private static final String KEY = "a-key-for-the-image-only";
    private static final String EVENT = """
            {"event_type":"state_changed","entity_id":"sensor.cellar","state":"12.5","attributes":{"unit_of_measurement":"°C"}}
            """;

    private static UnpackedImage image;

    @BeforeAll
    static void unpack(@TempDir Path folder) throws Exception {
        Needs.that(
                mayChangeUser(), ImageIT.class, "only root may run setpriv (of util-linux) to become the image's user");
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        image = UnpackedImage.in(folder.resolve("image"));
    }

    private static boolean mayChangeUser() throws Exception {
        boolean installed = Stream.of(System.getenv("PATH").split(":"))
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, "setpriv")));
        return installed && ProcessHandle.current().info().user().orElse("").equals("root");
    }

    @Test
    void storesEventsAsItsOwnUserAndChangesNothingButItsData() throws Exception {
        Map<String, String> before = image.tree();
        Map<String, String> environment = environment();

        try (HearthlineProcess process = start(environment)) {
            await().atMost(HearthlineProcess.PATIENCE).until(() -> healthCheck(environment) == 0);
            assertThat(Files.readString(Path.of("/proc", Long.toString(process.pid()), "maps")))
                    .as("the archive of its libraries is in use. %s", process.output())
                    .contains("libraries.jsa");
            await().atMost(HearthlineProcess.PATIENCE)
                    .until(() -> process.get("/health/ready").statusCode() == 200);
            HttpResponse<String> taken = ask(process, "POST", "/api/v1/events/forward");
            assertThat(taken.statusCode()).as(taken.body()).isEqualTo(200);
            await().atMost(HearthlineProcess.PATIENCE)
                    .until(() -> ask(process, "GET", "/api/v1/events").body().contains("sensor.cellar"));

            assertThat(process.terminate()).as(process.output()).isEqualTo(TERMINATED);
            assertThat(process.output()).doesNotContain(KEY, "Exception");
        }
        assertThat(healthCheck(environment)).isEqualTo(1);
        assertThat(image.tree()).isEqualTo(before);
        try (Stream<Path> kept = Files.list(image.at("/data"))) {
            assertThat(kept.map(file -> file.getFileName().toString()))
                    .containsExactlyInAnyOrder("outbox", "gaps", "routes", "store", "store.password", "store.log");
        }
    }

    /** Their containers have no volume, and nothing else that could be written to. */
    @Test
    void stagesWithoutStateNeedNoDataFolder() throws Exception {
        Map<String, String> environment = environment();
        environment.put("STAGES", "validation,enrichment,weather,gateway");
        environment.put("DATA_DIR", "/proc/nobody-can-write-here");

        try (HearthlineProcess process = start(environment)) {
            await().atMost(HearthlineProcess.PATIENCE).until(() -> healthCheck(environment) == 0);
            await().atMost(HearthlineProcess.PATIENCE)
                    .until(() -> process.get("/health/ready").statusCode() == 200);
            assertThat(process.terminate()).as(process.output()).isEqualTo(TERMINATED);
        }
    }

    @Test
    void doesNotStartForOthersWithoutAKey() throws IOException {
        Map<String, String> environment = environment();
        environment.remove("API_KEY");

        try (HearthlineProcess process = start(environment)) {
            assertThat(process.exitCode()).isEqualTo(2);
            assertThat(process.output()).contains("set API_KEY");
        }
    }

    @Test
    void otherCommandsAreGivenAsTheyAreToTheLauncher() {
        try (HearthlineProcess process = start(environment(), "--version")) {
            assertThat(process.exitCode()).isZero();
            assertThat(process.output()).startsWith("hearthline 0.");
        }
    }

    @Test
    void anUpdateOfOurOwnIsLessThanOneMegabyte() throws IOException {
        long bytes = 0;
        boolean ours = false;
        for (ImageRecipe.Step step : image.recipe().image()) {
            if (ours && step.instruction().equals("COPY")) {
                bytes += UnpackedImage.compressed(step);
            }
            ours |= step.words().contains("/archive /opt");
        }

        assertThat(bytes).isBetween(300_000L, LARGEST_UPDATE);
    }

    /** A list that no longer knows the libraries makes the start slow: {@code docker/class-list} writes it anew. */
    @Test
    void archiveKnowsMostOfTheClassesThatItIsToHold() throws Exception {
        Process list = new ProcessBuilder(
                        "sh", "-c", "gzip -dc docker/classes.gz | grep -v -E '^(java|jdk|sun|com/sun)/' | sort -u")
                .start();
        List<String> wanted = list.inputReader().lines().toList();
        Process jars =
                new ProcessBuilder("sh", "-c", "for jar in target/lib/*.jar; do unzip -Z1 \"$jar\"; done").start();
        List<String> there = jars.inputReader()
                .lines()
                .filter(name -> name.endsWith(".class"))
                .map(name -> name.substring(0, name.length() - ".class".length()))
                .toList();

        List<String> gone = new ArrayList<>(wanted);
        gone.removeAll(new java.util.HashSet<>(there));
        assertThat(wanted).hasSizeGreaterThan(5_000);
        assertThat(gone.size()).as("no longer there: %s", gone).isLessThan(wanted.size() / 10);
    }

    private static Map<String, String> environment() {
        Map<String, String> environment = new TreeMap<>(image.environment());
        environment.put("HTTP_PORT", Integer.toString(HearthlineProcess.freePort()));
        environment.put("API_KEY", KEY);
        // Nobody answers there: neither is of matter here.
        environment.put("HA_URL", "http://127.0.0.1:1");
        environment.put("HA_TOKEN", "a-token-of-no-house");
        environment.put("WEATHER_API_URL", "http://127.0.0.1:1");
        return environment;
    }

    private static HearthlineProcess start(Map<String, String> environment, String... arguments) {
        return HearthlineProcess.ofCommand(asUser(image.command(arguments)), image.at("/data"), environment);
    }

    private static List<String> asUser(List<String> command) {
        List<String> all = new ArrayList<>(List.of(
                "setpriv", "--reuid", image.user(), "--regid", image.group(), "--clear-groups", "--no-new-privs"));
        all.addAll(command);
        return all;
    }

    private static int healthCheck(Map<String, String> environment) throws IOException, InterruptedException {
        ProcessBuilder check = new ProcessBuilder(asUser(image.healthCheck()))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        check.environment().clear();
        check.environment().putAll(environment);
        Process process = check.start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static HttpResponse<String> ask(HearthlineProcess process, String method, String path)
            throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(process.address() + path))
                .header("Authorization", "Bearer " + KEY)
                .header("Content-Type", "application/json")
                .method(method, method.equals("POST") ? BodyPublishers.ofString(EVENT) : BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
