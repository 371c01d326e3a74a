package org.hearthline.cli;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthline.RoutesOffline;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.LogConfig;
import org.hearthline.routes.RouteFault;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks files of routes as a running process would, without one: needs no house and no store, and opens no port. */
@Command(
        name = "validate",
        description = "Checks files of routes as a running Hearthline would before it takes them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:nothing is wrong", "1:something is: FILE:LINE:COLUMN: what", "2:wrong usage or configuration"
        })
final class RoutesValidateCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ConfigOptions options = new ConfigOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    @Parameters(
            paramLabel = "FILE",
            arity = "0..*",
            description =
                    "Checked as if they lay in routes.dir, in the place of what has their names. Default: all of it.")
    private List<Path> files = List.of();

    RoutesValidateCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        for (Path file : files) {
            if (!Files.exists(file)) {
                throw CommandFailure.wrongUsage("There is no file " + file);
            }
        }
        Logging.apply(new LogConfig(LogConfig.Format.TEXT, LogConfig.Level.ERROR));
        PrintWriter out = spec.commandLine().getOut();
        List<RouteFault> faults = RoutesOffline.check(options.apply(sources), files);
        if (json) {
            out.println(RouteFaultsJson.of(faults));
        } else {
            faults.forEach(out::println);
        }
        out.flush();
        return faults.isEmpty() ? ExitCode.OK : ExitCode.SOFTWARE;
    }
}
