package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What goes wrong or changes in every house: a sensor out of reach for a while, a guest whose tablet comes and is removed
 * again, an entity that somebody renames.
 */
final class Mishaps implements Thing {
    private static final List<String> FRAGILE = List.of(
            "sensor.garden_temperature",
            "sensor.kitchen_humidity",
            "sensor.bathroom_temperature",
            "sensor.office_co2",
            "binary_sensor.office_motion",
            "climate.bedroom");
    private static final String TABLET = "sensor.guest_tablet_battery";
    private static final String GUESTS = "input_boolean.guests";
    private static final String LIGHTS = "light.string_lights";
    private static final List<String> NAMES = List.of(LIGHTS, "light.garden_lights");

    private final House house;
    private final Registry registry;
    private final RandomGenerator random;
    private @Nullable String unreachable;
    private double reachableAt;
    private double tablet = 90;
    private double guestLeavesAt;
    private boolean guest;
    private int name;
    private double renameAt;

    Mishaps(House house, Registry registry, double now, RandomGenerator random) {
        this.house = house;
        this.registry = registry;
        this.random = random;
        this.guestLeavesAt = now + 1800;
        this.guest = true;
        this.renameAt = now + 2.5 * 3600;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(new Gauge(TABLET, () -> tablet, 0, 0));
    }

    @Override
    public void live(Moment moment) {
        breakSomething(moment);
        welcome(moment);
        rename(moment);
        house.sayAs(LIGHTS, NAMES.get(name), moment.sky().isNight() ? "on" : "off");
    }

    private void breakSomething(Moment moment) {
        if (unreachable != null && moment.now() >= reachableAt) {
            house.hear(unreachable);
            unreachable = null;
        } else if (unreachable == null && random.nextDouble() < moment.chance(45 * 60)) {
            unreachable = FRAGILE.get(random.nextInt(FRAGILE.size()));
            reachableAt = moment.now() + (8 + 20 * random.nextDouble()) * 60;
            house.silence(unreachable);
        }
    }

    private void welcome(Moment moment) {
        tablet = Math.max(3, tablet - moment.step() / 3600 * 9);
        if (guest && moment.now() >= guestLeavesAt) {
            guest = false;
            house.remove(TABLET);
        } else if (!guest && random.nextDouble() < moment.chance(2 * 3600)) {
            guest = true;
            guestLeavesAt = moment.now() + (1 + 3 * random.nextDouble()) * 3600;
            tablet = 60 + 40 * random.nextDouble();
            house.hear(TABLET);
        }
        house.say(GUESTS, guest ? "on" : "off");
    }

    /** In Home Assistant's order: the registry says so, the old id is removed, the new one appears. */
    private void rename(Moment moment) {
        if (moment.now() < renameAt) {
            return;
        }
        renameAt = moment.now() + (4 + 4 * random.nextDouble()) * 3600;
        String before = NAMES.get(name);
        name = 1 - name;
        String after = NAMES.get(name);
        registry.rename(LIGHTS, after);
        JsonObject data = new JsonObject()
                .put("action", "update")
                .put("entity_id", after)
                .put("changes", new JsonObject().put("entity_id", before))
                .put("old_entity_id", before);
        house.fire("entity_registry_updated", data, house.contexts().fresh());
        house.drop(before);
    }
}
