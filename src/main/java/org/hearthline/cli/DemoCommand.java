package org.hearthline.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Everything in one process, with a house of its own. Takes nothing from the configuration that could reach a real house or
 * store: only where to listen, where to keep data, and how to log.
 */
@Command(
        name = "demo",
        description = "Runs everything with a simulated house and weather: no account, no network, no set-up.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class DemoCommand implements Callable<Integer> {
    private static final Set<String> KEPT =
            Set.of("HTTP_HOST", "HTTP_PORT", "API_KEY", "DATA_DIR", "LOG_FORMAT", "LOG_LEVEL");

    private final Surroundings surroundings;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Port of the page and the API; 0: a free one. Default: 8080.")
    private String port = "";

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            description = "What the demo keeps, and all that it leaves behind. Default: ./data/demo.")
    private String dataDir = "";

    @Mixin
    private RateOption rate = new RateOption();

    DemoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws Exception {
        // First without the house: its addresses are not known yet, but faults, logging and the port are.
        Config before = ConfigLoader.load(
                sources().withOption("ha.url", "http://127.0.0.1").withOption("ha.token", "-"));
        Logging.apply(before.log(), before.secretValues());
        Ports.requireFree(before.http().host(), before.http().port(), "--port");
        Simulation.Options wanted = new Simulation.Options(0, "", rate.eventsPerSecond());
        try (Simulation house = surroundings.simulation().apply(wanted)) {
            Config config = ConfigLoader.load(sources()
                    .withOption("ha.url", house.house().toString())
                    .withOption("ha.token", house.token())
                    .withOption("weather.api-url", house.weather().toString()));
            if (!surroundings.environment().containsKey("LOG_LEVEL")) {
                Logging.tellOfRoutes();
            }
            Logging.mask(config.secretValues());
            try (Running pipeline = surroundings.pipeline().start(config)) {
                welcome(pipeline.address(), config.dataDir());
                surroundings.stopSignal().await(pipeline);
            }
        }
        return ExitCode.OK;
    }

    private ConfigSources sources() {
        Map<String, String> environment = new TreeMap<>(surroundings.environment());
        environment.keySet().retainAll(KEPT);
        ConfigSources sources = ConfigSources.none()
                .withEnvironment(environment)
                .withFallback("data.dir", "./data/demo")
                .withFallback("log.level", "warn");
        if (!dataDir.isEmpty()) {
            sources = sources.withOption("data.dir", dataDir);
        }
        return port.isEmpty() ? sources : sources.withOption("http.port", port);
    }

    private void welcome(String address, Path data) {
        PrintWriter out = spec.commandLine().getOut();
        out.printf("%nHearthline's demo is at  %s/%n%n", address);
        out.printf("A simulated house writes into a store of its own in %s.%n", data);
        out.printf("Ask it:  curl -s '%s/api/v1/events?limit=3'%n", address);
        out.printf("Stop it: Ctrl-C%n%n");
        out.flush();
    }
}
