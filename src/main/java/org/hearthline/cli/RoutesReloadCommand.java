package org.hearthline.cli;

import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

    @Mixin
    private RouteFilesQuestion question = new RouteFilesQuestion();

    RoutesReloadCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() throws InterruptedException {
        return question.ask(sources, "POST", "/api/v1/routes/reload");
    }
}
