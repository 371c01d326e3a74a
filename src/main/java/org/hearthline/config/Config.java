package org.hearthline.config;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Every setting of a process, checked.
 *
 * @param dataDir absolute
 * @param properties all settings flat, for the routes: durations in milliseconds, sizes in bytes, with the computed
 *     {@code stage.*}, {@code door.*}, {@code remote.*}, {@code http.port}, and with keys that are not ours as they were
 *     given. Holds secrets: hand it to Camel and to nobody else.
 * @param secrets keys of those that are secret
 */
public record Config(
        Deployment deployment,
        HouseConfig house,
        HomeAssistantConfig homeAssistant,
        IngestionConfig ingestion,
        FrameConfig frame,
        OutboxConfig outbox,
        GapConfig gap,
        DeadLetterConfig deadLetters,
        ValidationConfig validation,
        WeatherConfig weather,
        StoreConfig store,
        HttpConfig http,
        JmxConfig jmx,
        LinkConfig link,
        LogConfig log,
        RoutesConfig routes,
        Path dataDir,
        Map<String, String> properties,
        Set<String> secrets) {
    public Config {
        properties = Map.copyOf(properties);
        secrets = Set.copyOf(secrets);
    }

    /** The properties with {@code ***} in the place of each secret that is set. */
    public Map<String, String> withoutSecrets() {
        Map<String, String> open = new HashMap<>(properties);
        secrets.forEach(key -> open.computeIfPresent(key, (same, secret) -> new Secret(secret).toString()));
        return open;
    }

    /** What must not leave this process in any text. */
    public SecretValues secretValues() {
        return SecretValues.of(
                secrets.stream().map(key -> properties.getOrDefault(key, "")).toList());
    }

    /** Without the properties, which hold secrets. */
    @Override
    public String toString() {
        return "Config[" + deployment.serviceName() + "]";
    }
}
