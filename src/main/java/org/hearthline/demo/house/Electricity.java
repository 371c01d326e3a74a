package org.hearthline.demo.house;

import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Where the power comes from and goes to: grid = house − solar + charging of the battery, in W; the counters, in kWh, never
 * fall.
 */
final class Electricity implements Thing {
    private static final double SOLAR_PEAK = 5_800;
    private static final double BATTERY_KWH = 7.7;
    private static final double BATTERY_WATTS = 3_000;

    private final List<Room> rooms;
    private final List<Resident> residents;
    private final WashingMachine washingMachine;
    private final RandomGenerator random;
    private double solar;
    private double consumed;
    private double charging;
    private double stored = 1.2;
    private double solarEnergy = 4210.5;
    private double imported = 1893.2;
    private double exported = 2544.8;
    private double kettleFor;
    private double compressor;

    Electricity(List<Room> rooms, List<Resident> residents, WashingMachine washingMachine, RandomGenerator random) {
        this.rooms = rooms;
        this.residents = residents;
        this.washingMachine = washingMachine;
        this.random = random;
    }

    @Override
    public List<Gauge> gauges() {
        return List.of(
                new Gauge("sensor.solar_power", () -> solar, 0, 0),
                new Gauge("sensor.house_power", () -> consumed, 4, 1),
                new Gauge("sensor.grid_power", this::grid, 4, 1),
                new Gauge("sensor.home_battery_power", () -> charging, 0, 0),
                new Gauge("sensor.home_battery_level", () -> 100 * stored / BATTERY_KWH, 0, 1),
                new Gauge("sensor.freezer_temperature", this::freezer, 0.1, 1),
                Gauge.counter("sensor.solar_energy", () -> solarEnergy),
                Gauge.counter("sensor.grid_energy_imported", () -> imported),
                Gauge.counter("sensor.grid_energy_exported", () -> exported));
    }

    @Override
    public void live(Moment moment) {
        solar = SOLAR_PEAK * moment.sky().sunshine();
        consume(moment);
        charge(moment);
        solarEnergy += energy(solar, moment);
        imported += energy(Math.max(0, grid()), moment);
        exported += energy(Math.max(0, -grid()), moment);
    }

    private double grid() {
        return consumed - solar + charging;
    }

    private double freezer() {
        return -18.4 + 1.1 * Math.sin(compressor * 2 * Math.PI);
    }

    private void consume(Moment moment) {
        compressor = (compressor + moment.step() / (50 * 60)) % 1;
        long atHome = residents.stream().filter(Resident::isHome).count();
        kettleFor = Math.max(0, kettleFor - moment.step());
        if (atHome > 0 && moment.hour() > 6 && random.nextDouble() < moment.chance(2 * 3600)) {
            kettleFor = 4 * 60;
        }
        boolean cooking = atHome > 0 && moment.hour() > 18.5 && moment.hour() < 19.5;
        consumed = 165
                + (compressor < 0.35 ? 92 : 0)
                + 11 * rooms.stream().filter(Room::isLit).count()
                + 290 * rooms.stream().filter(Room::isHeated).count()
                + 70 * atHome
                + (kettleFor > 0 ? 1_950 : 0)
                + (cooking ? 1_400 : 0)
                + washingMachine.power();
    }

    /** The battery takes what is left over, and gives while it has something. */
    private void charge(Moment moment) {
        double wanted = Math.max(-BATTERY_WATTS, Math.min(BATTERY_WATTS, solar - consumed));
        double room = wanted > 0 ? BATTERY_KWH * 0.995 - stored : stored - BATTERY_KWH * 0.05;
        double most = Math.max(0, room) * 3_600_000 / moment.step();
        charging = Math.copySign(Math.min(Math.abs(wanted), most), wanted);
        stored += energy(charging, moment);
    }

    private static double energy(double watts, Moment moment) {
        return watts * moment.step() / 3_600_000;
    }
}
