package org.hearthline.storage;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.hearthline.event.TransientFailure;
import org.hearthline.health.Status;
import org.hearthline.health.Status.Level;
import org.hearthline.storage.Aggregate.Point;
import org.hearthline.storage.Aggregate.Series;

/** A store of as many events as wanted, one in each nanosecond since 1970, that can be away. */
public final class PretendedStore {
    private final String attributes;
    private final int events;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile int answers = Integer.MAX_VALUE;

    /**
     * @param size of each event, about, in bytes
     */
    public PretendedStore(int events, int size) {
        this.events = events;
        this.attributes = "{\"pad\":\"" + "x".repeat(size) + "\"}";
    }

    public StoreQueries queries() {
        StoreInfo info = new StoreInfo(
                "influxdb",
                "9.9",
                "http://store:1",
                null,
                Duration.ofDays(30),
                null,
                null,
                new Status(Level.DEGRADED, "It is only pretended", Instant.EPOCH));
        return new StoreQueries(new Rows(), new Figures(), () -> info, Clock.systemUTC());
    }

    /** From now on it is away, once it has answered so often. */
    public void awayAfter(int more) {
        answers = asked.get() + more;
    }

    public void back() {
        answers = Integer.MAX_VALUE;
    }

    /** How often it was. */
    public int asked() {
        return asked.get();
    }

    private void ask() {
        if (asked.incrementAndGet() > answers) {
            throw new TransientFailure("The store is away", null);
        }
    }

    private StoredEvent event(long nanos) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("entity_id", "sensor.e" + nanos % 3);
        values.put("state", Long.toString(nanos));
        values.put("attrs", attributes);
        return new StoredEvent(nanos, new UUID(0, nanos).toString(), values);
    }

    private final class Rows implements EventRows {
        @Override
        public List<StoredEvent> newest(EventQuery query) {
            throw new AssertionError("nobody asks for the newest here");
        }

        @Override
        public List<StoredEvent> oldest(EventQuery query) {
            ask();
            List<StoredEvent> page = new ArrayList<>();
            for (long i = query.filter().fromNanos(); i < events && page.size() < query.limit(); i++) {
                page.add(event(i));
            }
            return page;
        }

        @Override
        public List<StoredEvent> withId(UUID eventId) {
            return List.of();
        }

        @Override
        public List<StoredEvent> latest(Collection<String> entityIds) {
            return entityIds.stream()
                    .map(id -> event(id.charAt(id.length() - 1) - '0'))
                    .toList();
        }
    }

    private final class Figures implements EventFigures {
        @Override
        public long count(EventFilter filter) {
            ask();
            return events;
        }

        @Override
        public List<String> withNumbers(EventFilter filter, int most) {
            ask();
            return List.of("sensor.e0");
        }

        @Override
        public List<Series> aggregate(AggregateQuery query) {
            ask();
            return List.of(new Series("sensor.e0", List.of(new Point(0, 1.5, 12), new Point(1, 1.0 / 0, 2))));
        }

        @Override
        public Collection<String> entityIds() {
            ask();
            return List.of("sensor.e2", "sensor.e0", "sensor.e1");
        }

        @Override
        public Set<String> userFields() {
            return Set.of();
        }
    }
}
