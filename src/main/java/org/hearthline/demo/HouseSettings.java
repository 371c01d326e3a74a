package org.hearthline.demo;

import java.security.SecureRandom;
import java.util.Base64;

/**
 * What one may choose about a simulated house.
 *
 * @param port on loopback; 0 for a free one
 * @param token the access token that it accepts
 * @param eventsPerSecond to aim at; people and switches may add a few
 * @param speed seconds of the house's day in a real second; timestamps are always real
 * @param seed the same seed lives the same days
 */
public record HouseSettings(int port, String token, double eventsPerSecond, double speed, long seed) {
    private static final int TOKEN_BYTES = 32;

    /** A free port, a random token, 12 events a second, a day in twelve minutes. */
    public static HouseSettings demo() {
        return new HouseSettings(0, randomToken(), 12, 120, 7);
    }

    public HouseSettings withPort(int chosen) {
        return new HouseSettings(chosen, token, eventsPerSecond, speed, seed);
    }

    public HouseSettings withToken(String chosen) {
        return new HouseSettings(port, chosen, eventsPerSecond, speed, seed);
    }

    public HouseSettings withEventsPerSecond(double chosen) {
        return new HouseSettings(port, token, chosen, speed, seed);
    }

    public HouseSettings withSpeed(double chosen) {
        return new HouseSettings(port, token, eventsPerSecond, chosen, seed);
    }

    public HouseSettings withSeed(long chosen) {
        return new HouseSettings(port, token, eventsPerSecond, speed, chosen);
    }

    /** Without the token. */
    @Override
    public String toString() {
        return "HouseSettings[port=" + port + ", eventsPerSecond=" + eventsPerSecond + ", speed=" + speed + ", seed="
                + seed + "]";
    }

    private static String randomToken() {
        byte[] bytes = new byte[TOKEN_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
