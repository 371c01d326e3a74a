package org.hearthline.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Where settings come from, strongest first.
 *
 * @param options key to value, from the command line's own options ({@code --stages}); an empty value counts
 * @param environment of the process; an empty value counts as not set
 * @param definitions key to value, from {@code -D key=value} behind the command
 * @param systemProperties of the JVM: only keys of ours are looked at
 * @param files in the form of {@link Properties}, the strongest first; profiles have files of their own
 * @param fallbacks key to value, in place of the defaults of {@code application.properties}
 */
public record ConfigSources(
        Map<String, String> options,
        Map<String, String> environment,
        Map<String, String> definitions,
        Map<String, String> systemProperties,
        List<Path> files,
        Map<String, String> fallbacks) {
    /** Looked for in the working directory. */
    public static final String FILE = "hearthline.properties";
    /** Camel's own variable: names, each of a file {@code application-<name>.properties} beside it, or of a stage to run. */
    static final String PROFILE = "CAMEL_MAIN_PROFILE";

    public ConfigSources {
        options = Map.copyOf(options);
        environment = Map.copyOf(environment);
        definitions = Map.copyOf(definitions);
        systemProperties = Map.copyOf(systemProperties);
        files = List.copyOf(files);
        fallbacks = Map.copyOf(fallbacks);
    }

    /** Nothing but the defaults. */
    public static ConfigSources none() {
        return new ConfigSources(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), Map.of());
    }

    /** Those of this process: environment, JVM, and {@code hearthline.properties} of a directory where there is one. */
    public static ConfigSources ofProcess(Path directory) {
        Map<String, String> properties = new TreeMap<>();
        System.getProperties().stringPropertyNames().forEach(key -> properties.put(key, System.getProperty(key, "")));
        List<Path> files = Stream.concat(
                        profiles(System.getenv()).stream().map(ConfigSources::profileFile), Stream.of(FILE))
                .map(directory::resolve)
                .filter(Files::exists)
                .toList();
        return new ConfigSources(Map.of(), System.getenv(), Map.of(), properties, files, Map.of());
    }

    /** The first is the strongest. */
    static List<String> profiles(Map<String, String> environment) {
        return Arrays.stream(environment.getOrDefault(PROFILE, "").split(",", -1))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    static String profileFile(String profile) {
        return "application-" + profile + ".properties";
    }

    public ConfigSources withOption(String key, String value) {
        return new ConfigSources(
                with(options, Map.of(key, value)), environment, definitions, systemProperties, files, fallbacks);
    }

    public ConfigSources withEnvironment(Map<String, String> variables) {
        return new ConfigSources(options, variables, definitions, systemProperties, files, fallbacks);
    }

    public ConfigSources withSystemProperties(Map<String, String> properties) {
        return new ConfigSources(options, environment, definitions, properties, files, fallbacks);
    }

    public ConfigSources withDefinitions(Map<String, String> more) {
        return new ConfigSources(options, environment, with(definitions, more), systemProperties, files, fallbacks);
    }

    /** One more file, stronger than those there are. */
    public ConfigSources withFile(Path file) {
        List<Path> all = new ArrayList<>(List.of(file));
        all.addAll(files);
        return new ConfigSources(options, environment, definitions, systemProperties, all, fallbacks);
    }

    /** Another default for this run. */
    public ConfigSources withFallback(String key, String value) {
        return new ConfigSources(
                options, environment, definitions, systemProperties, files, with(fallbacks, Map.of(key, value)));
    }

    private static Map<String, String> with(Map<String, String> some, Map<String, String> more) {
        Map<String, String> all = new HashMap<>(some);
        all.putAll(more);
        return all;
    }
}
