package org.hearthline.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.hearthline.config.Config;
import org.hearthline.config.Deployment;
import org.hearthline.config.Secret;
import org.hearthline.config.Stage;
import org.hearthline.event.Place;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Looks at what the stages of this process would need, without starting them. Takes ten seconds at most. */
@Command(
        name = "check",
        description =
                "Tests configuration, Home Assistant, weather, store and the stages in other processes; prints one line each, with what to do.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class CheckCommand implements Callable<Integer> {
    /** With one of them; two come one after the other. */
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    private static final Duration MOST = Duration.ofSeconds(9);
    /** Where neither configuration nor Home Assistant knows better: the observatory at Greenwich. */
    private static final Place SOMEWHERE = new Place(51.48, 0);

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    CheckCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        Config config = options.load(surroundings.sources());
        Logging.apply(config.log(), config.secretValues());
        out.println(Finding.good("Configuration", "complete, for stages " + stages(config) + ".")
                .line());
        List<Finding> findings = look(config);
        findings.forEach(finding -> out.println(finding.line()));
        out.flush();
        return findings.stream().allMatch(Finding::isGood) ? ExitCode.OK : ExitCode.SOFTWARE;
    }

    /** All at the same time; but the weather when the house has said where it stands. */
    private static List<Finding> look(Config config) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(CheckCommand::daemon);
        try {
            Future<List<Finding>> outside = threads.submit(() -> houseAndWeather(config));
            Future<List<Finding>> store = threads.submit(() -> store(config));
            List<Future<List<Finding>>> links = links(config).stream()
                    .map(link -> threads.submit(() -> List.of(link.run())))
                    .toList();
            long deadline = System.nanoTime() + MOST.toNanos();
            List<Finding> findings = new ArrayList<>(result(outside, deadline, "Home Assistant and weather"));
            findings.addAll(result(store, deadline, "Store"));
            for (Future<List<Finding>> link : links) {
                findings.addAll(result(link, deadline, "A stage in another process"));
            }
            return findings;
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Finding> houseAndWeather(Config config) throws InterruptedException {
        List<Finding> findings = new ArrayList<>();
        Optional<Place> place = config.house().place();
        Optional<URI> webSocket = config.homeAssistant().webSocket();
        if (config.deployment().runs(Stage.INGESTION) && webSocket.isPresent()) {
            Secret token = config.homeAssistant().token();
            HomeAssistantCheck.Result house = new HomeAssistantCheck(webSocket.get(), token, PATIENCE).run();
            findings.add(house.finding());
            place = place.or(house::place);
        }
        if (config.deployment().runs(Stage.WEATHER)) {
            findings.add(new WeatherCheck(config.weather(), place.orElse(SOMEWHERE), PATIENCE).run());
        }
        return findings;
    }

    private static List<Finding> store(Config config) throws InterruptedException {
        return config.deployment().runs(Stage.STORAGE)
                ? List.of(new StoreCheck(config.store(), PATIENCE).run())
                : List.of();
    }

    private static List<LinkCheck> links(Config config) {
        Deployment deployment = config.deployment();
        return deployment.neighbours().stream()
                .flatMap(stage -> deployment.links(stage).stream()
                        .map(base -> new LinkCheck(stage, base, config.http().linkKey(), PATIENCE)))
                .toList();
    }

    private static List<Finding> result(Future<List<Finding>> check, long deadline, String name)
            throws InterruptedException {
        try {
            return check.get(Math.max(0, deadline - System.nanoTime()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return List.of(
                    Finding.bad(name, "no answer in " + MOST.toSeconds() + " s. Check the network and the addresses."));
        } catch (ExecutionException e) {
            return List.of(Finding.bad(name, "the check itself failed: " + FailureReport.text(e)));
        }
    }

    private static String stages(Config config) {
        return config.deployment().stages().stream().map(Stage::id).collect(Collectors.joining(", "));
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "hearthline-check");
        thread.setDaemon(true);
        return thread;
    }
}
