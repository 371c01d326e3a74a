package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Home Assistant's state machine and event bus. Writing what is there already fires nothing; {@code last_changed} moves only
 * with the state's text. No two events have the same microsecond.
 */
final class States {
    private final Clock clock;
    private final Map<String, HouseState> states = new LinkedHashMap<>();
    private final Map<String, HouseState> asleep = new LinkedHashMap<>();
    private final List<Consumer<HouseEvent>> listeners = new ArrayList<>();
    private long lastMicros;
    private long fired;

    States(Clock clock) {
        this.clock = clock;
    }

    void listen(Consumer<HouseEvent> listener) {
        listeners.add(listener);
    }

    @Nullable
    HouseState get(String entityId) {
        return states.get(entityId);
    }

    Collection<HouseState> all() {
        return Collections.unmodifiableCollection(states.values());
    }

    /** How many events there were. */
    long fired() {
        return fired;
    }

    void write(String entityId, String state, Map<String, @Nullable Object> attributes, Context context) {
        HouseState before = states.get(entityId);
        HouseState after = next(before, entityId, state, attributes, context);
        if (after.equals(before)) {
            return;
        }
        states.put(entityId, after);
        changed(entityId, before, after, after.updated(), context);
    }

    void remove(String entityId, Context context) {
        HouseState before = states.remove(entityId);
        if (before != null) {
            changed(entityId, before, null, now(), context);
        }
    }

    /** Forgets all states, without a word, as when Home Assistant stops; {@link #wake} brings them back. */
    void sleep() {
        asleep.putAll(states);
        states.clear();
    }

    boolean isAsleep() {
        return !asleep.isEmpty();
    }

    /** Writes some of the forgotten states anew: first states, with new times, also where the value is the same. */
    void wake(int most) {
        List<HouseState> some = asleep.values().stream().limit(most).toList();
        for (HouseState before : some) {
            asleep.remove(before.entityId());
            Stamp now = now();
            HouseState after =
                    new HouseState(before.entityId(), before.state(), before.attributes(), now, now, before.context());
            states.put(after.entityId(), after);
            changed(after.entityId(), null, after, now, after.context());
        }
    }

    void fire(String type, JsonObject data, Context context) {
        publish(new HouseEvent(type, data, now(), context, null));
    }

    /** The state to be; the one before when that says the same already. States with the same attributes share them. */
    private HouseState next(
            @Nullable HouseState before,
            String entityId,
            String state,
            Map<String, @Nullable Object> attributes,
            Context context) {
        if (before == null || !before.attributes().equals(attributes)) {
            Map<String, @Nullable Object> own = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
            Stamp now = now();
            Stamp changed = before != null && before.state().equals(state) ? before.changed() : now;
            return new HouseState(entityId, state, own, changed, now, context);
        }
        if (before.state().equals(state)) {
            return before;
        }
        Stamp now = now();
        return new HouseState(entityId, state, before.attributes(), now, now, context);
    }

    private void changed(
            String entityId, @Nullable HouseState before, @Nullable HouseState after, Stamp now, Context context) {
        JsonObject data = new JsonObject()
                .put("entity_id", entityId)
                .put("old_state", before == null ? null : before.json())
                .put("new_state", after == null ? null : after.json());
        HouseEvent.Change change = new HouseEvent.Change(entityId, before, after);
        publish(new HouseEvent(HouseEvent.STATE_CHANGED, data, now, context, change));
    }

    private void publish(HouseEvent event) {
        fired++;
        listeners.forEach(listener -> listener.accept(event));
    }

    private Stamp now() {
        Stamp now = Stamp.of(clock.instant());
        if (now.micros() <= lastMicros) {
            now = Stamp.ofMicros(lastMicros + 1);
        }
        lastMicros = now.micros();
        return now;
    }
}
