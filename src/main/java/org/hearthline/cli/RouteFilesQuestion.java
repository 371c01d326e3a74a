package org.hearthline.cli;

import org.hearthline.config.ConfigSources;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What commands have in common that ask a running process about its files of routes. */
final class RouteFilesQuestion {
    @Spec(Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private ApiOptions api = new ApiOptions();

    @Option(names = "--json", description = "For programs.")
    private boolean json;

    /** Asks, and prints the answer; the exit code says whether every file runs. */
    int ask(ConfigSources sources, String method, String path) throws InterruptedException {
        return RouteFilesTable.print(
                        api.client(sources).ask(method, path, null),
                        json,
                        spec.commandLine().getOut())
                ? ExitCode.OK
                : ExitCode.SOFTWARE;
    }
}
