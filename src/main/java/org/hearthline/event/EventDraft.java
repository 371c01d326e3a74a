package org.hearthline.event;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** An event while it is being read: first to its end, whatever comes, and then judged by its type. */
final class EventDraft {
    private final FieldReader event;
    /** Reads what only a state change must have right: in other events the same names may stand for anything. */
    private final FieldReader change;

    private final AttributeFilter filter;
    private final StateDraft flat;

    private @Nullable String eventType;
    private @Nullable String entityId;
    private @Nullable String origin;
    private EventContext context = EventContext.NONE;
    private long timeFired = EventData.NO_TIME;
    private long timestamp = EventData.NO_TIME;
    private @Nullable JsonSlice data;
    private boolean newStateSeen;
    private @Nullable State newState;
    private @Nullable State oldState;

    EventDraft(FieldReader event, AttributeFilter filter) {
        this.event = event;
        this.change = event.sibling();
        this.filter = filter;
        this.flat = new StateDraft(change, filter, "");
    }

    /** The parser stands on the event's opening brace, and afterwards on its closing one, also when the event is refused. */
    EventData read() throws IOException {
        int start = event.start();
        while (event.next()) {
            readField(event.name());
        }
        JsonSlice whole = event.since(start);
        String type = event.required("event_type", eventType);
        event.refuseWhenFaulty();
        return type.equals(EventData.STATE_CHANGED) ? finishStateChange(whole) : finishOther(type, whole);
    }

    private void readField(String name) throws IOException {
        switch (name) {
            case "event_type" -> eventType = event.text(name);
            case "time_fired" -> timeFired = event.time(name);
            case "timestamp" -> timestamp = event.time(name);
            case "origin" -> origin = event.text(name);
            case "context" -> context = context();
            case "data" -> readData();
            case "state", "attributes" -> flat.readField(name);
            default -> readShared(name);
        }
    }

    /** What stands in {@code data} when nested, at the top when flat. */
    private void readShared(String name) throws IOException {
        switch (name) {
            case "entity_id" -> entityId = change.text(name);
            case "new_state" -> {
                newStateSeen = true;
                newState = state(name);
            }
            case "old_state" -> oldState = oldState();
            default -> change.skip();
        }
    }

    private void readData() throws IOException {
        if (event.object("data")) {
            int start = event.start();
            while (event.next()) {
                readShared(event.name());
            }
            data = event.since(start);
        }
    }

    private @Nullable State oldState() throws IOException {
        String text = change.textIfAny();
        return text == null ? state("old_state") : StateDraft.of(text);
    }

    private @Nullable State state(String field) throws IOException {
        return change.object(field) ? new StateDraft(change, filter, field + ".").read() : null;
    }

    private EventContext context() throws IOException {
        if (!event.object("context")) {
            return EventContext.NONE;
        }
        String id = null;
        String parentId = null;
        String userId = null;
        while (event.next()) {
            switch (event.name()) {
                case "id" -> id = event.text("context.id");
                case "parent_id" -> parentId = event.text("context.parent_id");
                case "user_id" -> userId = event.text("context.user_id");
                default -> event.skip();
            }
        }
        return new EventContext(id, parentId, userId);
    }

    private EventData finishStateChange(JsonSlice whole) {
        change.required("entity_id", entityId);
        if (!newStateSeen && data != null) {
            change.missing("data.new_state", "object or null");
        } else if (!newStateSeen) {
            newState = flat.finish(time());
        }
        change.refuseWhenFaulty();
        long updated = newState == null ? EventData.NO_TIME : newState.lastUpdatedMicros();
        return finish(EventData.STATE_CHANGED, updated == EventData.NO_TIME ? time() : updated, whole);
    }

    private EventData finishOther(String type, JsonSlice whole) {
        if (change.isFaulty()) {
            newState = null;
            oldState = null;
        }
        return finish(type, time(), whole);
    }

    private EventData finish(String type, long micros, JsonSlice whole) {
        return new EventData(
                whole, type, entityId, micros, origin, context, newState, oldState, data == null ? whole : data);
    }

    private long time() {
        return timeFired == EventData.NO_TIME ? timestamp : timeFired;
    }
}
