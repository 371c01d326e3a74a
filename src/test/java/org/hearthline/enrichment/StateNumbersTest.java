package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StateNumbersTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0",
        "1, 1",
        "21.4, 21.4",
        "-3, -3",
        "+5, 5",
        "007, 7",
        "5., 5",
        ".5, 0.5",
        "-.5e1, -5",
        "1e5, 100000",
        "1E+5, 100000",
        "1.5e-3, 0.0015",
        "1e-400, 0",
        "9007199254740993, 9007199254740992",
        "1795251447.2237875, 1795251447.2237875",
    })
    void readsNumbers(String state, double expected) {
        assertThat(StateNumbers.of(state)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " 12 ",
                "12 ",
                "\t1",
                "1\n",
                "1_000",
                "1,5",
                "1.5.2",
                "1 000",
                "0x10",
                "0x1p3",
                "1d",
                "1f",
                "1D",
                "1L",
                "nan",
                "NaN",
                "-nan",
                "inf",
                "-inf",
                "Infinity",
                "1e400",
                "-1e400",
                "e5",
                "1e",
                "1e+",
                ".",
                "+",
                "-",
                "+-1",
                "--",
                "٣",
                "１２",
                "½",
                "12:00:00",
                "2020-01-01",
                "10.0.0.12",
                "99%",
                "unavailable",
                "unknown",
                "opening",
                "locking",
                "standby",
                "ON",
                "On",
                "true",
                "yes",
                "away"
            })
    void whatIsNoNumberHasNoValue(String state) {
        assertThat(StateNumbers.of(state)).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "on, 1",
        "off, 0",
        "open, 1",
        "closed, 0",
        "home, 1",
        "not_home, 0",
        "locked, 1",
        "unlocked, 0",
        "above_horizon, 1",
        "below_horizon, 0",
    })
    void onAndOffAreOneAndNought(String state, double expected) {
        assertThat(StateNumbers.of(state)).isEqualTo(expected);
    }

    /** Minus nought would be another text in the store. */
    @ParameterizedTest
    @ValueSource(strings = {"-0", "-0.0", "-0e5", "-1e-400"})
    void minusNoughtIsNought(String state) {
        assertThat(StateNumbers.of(state))
                .isNotNull()
                .extracting(Object::toString)
                .isEqualTo("0.0");
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void neverThrowsAndIsAlwaysFinite(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 2_000; i++) {
            Double value = StateNumbers.of(anyText(random));
            assertThat(value == null || Double.isFinite(value)).isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void readsDecimalsOfAnyLengthAsJavaDoes(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
            random.ints(1 + random.nextInt(18), 0, 10).forEach(text::append);
            int sign = text.charAt(0) == '-' ? 1 : 0;
            if (random.nextInt(4) > 0) {
                text.insert(sign + random.nextInt(text.length() - sign + 1), '.');
            }
            assertThat(StateNumbers.of(text.toString())).isEqualTo(Double.parseDouble(text.toString()) + 0.0);
        }
    }

    static LongStream seeds() {
        return new Random(20261121).longs(5);
    }

    /** Half of it looks like numbers, the other half like anything. */
    private static String anyText(Random random) {
        String numeric = "0123456789+-.eE_xdf, ";
        StringBuilder text = new StringBuilder();
        for (int length = random.nextInt(24); length > 0; length--) {
            if (random.nextBoolean()) {
                text.append(numeric.charAt(random.nextInt(numeric.length())));
            } else if (random.nextInt(8) == 0) {
                text.append((char) random.nextInt(0x10000));
            } else {
                text.append(random.nextInt(10));
            }
        }
        return text.toString();
    }
}
