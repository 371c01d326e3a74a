package org.hearthline.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.Stage;
import org.hearthline.config.StageAddress;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Which running process a command talks to. */
final class ApiOptions {
    @Option(
            names = "--url",
            paramLabel = "URL",
            description =
                    "Address of the running Hearthline. Default: as configured here, http://localhost:8080 without.")
    private @Nullable URI url;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, stronger than those of ./hearthline.properties.")
    private List<Path> files = List.of();

    /** Whether somebody has said where it runs. */
    boolean isGiven() {
        return url != null;
    }

    /** The settings, with the files that were named. */
    ConfigSources sources(ConfigSources outside) {
        ConfigSources sources = outside;
        for (Path file : files) {
            sources = sources.withFile(file);
        }
        return sources;
    }

    /** The client of the process that runs ingestion. */
    ApiClient client(ConfigSources outside) {
        return client(Stage.INGESTION, outside);
    }

    /**
     * The client of the process that runs a stage.
     *
     * @throws org.hearthline.config.ConfigurationException when the settings about its address are wrong
     */
    ApiClient client(Stage stage, ConfigSources outside) {
        StageAddress configured = ConfigLoader.addressOf(stage, sources(outside));
        URI base = url == null ? configured.base() : url;
        if (base.getHost() == null || base.getPort() == 0) {
            throw CommandFailure.wrongUsage(
                    "Where does Hearthline run? '" + base + "' does not say: --url http://localhost:8080");
        }
        return new ApiClient(base, configured.key());
    }
}
