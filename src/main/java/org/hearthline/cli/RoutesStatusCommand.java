package org.hearthline.cli;

import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private RouteFilesQuestion question = new RouteFilesQuestion();

    RoutesStatusCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        return question.ask(sources, "GET", "/api/v1/routes/status");
    }
}
