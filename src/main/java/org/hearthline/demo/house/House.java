package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the things in the house write to: they say a state, and the blueprint's attributes are added. */
final class House {
    static final String UNAVAILABLE = "unavailable";

    private final Blueprint blueprint;
    private final States states;
    private final Contexts contexts;
    private final Set<String> silent = new HashSet<>();

    House(Blueprint blueprint, States states, Contexts contexts) {
        this.blueprint = blueprint;
        this.states = states;
        this.contexts = contexts;
    }

    boolean has(String entityId) {
        return blueprint.has(entityId);
    }

    Contexts contexts() {
        return contexts;
    }

    /** The state's text now; empty for an entity that is not there. */
    String state(String entityId) {
        HouseState state = states.get(entityId);
        return state == null ? "" : state.state();
    }

    /** The context of the entity's last change. */
    Context contextOf(String entityId) {
        HouseState state = states.get(entityId);
        return state == null ? contexts.fresh() : state.context();
    }

    void say(String entityId, String state) {
        say(entityId, state, Map.of());
    }

    void say(String entityId, String state, Map<String, ? extends @Nullable Object> more) {
        say(entityId, state, more, contexts.fresh());
    }

    /** Writes a state, unless the entity is silent at the moment. */
    void say(String entityId, String state, Map<String, ? extends @Nullable Object> more, Context context) {
        if (!silent.contains(entityId)) {
            write(entityId, entityId, state, more, context);
        }
    }

    /** Its device is out of reach: nothing that it says is heard. */
    void silence(String entityId) {
        silent.add(entityId);
        write(entityId, entityId, UNAVAILABLE, Map.of(), contexts.fresh());
    }

    /** Its device is back; the next thing that it says is heard. */
    void hear(String entityId) {
        silent.remove(entityId);
    }

    /** It is gone, and not heard until it is back. */
    void remove(String entityId) {
        silent.add(entityId);
        drop(entityId);
    }

    /** This id is gone; its entity may go on under another one. */
    void drop(String entityId) {
        states.remove(entityId, contexts.fresh());
    }

    /** An entity of the blueprint under another id. */
    void sayAs(String blueprintId, String entityId, String state) {
        write(blueprintId, entityId, state, Map.of(), contexts.fresh());
    }

    void fire(String eventType, JsonObject data, Context context) {
        states.fire(eventType, data, context);
    }

    /** A number as Home Assistant shows it: "21.0", "412". */
    static String number(double value, int decimals) {
        BigDecimal rounded = BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
        return rounded.signum() == 0 ? BigDecimal.ZERO.setScale(decimals).toPlainString() : rounded.toPlainString();
    }

    private void write(
            String blueprintId,
            String entityId,
            String state,
            Map<String, ? extends @Nullable Object> more,
            Context context) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>(blueprint.attributes(blueprintId));
        attributes.putAll(more);
        states.write(entityId, state, attributes, context);
    }
}
