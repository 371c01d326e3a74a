package org.hearthline.demo.house;

import io.vertx.core.json.JsonArray;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who lives here: sleeps, walks through the rooms, leaves and comes back, phone in the pocket. Each day has its own
 * times.
 */
final class Resident implements Thing {
    static final String HOME = "home";
    private static final String AWAY = "not_home";
    private static final double HOME_LATITUDE = 52.3731;
    private static final double HOME_LONGITUDE = 4.8922;
    private static final List<String> DAY_ROOMS = List.of("living_room", "kitchen", "office", "hallway", "bathroom");

    private final String name;
    private final House house;
    private final RandomGenerator random;
    private int day = -1;
    private double wakes;
    private double leaves;
    private double returns;
    private double sleeps;
    private double battery = 80;
    private double kilometres;
    private String room = "bedroom";
    private boolean home = true;

    Resident(String name, House house, RandomGenerator random) {
        this.name = name;
        this.house = house;
        this.random = random;
    }

    boolean isHome() {
        return home;
    }

    boolean isAwakeIn(String area) {
        return isIn(area) && !room.equals("bedroom");
    }

    boolean isIn(String area) {
        return home && room.equals(area);
    }

    String userId() {
        return Blueprint.registryId("user " + name);
    }

    String personId() {
        return "person." + name;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(new Gauge("sensor." + name + "_phone_battery", () -> battery, 0, 0));
    }

    @Override
    public void live(Moment moment) {
        if (moment.day() != day) {
            day = moment.day();
            plan();
        }
        double hour = moment.hour();
        boolean out = hour >= leaves && hour < returns;
        boolean asleep = hour < wakes || hour >= sleeps;
        battery = Math.max(4, Math.min(100, battery + moment.step() / 3600 * (asleep ? 24 : -5)));
        travel(moment, out);
        if (asleep) {
            room = "bedroom";
        } else if (room.equals("bedroom") || random.nextDouble() < moment.chance(14 * 60)) {
            room = DAY_ROOMS.get(random.nextInt(DAY_ROOMS.size()));
        }
    }

    private void plan() {
        wakes = 6 + 0.5 * random.nextDouble();
        leaves = 7.4 + 1.6 * random.nextDouble();
        returns = 15.5 + 3 * random.nextDouble();
        sleeps = 22.2 + 1.5 * random.nextDouble();
    }

    private void travel(Moment moment, boolean out) {
        if (home == out) {
            home = !out;
            room = "hallway";
        }
        double goal = out ? 6 : 0;
        kilometres += (goal - kilometres) * moment.towards(25 * 60);
        say();
    }

    private void say() {
        Map<String, @Nullable Object> where = new LinkedHashMap<>();
        double degrees = home ? 0 : Math.round(kilometres * 2) / 2.0 / 111;
        where.put("latitude", round(HOME_LATITUDE + degrees));
        where.put("longitude", round(HOME_LONGITUDE - degrees / 2));
        where.put("gps_accuracy", home ? 12 : 35);
        String state = home ? HOME : AWAY;
        String tracker = "device_tracker." + name + "_phone";
        house.say(tracker, state, where);
        where.put("source", tracker);
        where.put("user_id", userId());
        where.put("device_trackers", JsonArray.of(tracker));
        house.say(personId(), state, where);
    }

    private static double round(double degrees) {
        return Math.round(degrees * 1e5) / 1e5;
    }
}
