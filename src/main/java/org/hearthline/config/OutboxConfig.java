package org.hearthline.config;

/**
 * The durable queue between ingestion and delivery.
 *
 * @param partitions queues side by side
 * @param maxBytes that waiting frames may take on disk
 * @param minDiskFree bytes of the disk that stay free
 * @param to Camel endpoint that takes frames, and comes back when they are durable
 * @param from Camel endpoint that gives them; {@code {partition}} stands for the partition's number
 */
public record OutboxConfig(int partitions, long maxBytes, long minDiskFree, String to, String from) {
    static OutboxConfig read(Settings settings) {
        endpoint(settings, "outbox.unreadable");
        return new OutboxConfig(
                settings.number("outbox.partitions", 1, 16),
                settings.size("outbox.max-bytes", 16L << 20, 8L << 40),
                settings.size("outbox.min-disk-free", 16L << 20, 1L << 40),
                endpoint(settings, "outbox.to"),
                endpoint(settings, "outbox.from"));
    }

    static String endpoint(Settings settings, String key) {
        String uri = settings.text(key);
        if (uri.isEmpty()) {
            settings.fault(key, "expected a Camel endpoint; application.properties holds the one that is usual");
        }
        return uri;
    }
}
