package org.hearthline.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Which files of routes a running process has, and what is wrong with those that it does not take. */
@Command(
        name = "status",
        description = "Says which files of routes run, and what is wrong with those that do not.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:every file runs", "1:one is broken, or nobody answers", "2:wrong usage or configuration"})
final class RoutesStatusCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesStatusCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return RouteFilesTable.print(api.client(sources).ask("GET", "/api/v1/routes/status", null), json, out)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }
}
