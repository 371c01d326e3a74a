package org.hearthline.storage;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.hearthline.storage.StoreServer.Kind;
import org.jspecify.annotations.Nullable;

/**
 * What an InfluxDB tells of itself. Its size it tells nobody over HTTP, and to count all its events takes it minutes: both are
 * left out. Any thread.
 */
final class InfluxInfo implements Supplier<StoreInfo> {
    /** As InfluxDB 1 writes durations: 168h0m0s. */
    private static final Pattern DURATION = Pattern.compile("(\\d+)h(\\d+)m(\\d+)s");

    private final StoreClient store;
    private final InfluxQlClient client;
    private final EventRows rows;
    private final Supplier<Status> status;

    /**
     * @param status of the store as far as writes tell
     */
    InfluxInfo(StoreClient store, InfluxQlClient client, EventRows rows, Supplier<Status> status) {
        this.store = store;
        this.client = client;
        this.rows = rows;
        this.status = status;
    }

    @Override
    public StoreInfo get() {
        try {
            List<StoredEvent> newest = rows.newest(new EventQuery(EventFilter.EVERYTHING, 1, null));
            return info(newest.isEmpty() ? null : newest.get(0).nanos(), retention(), status.get());
        } catch (TransientFailure e) {
            Status known = status.get();
            String words = String.valueOf(e.getMessage());
            return info(null, null, new Status(Level.DEGRADED, words, known.since()));
        }
    }

    private StoreInfo info(@Nullable Long newest, @Nullable Duration retention, Status now) {
        String engine = store.server().kind() == Kind.QUESTDB ? "questdb" : "influxdb";
        return new StoreInfo(
                engine, store.server().version(), store.address().shown(), null, retention, null, newest, now);
    }

    /** InfluxDB 1 says it in InfluxQL. The others have it where a token that may only read does not get at. */
    private @Nullable Duration retention() {
        if (store.server().kind() != Kind.INFLUXDB_1) {
            return null;
        }
        String bucket = store.address().bucket();
        int slash = bucket.indexOf('/');
        String database = slash < 0 ? bucket : bucket.substring(0, slash);
        for (JsonNode policies : client.series(InfluxQl.retention(database))) {
            List<String> columns = InfluxQlClient.columns(policies);
            for (JsonNode policy : policies.path("values")) {
                boolean ours = slash < 0
                        ? policy.path(columns.indexOf("default")).asBoolean()
                        : policy.path(columns.indexOf("name")).asText().equals(bucket.substring(slash + 1));
                if (ours) {
                    return duration(policy.path(columns.indexOf("duration")).asText());
                }
            }
        }
        return null;
    }

    /** Null for ever, which is 0s. */
    private static @Nullable Duration duration(String text) {
        Matcher matcher = DURATION.matcher(text);
        if (!matcher.matches()) {
            return null;
        }
        Duration duration = Duration.ofHours(Long.parseLong(matcher.group(1)))
                .plusMinutes(Long.parseLong(matcher.group(2)))
                .plusSeconds(Long.parseLong(matcher.group(3)));
        return duration.isZero() ? null : duration;
    }
}
