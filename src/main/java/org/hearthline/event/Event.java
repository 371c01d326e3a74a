package org.hearthline.event;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One Home Assistant event on its way to the store: the unit that a route's author sees as {@code ${body}}. Immutable; a
 * step that adds something answers a new one.
 *
 * @param source name of the producer, "websocket-ingestion"
 * @param micros when it happened, µs since 1970
 * @param labels where the entity belongs, stamped by ingestion
 * @param enriched what enrichment added
 */
public record Event(
        UUID id,
        String house,
        String source,
        @Nullable String correlationId,
        long micros,
        EventData data,
        Labels labels,
        Enriched enriched) {

    /** The same event with what enrichment found. */
    public Event with(Enriched more) {
        return new Event(id, house, source, correlationId, micros, data, labels, more);
    }

    /** The same event with where its entity belongs. */
    public Event with(Labels stamped) {
        return new Event(id, house, source, correlationId, micros, data, stamped, enriched);
    }

    /** The same event, about the same thing at the same time, with less in it. */
    Event with(EventData redacted) {
        return new Event(id, house, source, correlationId, micros, redacted, labels, enriched);
    }

    /** The same event with another producer. */
    public Event from(String producer) {
        return new Event(id, house, producer, correlationId, micros, data, labels, enriched);
    }

    public @Nullable String entityId() {
        return data.entityId();
    }

    /** The part of the entity id before the dot. */
    public @Nullable String domain() {
        String entityId = data.entityId();
        return entityId == null ? null : entityId.substring(0, Math.max(0, entityId.indexOf('.')));
    }

    public String eventType() {
        return data.eventType();
    }

    public Instant time() {
        return Timestamps.instant(micros);
    }

    /** The new state; null when the entity was removed, and for events that are no state changes. */
    public @Nullable String state() {
        State state = data.newState();
        return state == null ? null : state.state();
    }

    public @Nullable String oldState() {
        State state = data.oldState();
        return state == null ? null : state.state();
    }

    /** The state as a number, once enrichment has read it. */
    public @Nullable Double value() {
        return enriched.value();
    }

    /** The attributes of the new state; of the old one when the entity was removed. */
    public Map<String, @Nullable Object> attributes() {
        State state = describing();
        return state == null ? Map.of() : state.attributes().asMap();
    }

    /** The state that describes the entity: the new one, else the one that it had last. */
    public @Nullable State describing() {
        return data.newState() != null ? data.newState() : data.oldState();
    }

    public boolean isRemoval() {
        return data.eventType().equals(EventData.STATE_CHANGED) && data.newState() == null;
    }

    public @Nullable String deviceClass() {
        State state = describing();
        return enriched.deviceClass() != null ? enriched.deviceClass() : state == null ? null : state.deviceClass();
    }

    /** Unit of measurement: the canonical one once enrichment has named it. */
    public @Nullable String unit() {
        State state = describing();
        return enriched.unit() != null ? enriched.unit() : state == null ? null : state.unit();
    }

    public @Nullable String friendlyName() {
        State state = describing();
        return enriched.friendlyName() != null ? enriched.friendlyName() : state == null ? null : state.friendlyName();
    }

    public @Nullable String area() {
        return labels.area();
    }

    public @Nullable String device() {
        return labels.device();
    }

    public @Nullable String floor() {
        return labels.floor();
    }

    public @Nullable String origin() {
        return data.origin();
    }

    public @Nullable String contextId() {
        return data.context().id();
    }

    /** The instant under which it is stored, ns since 1970. */
    public long storedNanos() {
        return EventId.storedNanos(id, micros);
    }
}
