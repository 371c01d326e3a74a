package org.hearthline.enrichment;

import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A state as a number.
 *
 * <p>Numbers are what Python's {@code float} reads without its extras: {@code 21.4}, {@code -3}, {@code +5}, {@code .5}, {@code 5.},
 * {@code 1e5}. No blanks, {@code 1_000}, {@code 1,5}, {@code 0x1F}, {@code 1d}, nor digits of other scripts; {@code nan}, {@code inf}
 * and what is beyond a double ({@code 1e400}) are no numbers either. {@code "0"} and {@code "1"} are numbers like any other.
 *
 * <p>On/off-like states are those that Home Assistant's own {@code influxdb} integration writes as 1 and 0, so that old dashboards
 * agree:
 *
 * <pre>
 * 1: on   open    home      locked    above_horizon
 * 0: off  closed  not_home  unlocked  below_horizon
 * </pre>
 *
 * What is on its way ({@code opening}, {@code locking}), {@code unavailable}, {@code unknown}, the empty state and all other text
 * have no value.
 */
final class StateNumbers {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(?:[0-9]+\\.?[0-9]*|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");

    /** All numbers of so many digits are exact as a double. */
    private static final int EXACT_DIGITS = 15;

    private static final double[] TENS = {
        1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15
    };

    private static final Map<String, Double> SWITCHED = Map.of(
            "on", 1.0,
            "off", 0.0,
            "open", 1.0,
            "closed", 0.0,
            "home", 1.0,
            "not_home", 0.0,
            "locked", 1.0,
            "unlocked", 0.0,
            "above_horizon", 1.0,
            "below_horizon", 0.0);

    private StateNumbers() {}

    /** Null when the state is no finite number and nothing like on or off. */
    static @Nullable Double of(String state) {
        // Most texts begin with a letter, and no number does: that is asked first, for speed.
        if (state.isEmpty() || state.charAt(0) > '9') {
            return SWITCHED.get(state);
        }
        double plain = plain(state);
        if (!Double.isNaN(plain)) {
            return plain;
        }
        if (!NUMBER.matcher(state).matches()) {
            return null;
        }
        double number = Double.parseDouble(state) + 0.0; // -0 is 0
        return Double.isFinite(number) ? number : null;
    }

    /**
     * What nearly all numbers are: at most 15 digits, and perhaps a sign and a point. Their digits and the power of ten are exact, so
     * the quotient is the double nearest to what is written, as {@link Double#parseDouble} would find it. NaN for any other text.
     */
    private static double plain(String state) {
        int first = state.charAt(0) == '-' || state.charAt(0) == '+' ? 1 : 0;
        int length = state.length();
        int point = length;
        long digits = 0;
        for (int i = first; i < length; i++) {
            char c = state.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = digits * 10 + c - '0';
            } else if (c == '.' && point == length) {
                point = i;
            } else {
                return Double.NaN;
            }
        }
        int pointed = point < length ? 1 : 0;
        int count = length - first - pointed;
        if (count < 1 || count > EXACT_DIGITS) {
            return Double.NaN;
        }
        double number = digits / TENS[length - point - pointed];
        return (state.charAt(0) == '-' ? -number : number) + 0.0; // -0 is 0
    }
}
