package org.hearthline.config;

/**
 * The queue between ingestion and delivery.
 *
 * @param frames that wait in memory at most
 * @param to Camel endpoint that takes frames
 * @param from Camel endpoint that gives them
 */
public record OutboxConfig(int frames, String to, String from) {
    static OutboxConfig read(Settings settings) {
        return new OutboxConfig(
                settings.number("outbox.frames", 1, 10_000),
                endpoint(settings, "outbox.to"),
                endpoint(settings, "outbox.from"));
    }

    private static String endpoint(Settings settings, String key) {
        String uri = settings.text(key);
        if (uri.isEmpty()) {
            settings.fault(key, "expected a Camel endpoint, such as seda:outbox");
        }
        return uri;
    }
}
