package org.hearthline.demo.house;

import java.util.List;
import java.util.random.RandomGenerator;

/** Washes every few hours: a program of phases with their power, and a counter of energy that never falls. */
final class WashingMachine implements Thing {
    private static final List<Phase> PROGRAM = List.of(
            new Phase("filling", 4, 12, 3),
            new Phase("heating", 16, 2050, 40),
            new Phase("washing", 32, 160, 60),
            new Phase("rinsing", 18, 85, 30),
            new Phase("spinning", 9, 480, 90),
            new Phase("finished", 45, 2, 0.3));
    private static final Phase OFF = new Phase("off", Double.MAX_VALUE, 0.4, 0.02);

    private final House house;
    private final RandomGenerator random;
    private int next = PROGRAM.size();
    private Phase phase = OFF;
    private double phaseEnds;
    private double startsAt;
    private double power = OFF.watts();
    private double energy;

    /** A part of the program: how long, how many W, how restless. */
    private record Phase(String name, double minutes, double watts, double noise) {}

    WashingMachine(House house, RandomGenerator random) {
        this.house = house;
        this.random = random;
        this.startsAt = 7.25 * 3600 + 1200 * random.nextDouble();
        this.energy = 180 + 40 * random.nextDouble();
    }

    double power() {
        return power;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(
                new Gauge("sensor.washing_machine_power", () -> power, 0, 1),
                Gauge.counter("sensor.washing_machine_energy", () -> energy));
    }

    @Override
    public void live(Moment moment) {
        boolean off = phase.equals(OFF);
        if (off && moment.now() >= startsAt) {
            next = 0;
        }
        if (moment.now() >= (off ? startsAt : phaseEnds)) {
            enter(moment);
        }
        power = Math.max(0, phase.watts() + phase.noise() * random.nextGaussian());
        energy += power * moment.step() / 3_600_000;
        house.say("sensor.washing_machine_program", phase.name());
    }

    private void enter(Moment moment) {
        if (next == PROGRAM.size()) {
            phase = OFF;
            startsAt = moment.now() + (3 + 6 * random.nextDouble()) * 3600;
            return;
        }
        phase = PROGRAM.get(next++);
        phaseEnds = moment.now() + phase.minutes() * 60;
    }
}
