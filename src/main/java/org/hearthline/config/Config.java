package org.hearthline.config;

import java.nio.file.Path;
import java.util.Map;

/**
 * Every setting of a process, checked.
 *
 * @param dataDir absolute
 * @param properties all settings flat, for the routes: durations in milliseconds, sizes in bytes, with the computed
 *     {@code stage.*}, {@code door.*}, {@code remote.*}, {@code http.port}, and with keys that are not ours as they were
 *     given. Holds secrets: hand it to Camel and to nobody else.
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
        Map<String, String> properties) {
    public Config {
        properties = Map.copyOf(properties);
    }

    /** Without the properties, which hold secrets. */
    @Override
    public String toString() {
        return "Config[" + deployment.serviceName() + "]";
    }
}
