package org.hearthline.enrichment;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnitsTest {
    private static final char MICRO_SIGN = '\u00B5';
    private static final char GREEK_MU = '\u03BC';

    @ParameterizedTest
    @ValueSource(strings = {"g/m³", "V", "A", "S/cm", "m", "s"})
    void bothMuesAreOne(String rest) {
        assertThat(Units.canonical(MICRO_SIGN + rest, null)).isEqualTo(GREEK_MU + rest);
        assertThat(Units.canonical(GREEK_MU + rest, null)).isEqualTo(GREEK_MU + rest);
    }

    @ParameterizedTest
    @CsvSource({
        "ug/m3, μg/m³",
        "m3, m³",
        "m^2, m²",
        "℃, °C",
        "ºC, °C",
        "degC, °C",
        "degF, °F",
        "seconds, s",
        "KWh, kWh",
        "lux, lx"
    })
    void otherSpellingsBecomeTheOne(String unit, String expected) {
        assertThat(Units.canonical(unit, null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"C, °C", "°c, °C", "F, °F", "celsius, °C", "K, K", "' °C ', °C"})
    void aTemperatureKnowsItsLetters(String unit, String expected) {
        assertThat(Units.canonical(unit, "temperature")).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "C",
                "F",
                "mbar",
                "inHg",
                "mmHg",
                "°F",
                "Wh",
                "MWh",
                "mW",
                "MW",
                "ft³",
                "km/h, =odd\\",
                "steps",
                "€/kWh"
            })
    void unitsThatAreOthersStay(String unit) {
        assertThat(Units.canonical(unit, "power")).isEqualTo(unit);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "  "})
    void noUnitIsNoUnit(String unit) {
        assertThat(Units.canonical(unit, "temperature")).isNull();
    }
}
