package org.hearthline.storage;

import java.time.Duration;
import org.hearthline.health.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the store is, and how much is in it. What nobody knows is null.
 *
 * @param engine {@code questdb} or {@code influxdb}
 * @param version empty when it says none
 * @param address of one that is not embedded, as it may be shown
 * @param retention after which events are dropped; null when they are kept for ever
 * @param newestNanos stored time of the newest event, ns since 1970
 */
record StoreInfo(
        String engine,
        String version,
        @Nullable String address,
        @Nullable Long sizeBytes,
        @Nullable Duration retention,
        @Nullable Long events,
        @Nullable Long newestNanos,
        Status status) {}
