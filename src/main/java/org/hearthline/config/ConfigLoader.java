package org.hearthline.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads every key once, from all sources, and finds all that is wrong before it says so. */
public final class ConfigLoader {
    private static final String DEFAULTS = "/application.properties";
    private static final Pattern ANYTHING = Pattern.compile(".*");
    private static final Pattern ROUTE = Pattern.compile("[\\w.-]+\\*?|\\*");

    private ConfigLoader() {}

    /**
     * The configuration of a process.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Config load(ConfigSources sources) {
        Layers layers = new Layers(defaults());
        layers.lay(sources);
        Settings settings = new Settings(layers.top(), layers.defaults(), layers.faults());
        Config config = read(settings, layers);
        if (!settings.faults().isEmpty()) {
            List<ConfigFault> faults = new ArrayList<>(settings.faults());
            faults.sort(Comparator.comparing(ConfigFault::key));
            throw new ConfigurationException(faults);
        }
        return config;
    }

    /**
     * Where a process with this configuration, or another one that it names, answers for a stage: for commands that ask it,
     * and need no house and no store.
     *
     * @throws ConfigurationException when the settings about that are wrong
     */
    public static StageAddress addressOf(Stage stage, ConfigSources sources) {
        Layers layers = new Layers(defaults());
        layers.lay(sources);
        Settings settings = new Settings(layers.top(), layers.defaults(), layers.faults());
        Deployment deployment = deployment(settings);
        HttpConfig http = HttpConfig.read(settings, deployment);
        if (!settings.faults().isEmpty()) {
            throw new ConfigurationException(settings.faults());
        }
        return StageAddress.of(stage, deployment, http);
    }

    /**
     * What a command needs to read route files where nothing runs: their folder, and what they ask for as {@code {{key}}}.
     *
     * @throws ConfigurationException when the settings about that are wrong
     */
    public static RouteSettings routesOf(ConfigSources sources) {
        Layers layers = new Layers(defaults());
        layers.lay(sources);
        Settings settings = new Settings(layers.top(), layers.defaults(), layers.faults());
        Deployment deployment = deployment(settings);
        RoutesConfig routes = RoutesConfig.read(settings, settings.folder("data.dir"));
        if (!settings.faults().isEmpty()) {
            throw new ConfigurationException(settings.faults());
        }
        Map<String, String> values = new TreeMap<>();
        layers.top().forEach((key, setting) -> values.put(key, setting.value()));
        values.putAll(deployment.properties());
        return new RouteSettings(routes.folder(), values);
    }

    private static Config read(Settings settings, Layers layers) {
        Deployment deployment = deployment(settings);
        Path dataDir = settings.folder("data.dir");
        HouseConfig house = HouseConfig.read(settings);
        HomeAssistantConfig homeAssistant = HomeAssistantConfig.read(settings, deployment.runs(Stage.INGESTION));
        IngestionConfig ingestion = IngestionConfig.read(settings);
        FrameConfig frame = FrameConfig.read(settings);
        OutboxConfig outbox = OutboxConfig.read(settings);
        GapConfig gap = GapConfig.read(settings);
        DeadLetterConfig deadLetters = DeadLetterConfig.read(settings);
        ValidationConfig validation = ValidationConfig.read(settings);
        WeatherConfig weather = WeatherConfig.read(settings);
        StoreConfig store = StoreConfig.read(settings, dataDir);
        HttpConfig http = HttpConfig.read(settings, deployment);
        JmxConfig jmx = JmxConfig.read(settings);
        LinkConfig link = LinkConfig.read(settings, store, weather);
        LogConfig log = LogConfig.read(settings);
        RoutesConfig routes = RoutesConfig.read(settings, dataDir);
        LinkConfig.check(settings, deployment, http);
        checkAllRead(settings, layers);
        return new Config(
                deployment,
                house,
                homeAssistant,
                ingestion,
                frame,
                outbox,
                gap,
                deadLetters,
                validation,
                weather,
                store,
                http,
                jmx,
                link,
                log,
                routes,
                dataDir,
                properties(settings, layers, deployment),
                settings.secrets());
    }

    private static Deployment deployment(Settings settings) {
        Map<Stage, List<URI>> links = new EnumMap<>(Stage.class);
        EnumSet<Stage> assumed = EnumSet.noneOf(Stage.class);
        for (Stage stage : Stage.values()) {
            String key = "link." + stage.id();
            links.put(stage, settings.urls(key, "http", "https"));
            if (settings.isDefault(key)) {
                assumed.add(stage);
            }
        }
        return new Deployment(narrowed(stages(settings), settings), links, assumed);
    }

    /** A stage's main route has the stage's name, and its other routes go where it goes. */
    private static Set<Stage> narrowed(Set<Stage> stages, Settings settings) {
        List<String> patterns = settings.list(
                "routes", ROUTE, "expected ids of main routes, separated by commas, maybe with * at the end");
        EnumSet<Stage> matching = EnumSet.copyOf(stages);
        matching.removeIf(stage -> patterns.stream().noneMatch(pattern -> matches(pattern, stage.id())));
        if (!patterns.isEmpty() && matching.isEmpty()) {
            settings.fault(
                    "routes",
                    "no main route of " + stages.stream().map(Stage::id).toList() + " is called so");
        }
        return matching.isEmpty() ? stages : matching;
    }

    private static boolean matches(String pattern, String id) {
        return pattern.endsWith("*") ? id.startsWith(pattern.substring(0, pattern.length() - 1)) : id.equals(pattern);
    }

    private static Set<Stage> stages(Settings settings) {
        EnumSet<Stage> stages = EnumSet.noneOf(Stage.class);
        for (String name : settings.list("stages", ANYTHING, "")) {
            Stage.of(name).ifPresentOrElse(stages::add, () -> settings.fault("stages", unknownStage(name)));
        }
        return stages.isEmpty() ? EnumSet.allOf(Stage.class) : stages;
    }

    private static String unknownStage(String name) {
        List<String> ids = List.of(Stage.ids().split(", "));
        String hint = Spelling.nearest(name, ids)
                .map(id -> " (did you mean " + id + "?)")
                .orElse("");
        return "there is no stage '" + name + "'" + hint + ", expected some of " + Stage.ids();
    }

    private static void checkAllRead(Settings settings, Layers layers) {
        Set<String> unread = new TreeSet<>(layers.ourKeys());
        unread.removeAll(settings.read().keySet());
        if (!unread.isEmpty()) {
            throw new IllegalStateException("in application.properties but never read: " + unread);
        }
    }

    private static Map<String, String> properties(Settings settings, Layers layers, Deployment deployment) {
        Map<String, String> properties = new TreeMap<>();
        layers.top().forEach((key, setting) -> {
            if (!setting.isSame(layers.defaults().get(key))) {
                properties.put(key, setting.value());
            }
        });
        properties.putAll(settings.read());
        properties.putAll(deployment.properties());
        return properties;
    }

    static List<Setting> defaults() {
        try (InputStream stream = ConfigLoader.class.getResourceAsStream(DEFAULTS)) {
            if (stream == null) {
                throw new IllegalStateException(DEFAULTS + " is missing from the class path");
            }
            return PropertiesFile.read(new InputStreamReader(stream, StandardCharsets.UTF_8), DEFAULTS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
