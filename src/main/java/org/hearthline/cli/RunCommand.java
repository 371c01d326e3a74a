package org.hearthline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Version;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the stages until the process is told to stop. */
@Command(
        name = "run",
        description = "Carries events from Home Assistant (HA_URL, HA_TOKEN) into the store, until stopped.",
        mixinStandardHelpOptions = true,
        versionProvider = VersionText.class,
        sortOptions = false)
final class RunCommand implements Callable<Integer> {
    private final Surroundings surroundings;

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(
            names = "--routes",
            paramLabel = "ID[,ID...]",
            description =
                    "Narrows the stages further, by the ids of their main routes; an id may end in *. Default: all.")
    private String routes = "";

    RunCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** As the command does; answers its exit code. */
    static int withoutOptions(Surroundings surroundings, PrintWriter err) {
        try {
            return new RunCommand(surroundings).call();
        } catch (Exception e) { // as it would come to the command line
            return FailureReport.report(e, err);
        }
    }

    @Override
    public Integer call() throws Exception {
        ConfigSources outside = surroundings.sources();
        Config config = options.load(routes.isEmpty() ? outside : outside.withOption("routes", routes));
        Logging.apply(config.log(), config.secretValues());
        Ports.requireFree(config.http().host(), config.http().port(), "HTTP_PORT");
        try (Running pipeline = surroundings.pipeline().start(config)) {
            LoggerFactory.getLogger(RunCommand.class)
                    .atInfo()
                    .addKeyValue("address", pipeline.address())
                    .addKeyValue("service", config.deployment().serviceName())
                    .addKeyValue("version", Version.current())
                    .log("Hearthline runs");
            surroundings.stopSignal().await(pipeline);
        }
        return ExitCode.OK;
    }
}
