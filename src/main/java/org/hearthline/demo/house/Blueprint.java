package org.hearthline.demo.house;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the house is made of, read from {@code demo/house.json}: its floors, areas, devices and entities. Not mutable. */
final class Blueprint {
    private static final String RESOURCE = "/demo/house.json";

    private final JsonObject house;
    private final Map<String, JsonObject> devices = new LinkedHashMap<>();
    private final Map<String, Map<String, @Nullable Object>> attributes = new LinkedHashMap<>();

    private Blueprint(JsonObject house) {
        this.house = house;
        rows("devices").forEach(row -> devices.put(row.getString("key"), row));
        rows("entities").forEach(row -> attributes.put(row.getString("entity_id"), describe(row)));
    }

    static Blueprint load() {
        try (InputStream in = Blueprint.class.getResourceAsStream(RESOURCE)) {
            if (in == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the jar");
            }
            return new Blueprint(new JsonObject(Buffer.buffer(in.readAllBytes())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rows of one list: floors, labels, areas, devices, entities. */
    List<JsonObject> rows(String list) {
        return house.getJsonArray(list).stream().map(JsonObject.class::cast).toList();
    }

    boolean has(String entityId) {
        return attributes.containsKey(entityId);
    }

    /** What the entity always says of itself: kind, name, and what its row adds. Not mutable. */
    Map<String, @Nullable Object> attributes(String entityId) {
        Map<String, @Nullable Object> found = attributes.get(entityId);
        if (found == null) {
            throw new IllegalArgumentException("No entity " + entityId + " in " + RESOURCE);
        }
        return found;
    }

    @Nullable
    JsonObject deviceOf(JsonObject entity) {
        String key = entity.getString("device");
        return key == null ? null : devices.get(key);
    }

    /** The id under which a registry knows a thing: 32 hex digits, the same in every start. */
    static String registryId(String key) {
        return UUID.nameUUIDFromBytes(key.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    static JsonArray labels(JsonObject row) {
        return row.getJsonArray("labels", new JsonArray());
    }

    private Map<String, @Nullable Object> describe(JsonObject entity) {
        Map<String, @Nullable Object> said = new LinkedHashMap<>();
        said.putAll(house.getJsonObject("kinds")
                .getJsonObject(entity.getString("kind"))
                .getMap());
        said.putAll(entity.getJsonObject("attributes", new JsonObject()).getMap());
        said.put("friendly_name", entity.getString("name"));
        return Collections.unmodifiableMap(said);
    }
}
