package org.hearthline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.hearthline.config.Config;
import org.hearthline.config.ConfigLoader;
import org.hearthline.config.ConfigSources;
import org.hearthline.routes.RouteFault;
import org.hearthline.routes.RouteFolder;

/**
 * Checks route files where nothing runs: with the beans of a process whose folders are temporary, whose house and store are
 * nowhere, and which listens at no port.
 */
public final class RoutesOffline {
    /** Nobody listens there; nobody is asked either. */
    private static final String NOWHERE = "http://127.0.0.1:1";

    private RoutesOffline() {}

    /**
     * What is wrong with the user's files.
     *
     * @param sources settings of the process that is to run them; its house, its store and its API key need not be set
     * @param files to check as if they lay in its folder; none: all that lie there
     * @throws org.hearthline.config.ConfigurationException when the settings are wrong
     */
    public static List<RouteFault> check(ConfigSources sources, List<Path> files) {
        Path folder = temporary();
        try {
            Config config = ConfigLoader.load(sources.withOption("data.dir", folder.toString())
                    .withOption("ha.url", NOWHERE)
                    .withOption("ha.token", "none")
                    .withOption("influxdb.url", NOWHERE)
                    .withOption("influxdb.token", "none")
                    .withOption("http.host", "127.0.0.1"));
            try (Wiring wiring = Wiring.of(config);
                    DefaultCamelContext camel = new DefaultCamelContext()) {
                configure(camel, wiring.properties());
                return wiring.configureOffline(camel)
                        .check(
                                new RouteFolder(config.routes().folder()),
                                files,
                                config.properties().keySet());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            delete(folder);
        }
    }

    private static void configure(DefaultCamelContext camel, Map<String, String> settings) {
        camel.disableJMX();
        PropertiesComponent properties = (PropertiesComponent) camel.getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        Properties all = new Properties();
        all.putAll(settings);
        properties.setOverrideProperties(all);
        OutboundHttp.configure(camel);
        camel.build();
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("hearthline-check");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path one : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(one);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
