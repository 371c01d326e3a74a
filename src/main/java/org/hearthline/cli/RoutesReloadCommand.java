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

/** Has a running process look at its files now, for instance because it does not watch them. */
@Command(
        name = "reload",
        description = "Has the running Hearthline look at its files of routes now, and take what is new and right.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:every file runs",
            "1:one is broken, and what ran before runs on; or nobody answers",
            "2:wrong usage or configuration"
        })
final class RoutesReloadCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    RoutesReloadCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        PrintWriter out = spec.commandLine().getOut();
        return RouteFilesTable.print(api.client(sources).ask("POST", "/api/v1/routes/reload", null), json, out)
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }
}
