package org.hearthline.demo.house;

import io.vertx.core.json.JsonObject;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * The house: about 65 entities that live through accelerated days. Nothing happens by itself: each {@link #advance()} lives
 * through the time since the last one. What switches is said at once; then sensors are read one after another until the
 * wanted rate of events is reached. One thread.
 */
public final class HouseModel {
    private static final List<String> ROOMS =
            List.of("living_room", "kitchen", "hallway", "bedroom", "bathroom", "office");
    private static final double LONGEST_STEP = 60;
    private static final double MOST_CATCH_UP = HouseTime.DAY;
    /** Readings that may show no change before a pause, in rounds through all sensors. */
    private static final int ROUNDS = 3;

    private final HouseTime time;
    private final Sky sky;
    private final double rate;
    private final RandomGenerator random;
    private final States states;
    private final Registry registry;
    private final House house;
    private final List<Thing> things;
    private final List<Gauge> gauges;
    private double lived;
    private double allowance;
    private int nextGauge;

    /**
     * A house just before its first moment: every entity has a state.
     *
     * @param clock stamps the events
     * @param rate events in a real second to aim at
     */
    public HouseModel(Clock clock, HouseTime time, Sky sky, double rate, RandomGenerator random) {
        this.time = time;
        this.sky = sky;
        this.rate = rate;
        this.random = random;
        this.states = new States(clock);
        Blueprint blueprint = Blueprint.load();
        this.registry = new Registry(blueprint);
        this.house = new House(blueprint, states, new Contexts(clock, random));
        this.lived = time.seconds();
        this.things = furnish();
        this.gauges = things.stream().flatMap(thing -> thing.gauges().stream()).toList();
        things.forEach(thing -> thing.live(new Moment(lived, 1, sky.at(lived))));
        gauges.forEach(this::read);
    }

    /** Calls the listener with every event from now on. */
    public void listen(Consumer<HouseEvent> listener) {
        states.listen(listener);
    }

    /** What {@code get_states} shows. */
    public Collection<HouseState> states() {
        return states.all();
    }

    public Registry registry() {
        return registry;
    }

    /** Stops as Home Assistant does: no state is left, and nothing is said of it. Nothing happens until it is awake. */
    public void sleep() {
        states.sleep();
    }

    /** Whether states are missing that it had before it slept. */
    public boolean isAsleep() {
        return states.isAsleep();
    }

    /** Brings so many states back, each as a first one; with the last it says that it has started. */
    public void wake(int most) {
        states.wake(most);
        if (!states.isAsleep()) {
            lived = time.seconds();
            states.fire(
                    "homeassistant_started", new JsonObject(), house.contexts().fresh());
        }
    }

    /** Lives through the time since the last call. */
    public void advance() {
        if (states.isAsleep()) {
            return;
        }
        long firedBefore = states.fired();
        double now = time.seconds();
        double passed = Math.min(now - lived, MOST_CATCH_UP);
        lived = now - passed;
        while (lived < now) {
            double step = Math.min(LONGEST_STEP, now - lived);
            lived += step;
            Moment moment = new Moment(lived, step, sky.at(lived));
            things.forEach(thing -> thing.live(moment));
        }
        long switched = states.fired() - firedBefore;
        allowance = Math.min(rate, allowance + time.real(passed) * rate - switched);
        readSensors();
    }

    private void readSensors() {
        for (int tries = ROUNDS * gauges.size(); allowance >= 1 && tries > 0; tries--) {
            long before = states.fired();
            read(gauges.get(nextGauge));
            nextGauge = (nextGauge + 1) % gauges.size();
            allowance -= states.fired() - before;
        }
    }

    private void read(Gauge gauge) {
        double noise = gauge.noise() == 0 ? 0 : gauge.noise() * random.nextGaussian();
        house.say(gauge.entityId(), House.number(gauge.truth().getAsDouble() + noise, gauge.decimals()));
    }

    private List<Thing> furnish() {
        List<Resident> residents = Stream.of("anna", "bjorn")
                .map(name -> new Resident(name, house, random))
                .toList();
        List<Room> rooms = ROOMS.stream()
                .map(area -> new Room(area, house, residents, random))
                .toList();
        WashingMachine washingMachine = new WashingMachine(house, random);
        List<Thing> all = new ArrayList<>();
        all.add(new Outdoors(house, time, sky));
        all.addAll(residents);
        all.addAll(rooms);
        all.add(new HallwayAutomation(house, time));
        all.add(washingMachine);
        all.add(new Electricity(rooms, residents, washingMachine, random));
        all.add(new Habits(house, time, residents, random));
        all.add(new Mishaps(house, registry, lived, random));
        return all;
    }
}
