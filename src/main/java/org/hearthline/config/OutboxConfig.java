package org.hearthline.config;

import java.time.Duration;

/**
 * The queue between ingestion and delivery.
 *
 * @param frames that wait in memory at most
 * @param to Camel endpoint that takes frames
 * @param forwardTimeout of a caller who waits until his events are stored
 * @param forwardTo Camel endpoint that takes the frames of such callers
 * @param from Camel endpoint that gives them
 */
public record OutboxConfig(int frames, String to, Duration forwardTimeout, String forwardTo, String from) {
    static OutboxConfig read(Settings settings) {
        return new OutboxConfig(
                settings.number("outbox.frames", 1, 10_000),
                endpoint(settings, "outbox.to"),
                settings.duration("outbox.forward-timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                endpoint(settings, "outbox.forward-to"),
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
