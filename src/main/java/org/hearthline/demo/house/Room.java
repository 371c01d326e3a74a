package org.hearthline.demo.house;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** A room: warmth, moisture and used air; its motion sensor, and its light that follows people and dusk. */
final class Room implements Thing {
    private static final double TARGET_DAY = 21;
    private static final double TARGET_NIGHT = 18.5;

    private final String area;
    private final House house;
    private final List<Resident> residents;
    private final RandomGenerator random;
    private double temperature;
    private double humidity = 48;
    private double co2 = 520;
    private double stillFor = Double.MAX_VALUE;
    private boolean heating;
    private boolean lit;

    Room(String area, House house, List<Resident> residents, RandomGenerator random) {
        this.area = area;
        this.house = house;
        this.residents = residents;
        this.random = random;
        this.temperature = 19 + 2 * random.nextDouble();
    }

    boolean isLit() {
        return lit;
    }

    /** By the heat pump. */
    boolean isHeated() {
        return heating;
    }

    @Override
    public List<Gauge> gauges() {
        List<Gauge> gauges = new ArrayList<>();
        gauges.add(new Gauge("sensor." + area + "_temperature", () -> temperature, 0.05, 2));
        gauges.add(new Gauge("sensor." + area + "_humidity", () -> humidity, 0.3, 1));
        gauges.add(new Gauge("sensor." + area + "_co2", () -> co2, 6, 0));
        return gauges.stream().filter(gauge -> house.has(gauge.entityId())).toList();
    }

    @Override
    public void live(Moment moment) {
        long people = residents.stream().filter(resident -> resident.isIn(area)).count();
        boolean awake = residents.stream().anyMatch(resident -> resident.isAwakeIn(area));
        breathe(moment, people);
        warm(moment, people);
        sense(moment, awake);
        light(moment, awake);
    }

    private void breathe(Moment moment, long people) {
        co2 += (430 + 380 * people - co2) * moment.towards(50 * 60);
        boolean showering = area.equals("bathroom") && people > 0 && moment.hour() < 9;
        double goal = showering ? 88 : 44 + 3 * people + 0.08 * (moment.sky().humidity() - 70);
        humidity += (goal - humidity) * moment.towards(showering ? 6 * 60 : 40 * 60);
    }

    private void warm(Moment moment, long people) {
        double target = moment.hour() > 6 && moment.hour() < 22.5 ? TARGET_DAY : TARGET_NIGHT;
        heating = temperature < target - (heating ? -0.3 : 0.3);
        temperature += (moment.sky().temperature() - temperature) * moment.towards(30 * 3600);
        double gainPerHour =
                (heating ? 1.3 : 0) + 0.12 * people + 0.7 * moment.sky().sunshine();
        temperature += gainPerHour * moment.step() / 3600;
        String thermostat = "climate." + area;
        if (house.has(thermostat)) {
            house.say(
                    thermostat,
                    "heat",
                    Map.of(
                            "current_temperature",
                            Math.round(temperature * 5) / 5.0,
                            "temperature",
                            target,
                            "hvac_action",
                            heating ? "heating" : "idle"));
        }
    }

    private void sense(Moment moment, boolean awake) {
        boolean moves = awake && random.nextDouble() < moment.chance(3 * 60);
        stillFor = moves ? 0 : stillFor + moment.step();
        String sensor = "binary_sensor." + area + "_motion";
        if (house.has(sensor)) {
            house.say(sensor, stillFor < 4 * 60 ? "on" : "off");
        }
    }

    /** The hallway's light is not switched by people but by {@link HallwayAutomation}. */
    private void light(Moment moment, boolean awake) {
        if (area.equals("hallway")) {
            lit = house.state("light.hallway").equals("on");
            return;
        }
        boolean wanted = awake && moment.isDark();
        if (wanted != lit && random.nextDouble() < moment.chance(60)) {
            lit = wanted;
        }
        int dimmed = moment.hour() > 21 || moment.hour() < 6 ? 96 : 203;
        Context context = residents.stream()
                .filter(resident -> resident.isIn(area))
                .findFirst()
                .map(resident -> house.contexts().by(resident.userId()))
                .orElseGet(() -> house.contexts().fresh());
        house.say("light." + area, lit ? "on" : "off", bulb(lit, dimmed), context);
    }

    /** What a light says of itself: its brightness, and nulls when it is off. */
    static Map<String, @Nullable Object> bulb(boolean on, int brightness) {
        Map<String, @Nullable Object> bulb = new LinkedHashMap<>();
        bulb.put("color_mode", on ? "color_temp" : null);
        bulb.put("brightness", on ? brightness : null);
        bulb.put("color_temp_kelvin", on ? 2700 : null);
        return bulb;
    }
}
