package org.hearthline.storage;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What answers at the store's address.
 *
 * @param version as the server says it, without a leading v; empty when it says none
 */
record StoreServer(Kind kind, String version) {
    static final StoreServer UNKNOWN = new StoreServer(Kind.UNKNOWN, "");

    /** Servers that take line protocol, as far as they differ for us. */
    enum Kind {
        INFLUXDB_1("InfluxDB"),
        INFLUXDB_2("InfluxDB"),
        INFLUXDB_3("InfluxDB"),
        QUESTDB("QuestDB"),
        UNKNOWN("a server that does not say what it is");

        private final String shown;

        Kind(String shown) {
            this.shown = shown;
        }
    }

    /**
     * Tells servers apart. QuestDB pretends to be InfluxDB 2.7.4, and has no buckets.
     *
     * @param versionHeader {@code X-Influxdb-Version} of {@code GET /ping}
     * @param hasBuckets whether {@code GET /api/v2/buckets} is known, with or without permission
     */
    static StoreServer of(@Nullable String versionHeader, boolean hasBuckets) {
        if (versionHeader == null || versionHeader.isBlank()) {
            return UNKNOWN;
        }
        String said = versionHeader.strip().toLowerCase(Locale.ROOT);
        String version = said.startsWith("v") ? said.substring(1) : said;
        if (version.startsWith("1.")) {
            return new StoreServer(Kind.INFLUXDB_1, version);
        }
        if (version.startsWith("3.")) {
            return new StoreServer(Kind.INFLUXDB_3, version);
        }
        return hasBuckets ? new StoreServer(Kind.INFLUXDB_2, version) : new StoreServer(Kind.QUESTDB, "");
    }

    /** "InfluxDB 2.9.1". */
    String shown() {
        return version.isEmpty() ? kind.shown : kind.shown + " " + version;
    }
}
