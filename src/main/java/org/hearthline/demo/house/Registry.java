package org.hearthline.demo.house;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collector;
import org.jspecify.annotations.Nullable;

/** The five registries as Home Assistant lists them. Only the entities' ids can change: a rename. */
public final class Registry {
    private static final double CREATED = 1_790_000_000.25;

    private final Blueprint blueprint;
    private final Map<String, String> renamed = new HashMap<>();

    Registry(Blueprint blueprint) {
        this.blueprint = blueprint;
    }

    /** Answer of {@code config/<name>_registry/list}; name is one of area, device, entity, floor, label. */
    public JsonArray list(String name) {
        return switch (name) {
            case "area" ->
                collect(blueprint.rows("areas").stream().map(Registry::area).toList());
            case "device" ->
                collect(blueprint.rows("devices").stream().map(Registry::device).toList());
            case "entity" ->
                collect(blueprint.rows("entities").stream()
                        .filter(row -> platform(row) != null)
                        .map(this::entity)
                        .toList());
            case "floor" ->
                collect(blueprint.rows("floors").stream().map(Registry::floor).toList());
            case "label" ->
                collect(blueprint.rows("labels").stream()
                        .map(row -> times(row.copy().put("description", null)))
                        .toList());
            default -> throw new IllegalArgumentException("No registry " + name);
        };
    }

    /** From now on the entity of the blueprint has another id. */
    void rename(String blueprintId, String currentId) {
        renamed.put(blueprintId, currentId);
    }

    private static JsonObject area(JsonObject row) {
        return times(row.copy()
                .put("aliases", new JsonArray())
                .put("labels", Blueprint.labels(row))
                .put("picture", null)
                .put("temperature_entity_id", null)
                .put("humidity_entity_id", null));
    }

    private static JsonObject floor(JsonObject row) {
        return times(row.copy().put("aliases", new JsonArray()));
    }

    private static JsonObject device(JsonObject row) {
        String key = row.getString("key");
        String configEntry = Blueprint.registryId(row.getString("platform"));
        return times(new JsonObject()
                .put("id", Blueprint.registryId(key))
                .put("name", row.getString("name"))
                .put("name_by_user", null)
                .put("manufacturer", row.getString("manufacturer"))
                .put("model", row.getString("model"))
                .put("model_id", null)
                .put("area_id", row.getString("area"))
                .put("labels", Blueprint.labels(row))
                .put("identifiers", JsonArray.of(JsonArray.of(row.getString("platform"), key)))
                .put("connections", new JsonArray())
                .put("config_entries", JsonArray.of(configEntry))
                .put("config_entry_id", configEntry)
                .put("parent_device_id", null)
                .put("via_device_id", null)
                .put("entry_type", null)
                .put("disabled_by", null)
                .put("configuration_url", null)
                .put("sw_version", "1.0")
                .put("hw_version", null)
                .put("serial_number", null));
    }

    private JsonObject entity(JsonObject row) {
        String blueprintId = row.getString("entity_id");
        JsonObject device = blueprint.deviceOf(row);
        String platform = platform(row);
        return times(new JsonObject()
                .put("entity_id", renamed.getOrDefault(blueprintId, blueprintId))
                .put("id", Blueprint.registryId(blueprintId))
                .put("unique_id", blueprintId.substring(blueprintId.indexOf('.') + 1))
                .put("platform", platform)
                .put("config_entry_id", device == null ? null : Blueprint.registryId(String.valueOf(platform)))
                .put("device_id", device == null ? null : Blueprint.registryId(device.getString("key")))
                .put("area_id", row.getString("area"))
                .put("labels", Blueprint.labels(row))
                .put("name", null)
                .put("original_name", row.getString("name"))
                .put("categories", new JsonObject())
                .put("entity_category", null)
                .put("hidden_by", null)
                .put("disabled_by", null)
                .put("icon", null)
                .put("options", new JsonObject())
                .put("translation_key", null));
    }

    /** The integration of an entity; without one it is in no registry. */
    private @Nullable String platform(JsonObject row) {
        JsonObject device = blueprint.deviceOf(row);
        return row.getString("platform", device == null ? null : device.getString("platform"));
    }

    private static JsonObject times(JsonObject row) {
        return row.put("created_at", CREATED).put("modified_at", CREATED);
    }

    private static JsonArray collect(List<JsonObject> rows) {
        return rows.stream().collect(Collector.of(JsonArray::new, JsonArray::add, JsonArray::addAll));
    }
}
