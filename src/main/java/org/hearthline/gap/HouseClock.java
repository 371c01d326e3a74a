package org.hearthline.gap;

import java.time.Clock;
import org.hearthline.event.Timestamps;

/** Our clock, and Home Assistant's as far as its events tell. Any thread. */
public final class HouseClock {
    private final Clock ours;
    private volatile long difference;

    public HouseClock(Clock ours) {
        this.ours = ours;
    }

    /** By our clock, µs since 1970. */
    long now() {
        return Timestamps.micros(ours.instant());
    }

    Clock ours() {
        return ours;
    }

    /** By Home Assistant's clock, as far as we know it, µs since 1970. */
    long houseNow() {
        return toHouse(now());
    }

    long toHouse(long oursMicros) {
        return oursMicros + difference;
    }

    /** How far Home Assistant's clock is ahead of ours, µs. */
    long difference() {
        return difference;
    }

    void differsBy(long micros) {
        difference = micros;
    }
}
