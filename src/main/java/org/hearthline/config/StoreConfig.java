package org.hearthline.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where events are stored.
 *
 * @param influxUrl address of InfluxDB; empty: the embedded store
 * @param token of InfluxDB
 * @param org organisation in InfluxDB 2
 * @param bucket or database
 * @param timeout of one request
 * @param folder of the embedded store, absolute
 */
public record StoreConfig(
        Optional<URI> influxUrl, Secret token, String org, String bucket, Duration timeout, Path folder) {
    private static final Pattern NAME = Pattern.compile("\\P{Cntrl}{1,128}");
    private static final String NAME_EXPECTED = "expected 1 to 128 characters on one line";

    /** A question of the API takes two requests at most; a write that takes more goes on when its caller has gone. */
    Duration longestAnswer() {
        return timeout.multipliedBy(2);
    }

    static StoreConfig read(Settings settings, Path dataDir) {
        StoreConfig config = new StoreConfig(
                settings.url("influxdb.url", "http", "https"),
                settings.secret("influxdb.token"),
                settings.text("influxdb.org", NAME, NAME_EXPECTED),
                settings.text("influxdb.bucket", NAME, NAME_EXPECTED),
                settings.duration("influxdb.timeout", Duration.ofMillis(100), Duration.ofMinutes(5)),
                dataDir.resolve("store"));
        if (config.token.isPresent() && !settings.isSet("influxdb.url")) {
            settings.fault(
                    "influxdb.url",
                    "missing, though influxdb.token is set: give the address too, or take the token away for the embedded store");
        }
        return config;
    }
}
