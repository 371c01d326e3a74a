package org.hearthline.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Checks files of routes as a running process would, without one. */
@Command(
        name = "validate",
        description = "Checks files of routes as a running Hearthline would before it takes them.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class RoutesValidateCommand implements Callable<Integer> {
    private final ConfigSources sources;

    @Parameters(paramLabel = "FILE", arity = "0..*", description = "Default: all of routes.dir.")
    private List<Path> files = List.of();

    RoutesValidateCommand(ConfigSources sources) {
        this.sources = sources;
    }

    @Override
    public Integer call() {
        throw new UnsupportedOperationException(files + " with " + sources);
    }
}
