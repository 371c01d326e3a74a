package org.hearthline.storage;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.hearthline.storage.Aggregate.Point;
import org.hearthline.storage.Aggregate.Series;
import org.jspecify.annotations.Nullable;

/** Answers as JSON (docs/http-api.md). Any thread. */
final class StoreAnswers {
    private static final List<String> OF_ENTITY = List.of("friendly_name", "area", "unit", "device_class");

    private final Clock clock;

    StoreAnswers(Clock clock) {
        this.clock = clock;
    }

    byte[] count(EventCount count) {
        return json(json -> {
            json.writeNumberField("count", count.events());
            times(count.filter(), json);
        });
    }

    byte[] aggregate(Aggregate aggregate) {
        return json(json -> {
            json.writeStringField("every", aggregate.query().every());
            json.writeStringField("fn", aggregate.query().fn().id());
            times(aggregate.query().filter(), json);
            json.writeArrayFieldStart("series");
            for (Series series : aggregate.series()) {
                series(series, json);
            }
            json.writeEndArray();
            json.writeBooleanField("truncated", aggregate.truncated());
        });
    }

    private static void series(Series series, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("entity_id", series.entityId());
        json.writeArrayFieldStart("points");
        for (Point point : series.points()) {
            json.writeStartObject();
            json.writeStringField("timestamp", FlatEvent.instant(point.nanos()).toString());
            // A sum can be more than a number of JSON can say.
            json.writeFieldName("value");
            if (Double.isFinite(point.value())) {
                json.writeNumber(point.value());
            } else {
                json.writeNull();
            }
            json.writeNumberField("count", point.count());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    byte[] entities(EntityPage page) {
        return json(json -> {
            json.writeArrayFieldStart("entities");
            for (StoredEvent latest : page.latest()) {
                entity(latest, json);
            }
            json.writeEndArray();
            String next = page.next();
            json.writeStringField("next_cursor", next == null ? null : StoreQueryParser.cursor(next));
        });
    }

    private static void entity(StoredEvent latest, JsonGenerator json) throws IOException {
        String entityId = text(latest, "entity_id");
        json.writeStartObject();
        json.writeStringField("entity_id", entityId);
        json.writeStringField("domain", entityId.substring(0, Math.max(0, entityId.indexOf('.'))));
        for (String name : OF_ENTITY) {
            optional(name, latest.values().get(name), json);
        }
        json.writeStringField("last_seen", FlatEvent.time(latest.nanos()));
        json.writeStringField("state", text(latest, "state"));
        json.writeEndObject();
    }

    byte[] info(StoreInfo info) {
        return json(json -> {
            json.writeStringField("engine", info.engine());
            json.writeStringField("version", info.version());
            optional("address", info.address(), json);
            optional("size_bytes", info.sizeBytes(), json);
            Duration retention = info.retention();
            optional("retention", retention == null ? null : text(retention), json);
            optional("events", info.events(), json);
            Long newest = info.newestNanos();
            optional("lag_seconds", newest == null ? null : lag(newest), json);
            json.writeStringField("status", info.status().level().name().toLowerCase(Locale.ROOT));
            json.writeStringField("detail", info.status().detail());
        });
    }

    /** Age of the newest event. */
    private double lag(long newestNanos) {
        Duration age = Duration.between(FlatEvent.instant(newestNanos), clock.instant());
        return Math.max(0, age.toMillis()) / 1000.0;
    }

    /** As settings are written: 30d, 12h. */
    private static String text(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds % 86_400 == 0) {
            return seconds / 86_400 + "d";
        }
        return seconds % 3_600 == 0 ? seconds / 3_600 + "h" : seconds + "s";
    }

    private static String text(StoredEvent event, String name) {
        Object value = event.values().get(name);
        return value == null ? "" : value.toString();
    }

    private static void times(EventFilter filter, JsonGenerator json) throws IOException {
        json.writeStringField(
                "start_time", FlatEvent.instant(filter.fromNanos()).toString());
        json.writeStringField("end_time", FlatEvent.instant(filter.toNanos()).toString());
    }

    private static void optional(String name, @Nullable Object value, JsonGenerator json) throws IOException {
        if (value instanceof Double number) {
            json.writeNumberField(name, number);
        } else if (value instanceof Long number) {
            json.writeNumberField(name, number);
        } else if (value != null) {
            json.writeStringField(name, value.toString());
        }
    }

    private static byte[] json(Content content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream(16 * 1024);
        try (JsonGenerator json = FlatEvent.JSON.createGenerator(out)) {
            json.writeStartObject();
            content.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException("An answer cannot be written to memory", e);
        }
        return out.toByteArray();
    }

    /** What an answer holds. */
    private interface Content {
        void write(JsonGenerator json) throws IOException;
    }
}
