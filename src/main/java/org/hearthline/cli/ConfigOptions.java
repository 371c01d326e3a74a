package org.hearthline.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import picocli.CommandLine.Option;

/** The options by which a command takes settings. */
final class ConfigOptions {
    @Option(
            names = "--stages",
            paramLabel = "STAGE[,STAGE...]",
            description =
                    "Stages that run in this process, of ingestion, validation, enrichment, weather, storage, gateway."
                            + " Default: all.")
    private String stages = "";

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description = "Settings, stronger than those of ./hearthline.properties.")
    private List<Path> files = List.of();

    @Option(names = "-D", paramLabel = "KEY=VALUE", description = "One setting, such as -Dhttp.port=9000.")
    private Map<String, String> definitions = new LinkedHashMap<>();

    /**
     * The configuration with these options.
     *
     * @throws org.hearthline.config.ConfigurationException with everything that is wrong
     */
    Config load(ConfigSources outside) {
        return ConfigLoader.load(apply(outside));
    }

    ConfigSources apply(ConfigSources outside) {
        ConfigSources sources = outside.withDefinitions(definitions);
        for (Path file : files) {
            sources = sources.withFile(file);
        }
        return stages.isEmpty() ? sources : sources.withOption("stages", stages);
    }
}
