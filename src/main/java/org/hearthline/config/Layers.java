package org.hearthline.config;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Lays the sources over the defaults, the strongest last, and finds keys that nobody knows. */
final class Layers {
    /** Names from other programs that people have in their files already. */
    static final Map<String, List<String>> ALIASES = Map.of(
            "link.enrichment", List.of("ENRICHMENT_SERVICE_URL", "ENRICHMENT_PIPELINE_URL"),
            "link.storage", List.of("DATA_STORAGE_URL"));

    /** What is computed at start and must not be set. */
    private static final Set<String> COMPUTED = Set.of("stage", "door", "remote");

    private static final String CAMEL = "camel.";

    private final Map<String, Setting> defaults;
    private final Map<String, Setting> top;
    private final Set<String> prefixes;
    private final List<ConfigFault> faults = new ArrayList<>();

    /** Takes the defaults: every key that there is. */
    Layers(List<Setting> declared) {
        defaults = declared.stream().collect(Collectors.toMap(Setting::key, setting -> setting));
        top = new TreeMap<>(defaults);
        prefixes = ourKeys().stream().map(Layers::prefix).collect(Collectors.toCollection(HashSet::new));
        prefixes.addAll(COMPUTED);
    }

    void lay(ConfigSources sources) {
        sources.fallbacks().forEach((key, value) -> put(new Setting(key, value, "default")));
        layProfiles(sources);
        for (int i = sources.files().size() - 1; i >= 0; i--) {
            layFile(sources.files().get(i));
        }
        sources.systemProperties().forEach(this::laySystemProperty);
        sources.definitions().forEach((key, value) -> layNamed(new Setting(key, value.strip(), "-D")));
        ourKeys().forEach(key -> layEnvironment(key, sources.environment()));
        sources.options().forEach((key, value) -> put(new Setting(key, value, "command line")));
    }

    /** All settings as they are in force, keys of Camel and of users' own routes too. */
    Map<String, Setting> top() {
        return top;
    }

    Map<String, Setting> defaults() {
        return defaults;
    }

    List<ConfigFault> faults() {
        return faults;
    }

    Set<String> ourKeys() {
        return defaults.keySet().stream().filter(key -> !key.startsWith(CAMEL)).collect(Collectors.toSet());
    }

    /** A profile without a file of its own is a stage to run: a container's image needs no more than that name. */
    private void layProfiles(ConfigSources sources) {
        Set<String> stages = new LinkedHashSet<>();
        for (String name : ConfigSources.profiles(sources.environment())) {
            Path file = Path.of(ConfigSources.profileFile(name));
            if (sources.files().stream().noneMatch(given -> file.equals(given.getFileName()))) {
                Stage.named(name)
                        .ifPresentOrElse(
                                stage -> stages.add(stage.id()),
                                () -> faults.add(new ConfigFault(
                                        ConfigSources.PROFILE,
                                        name,
                                        "environment",
                                        "there is no " + file + " here, and no stage of this name, of "
                                                + Stage.ids())));
            }
        }
        if (!stages.isEmpty()) {
            put(new Setting("stages", String.join(",", stages), "environment " + ConfigSources.PROFILE));
        }
    }

    private void layFile(Path file) {
        Set<String> seen = new HashSet<>();
        try (Reader reader = Files.newBufferedReader(file)) {
            for (Setting setting : PropertiesFile.read(reader, file.toString())) {
                if (!seen.add(setting.key())) {
                    faults.add(fault(setting, "stands twice in this file, remove one"));
                }
                layNamed(setting);
            }
        } catch (NoSuchFileException e) {
            faults.add(new ConfigFault("--config", file.toString(), "", "there is no such file"));
        } catch (IOException | UncheckedIOException e) {
            faults.add(new ConfigFault("--config", file.toString(), "", "cannot be read: " + e.getMessage()));
        }
    }

    /** A key that somebody wrote down: one of ours must be known, others belong to Camel or to users' routes. */
    private void layNamed(Setting setting) {
        if (isStrange(setting.key())) {
            faults.add(unknown(setting));
        } else {
            put(setting);
        }
    }

    private boolean isStrange(String key) {
        if (defaults.containsKey(key) || key.startsWith(CAMEL)) {
            return false;
        }
        return prefixes.contains(prefix(key)) || likely(key).isPresent();
    }

    /** The JVM has properties of its own, some with our prefix ({@code http.proxyHost}): those are none of our business. */
    private void laySystemProperty(String key, String value) {
        Setting setting = new Setting(key, value.strip(), "-D");
        if (ourKeys().contains(key)) {
            put(setting);
        } else if (prefixes.contains(prefix(key)) && key.contains(".") && !isOfJava(key)) {
            faults.add(unknown(setting));
        }
    }

    private static boolean isOfJava(String key) {
        return key.matches("http\\.(proxy\\w+|nonProxyHosts|agent|keepAlive.*|max\\w+|auth\\..*|strictPostRedirect)");
    }

    private void layEnvironment(String key, Map<String, String> environment) {
        List<String> names = new ArrayList<>(List.of(Setting.environmentName(key)));
        names.addAll(ALIASES.getOrDefault(key, List.of()));
        List<Setting> set = names.stream()
                .filter(name -> !environment.getOrDefault(name, "").isBlank())
                .map(name -> new Setting(key, environment.getOrDefault(name, "").strip(), "environment " + name))
                .toList();
        set.stream().findFirst().ifPresent(this::put);
        set.stream()
                .filter(other -> !other.value().equals(set.get(0).value()))
                .forEach(other ->
                        faults.add(fault(other, "contradicts " + set.get(0).origin() + ", unset one")));
    }

    private void put(Setting setting) {
        top.put(setting.key(), setting);
    }

    private static ConfigFault fault(Setting setting, String expected) {
        return new ConfigFault(setting.key(), "", setting.origin(), expected);
    }

    /** Says nothing of the value: behind a misspelt key may stand a token. */
    private ConfigFault unknown(Setting setting) {
        String hint = COMPUTED.contains(prefix(setting.key()))
                ? "is computed at start from 'stages', it cannot be set"
                : likely(setting.key())
                        .map(key -> "unknown key, did you mean " + key + "?")
                        .orElse("unknown key, see docs/configuration.md for those there are");
        return fault(setting, hint);
    }

    private Optional<String> likely(String key) {
        return Spelling.nearest(key, ourKeys());
    }

    private static String prefix(String key) {
        int dot = key.indexOf('.');
        return dot < 0 ? key : key.substring(0, dot);
    }
}
