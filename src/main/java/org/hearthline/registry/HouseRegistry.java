package org.hearthline.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.hearthline.event.JsonSlice;
import org.hearthline.event.Labels;
import org.hearthline.event.Place;
import org.hearthline.ha.HouseListener;
import org.hearthline.ha.RegistryKind;
import org.hearthline.registry.Registry.Area;
import org.hearthline.registry.Registry.Device;
import org.hearthline.registry.Registry.Entity;
import org.jspecify.annotations.Nullable;

/**
 * Knows what belongs where in one house: learns it from Home Assistant (one thread), answers it by name (any thread). A
 * registry that is read anew replaces the old one at once; one that Home Assistant does not give stays as it was. Entries may
 * lack any key: versions of Home Assistant differ.
 */
public final class HouseRegistry implements HouseListener {
    private static final ObjectReader READER = new ObjectMapper().readerFor(JsonNode.class);

    private volatile Registry registry = Registry.EMPTY;
    private volatile @Nullable Place place;

    /**
     * Where an entity belongs: its own area, else its device's, else that of the device which that one is a part of; the
     * name that a user gave its device, else the device's own; its area's floor; its own labels. All by name.
     */
    public Labels labelsOf(@Nullable String entityId) {
        return entityId == null ? Labels.NONE : registry.labelsOf(entityId);
    }

    /** Where Home Assistant says that the house stands; null until it has. */
    public @Nullable Place place() {
        return place;
    }

    @Override
    public void config(JsonSlice config) {
        JsonNode read = read(config);
        JsonNode latitude = read.path("latitude");
        JsonNode longitude = read.path("longitude");
        if (latitude.isNumber()
                && longitude.isNumber()
                && Math.abs(latitude.doubleValue()) <= 90
                && Math.abs(longitude.doubleValue()) <= 180) {
            place = new Place(latitude.doubleValue(), longitude.doubleValue());
        }
    }

    @Override
    public void registry(RegistryKind kind, JsonSlice entries) {
        Registry now = registry;
        registry = switch (kind) {
            case AREA -> now.withAreas(byKey(entries, "area_id", HouseRegistry::area));
            case DEVICE -> now.withDevices(byKey(entries, "id", HouseRegistry::device));
            case ENTITY -> now.withEntities(byKey(entries, "entity_id", HouseRegistry::entity));
            case FLOOR -> now.withFloors(byKey(entries, "floor_id", HouseRegistry::name));
            case LABEL -> now.withLabels(byKey(entries, "label_id", HouseRegistry::name));
        };
    }

    private static String name(JsonNode entry) {
        return entry.path("name").asText();
    }

    private static Area area(JsonNode entry) {
        return new Area(name(entry), text(entry, "floor_id"));
    }

    private static Device device(JsonNode entry) {
        String byUser = text(entry, "name_by_user");
        return new Device(
                byUser != null ? byUser : text(entry, "name"), text(entry, "area_id"), text(entry, "parent_device_id"));
    }

    private static Entity entity(JsonNode entry) {
        List<String> labels = new ArrayList<>();
        entry.path("labels").forEach(label -> labels.add(label.asText()));
        return new Entity(text(entry, "area_id"), text(entry, "device_id"), labels);
    }

    /** A text with something in it. */
    private static @Nullable String text(JsonNode entry, String key) {
        JsonNode value = entry.path(key);
        return value.isTextual() && !value.textValue().isEmpty() ? value.textValue() : null;
    }

    /** One entry after the other: a registry can be 6 MB. */
    private static <T> Map<String, T> byKey(JsonSlice entries, String key, Function<JsonNode, T> read) {
        Map<String, T> found = new HashMap<>();
        try (MappingIterator<JsonNode> each = READER.readValues(entries.source(), entries.offset(), entries.length())) {
            while (each.hasNextValue()) {
                JsonNode entry = each.nextValue();
                String id = text(entry, key);
                if (id != null) {
                    found.put(id, read.apply(entry));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("A registry cannot be read", e);
        }
        return found;
    }

    private static JsonNode read(JsonSlice json) {
        try {
            return READER.readValue(json.source(), json.offset(), json.length());
        } catch (IOException e) {
            throw new UncheckedIOException("The configuration cannot be read", e);
        }
    }
}
