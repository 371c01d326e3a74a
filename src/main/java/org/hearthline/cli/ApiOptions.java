package org.hearthline.cli;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.config.IngestionAddress;
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

    /**
     * The client of that process.
     *
     * @throws org.hearthline.config.ConfigurationException when the settings about its address are wrong
     */
    ApiClient client(ConfigSources outside) {
        ConfigSources sources = outside;
        for (Path file : files) {
            sources = sources.withFile(file);
        }
        IngestionAddress configured = ConfigLoader.ingestionAddress(sources);
        URI base = url == null ? configured.base() : url;
        if (base.getHost() == null || base.getPort() == 0) {
            throw new CommandFailure(
                    "Where does Hearthline run? '" + base + "' does not say: --url http://localhost:8080");
        }
        return new ApiClient(base, configured.key());
    }
}
