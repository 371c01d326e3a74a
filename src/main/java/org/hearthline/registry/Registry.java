package org.hearthline.registry;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.hearthline.event.Labels;
import org.jspecify.annotations.Nullable;

/**
 * What belongs where, at one moment. The labels of every entity are worked out once, when it is made, since they are asked
 * for with every event. Immutable; any thread.
 */
final class Registry {
    /** Where names end: a device whose parents form a ring has no area. */
    private static final int MOST_PARENTS = 8;

    static final Registry EMPTY = new Registry(Map.of(), Map.of(), Map.of(), Map.of(), Map.of());

    private final Map<String, Area> areas;
    private final Map<String, Device> devices;
    private final Map<String, Entity> entities;
    private final Map<String, String> floors;
    private final Map<String, String> labels;
    private final Map<String, Labels> ofEntity;

    record Area(String name, @Nullable String floorId) {}

    record Device(
            @Nullable String name,
            @Nullable String areaId,
            @Nullable String parentId) {}

    record Entity(@Nullable String areaId, @Nullable String deviceId, List<String> labelIds) {}

    private Registry(
            Map<String, Area> areas,
            Map<String, Device> devices,
            Map<String, Entity> entities,
            Map<String, String> floors,
            Map<String, String> labels) {
        this.areas = areas;
        this.devices = devices;
        this.entities = entities;
        this.floors = floors;
        this.labels = labels;
        this.ofEntity = new HashMap<>();
        entities.forEach((id, entity) -> ofEntity.put(id, labelsOf(entity)));
    }

    Registry withAreas(Map<String, Area> fresh) {
        return new Registry(fresh, devices, entities, floors, labels);
    }

    Registry withDevices(Map<String, Device> fresh) {
        return new Registry(areas, fresh, entities, floors, labels);
    }

    Registry withEntities(Map<String, Entity> fresh) {
        return new Registry(areas, devices, fresh, floors, labels);
    }

    Registry withFloors(Map<String, String> fresh) {
        return new Registry(areas, devices, entities, fresh, labels);
    }

    Registry withLabels(Map<String, String> fresh) {
        return new Registry(areas, devices, entities, floors, fresh);
    }

    Labels labelsOf(String entityId) {
        return ofEntity.getOrDefault(entityId, Labels.NONE);
    }

    private Labels labelsOf(Entity entity) {
        Device device = find(devices, entity.deviceId());
        String areaId = entity.areaId() != null ? entity.areaId() : areaOf(device);
        Area area = find(areas, areaId);
        return new Labels(
                area == null ? null : area.name(),
                device == null ? null : device.name(),
                area == null ? null : find(floors, area.floorId()),
                entity.labelIds().stream()
                        .map(labels::get)
                        .filter(Objects::nonNull)
                        .toList());
    }

    /** The device's own area, else that of the device it is a part of. */
    private @Nullable String areaOf(@Nullable Device device) {
        Device at = device;
        for (int i = 0; at != null && i < MOST_PARENTS; i++) {
            if (at.areaId() != null) {
                return at.areaId();
            }
            at = find(devices, at.parentId());
        }
        return null;
    }

    private static <T> @Nullable T find(Map<String, T> all, @Nullable String id) {
        return id == null ? null : all.get(id);
    }
}
