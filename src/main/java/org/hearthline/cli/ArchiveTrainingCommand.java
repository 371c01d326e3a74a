package org.hearthline.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;

/**
 * Loads what a start needs, so that the launcher can make an archive of those classes: runs a simulated house's events into the
 * embedded store, and into an InfluxDB that is not there, for two seconds each, in a temporary folder, on a free port.
 */
@Command(name = "archive-training", hidden = true)
final class ArchiveTrainingCommand implements Callable<Integer> {
    private static final int SECONDS = 2;
    /** Whatever hangs, somebody waits for the start. */
    private static final int MOST_SECONDS = 120;

    private static final List<String> QUESTIONS = List.of("/health", "/api/v1/events?limit=3", "/metrics", "/");

    private final Surroundings surroundings;

    ArchiveTrainingCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        CompletableFuture<Void> limit = CompletableFuture.runAsync(
                () -> Runtime.getRuntime().halt(ExitCode.SOFTWARE),
                CompletableFuture.delayedExecutor(MOST_SECONDS, TimeUnit.SECONDS));
        Path folder = Files.createTempDirectory("hearthline-training");
        try (Simulation house = surroundings.simulation().apply(new Simulation.Options(0, "", 100))) {
            ConfigSources sources = ConfigSources.none()
                    .withOption("ha.url", house.house().toString())
                    .withOption("ha.token", house.token())
                    .withOption("weather.api-url", house.weather().toString())
                    .withOption("http.port", "0")
                    .withOption("routes.dir", folder.resolve("routes").toString())
                    .withOption("log.level", "error");
            run(sources.withOption("data.dir", folder.resolve("embedded").toString()));
            run(sources.withOption("data.dir", folder.resolve("remote").toString())
                    .withOption("influxdb.url", "http://127.0.0.1:1")
                    .withOption("influxdb.token", "none"));
        } finally {
            limit.cancel(false);
            delete(folder);
        }
        return ExitCode.OK;
    }

    /** As {@code hearthline run} does. */
    private void run(ConfigSources sources) throws Exception {
        new RunCommand(new Surroundings(
                        sources, surroundings.pipeline(), surroundings.simulation(), ArchiveTrainingCommand::askAWhile))
                .call();
    }

    private static void askAWhile(Running pipeline) throws InterruptedException {
        ask(pipeline);
        new CountDownLatch(1).await(SECONDS, TimeUnit.SECONDS);
        ask(pipeline);
    }

    private static void ask(Running pipeline) throws InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        for (String question : QUESTIONS) {
            try {
                http.send(
                        HttpRequest.newBuilder(URI.create(pipeline.address() + question))
                                .timeout(Duration.ofSeconds(SECONDS))
                                .build(),
                        BodyHandlers.discarding());
            } catch (IOException e) {
                // An answer is not the point.
            }
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
