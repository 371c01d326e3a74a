package org.hearthline.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.OwnCopies;
import org.hearthline.routes.RouteFile;
import org.hearthline.routes.RouteFolder;
import picocli.CommandLine.Option;

/** Where a command finds the user's own route files. */
final class RouteFileOptions {
    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, stronger than those of ./hearthline.properties; routes.dir names the folder.")
    private List<Path> files = List.of();

    RouteFolder folder(ConfigSources outside) {
        ConfigSources sources = outside;
        for (Path file : files) {
            sources = sources.withFile(file);
        }
        return new RouteFolder(ConfigLoader.routesOf(sources).folder());
    }

    /** The packaged file of a name, with or without its ending. */
    static RouteFile packaged(String name) {
        return OwnCopies.packaged(name)
                .orElseThrow(() -> CommandFailure.wrongUsage(
                        "There is no packaged file '" + name + "'. Those there are: " + names()));
    }

    private static String names() {
        return RouteFolder.packaged().stream()
                .map(file -> file.name().replace(".camel.yaml", ""))
                .collect(Collectors.joining(", "));
    }
}
