package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The automation of the house: motion in the dark hallway switches its light. Its contexts are chained as in Home Assistant:
 * what it does has the motion's context as parent.
 */
final class HallwayAutomation implements Thing {
    private static final String ID = "automation.hallway_light_on_motion";
    private static final String MOTION = "binary_sensor.hallway_motion";
    private static final String LIGHT = "light.hallway";

    private final House house;
    private final HouseTime time;
    private @Nullable String lastTriggered;
    private boolean on;

    HallwayAutomation(House house, HouseTime time) {
        this.house = house;
        this.time = time;
    }

    @Override
    public void live(Moment moment) {
        if (lastTriggered == null && house.state(ID).isEmpty()) {
            sayMyself(house.contexts().fresh());
            house.say(LIGHT, "off", Room.bulb(false, 0));
        }
        boolean wanted = house.state(MOTION).equals("on") && moment.isDark();
        if (wanted != on) {
            on = wanted;
            Context context = house.contexts().causedBy(house.contextOf(MOTION));
            if (on) {
                run(moment, context);
            }
            house.say(LIGHT, on ? "on" : "off", Room.bulb(on, 128), context);
        }
    }

    private void run(Moment moment, Context context) {
        lastTriggered = Stamp.of(time.at(moment.now())).iso();
        JsonObject data = new JsonObject()
                .put("name", "Hallway light on motion")
                .put("entity_id", ID)
                .put("source", "state of " + MOTION);
        house.fire("automation_triggered", data, context);
        sayMyself(context);
    }

    private void sayMyself(Context context) {
        Map<String, @Nullable Object> attributes = new LinkedHashMap<>();
        attributes.put("last_triggered", lastTriggered);
        house.say(ID, "on", attributes, context);
    }
}
